import { createHmac } from 'node:crypto';

/** The bytes of a secret: `whsec_` and base64, as Standard Webhooks writes them, or else the text itself. */
function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(encoded, 'base64');
}

/**
 * The headers of a signed webhook (standardwebhooks.com): HMAC-SHA256 of `id.timestamp.body`. The id stays the same when
 * the message is sent again, so that a receiver can drop repeats; the timestamp is of this attempt, so that an old
 * request cannot be replayed.
 */
export function signedHeaders(
  secret: string | null,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === null) return headers;
  const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${digest}` };
}
