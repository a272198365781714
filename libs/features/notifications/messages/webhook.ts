import type { Message } from './message';

export interface WebhookBody {
  type: Message['event'];
  /** When it was composed, ISO 8601; the header says when it was sent. */
  timestamp: string;
  data: Omit<Message, 'event' | 'at'> & { delivery_id: string };
}

/** The body of a generic webhook, in the frame of Standard Webhooks. */
export function webhookBody({ event, at, ...message }: Message, deliveryKey: string): WebhookBody {
  return { type: event, timestamp: at, data: { delivery_id: deliveryKey, ...message } };
}
