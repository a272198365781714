import type { SubjectKind } from '../alerts/alert.entity';
import type { NotificationEvent } from '../rules/rule-events';

/** One thing that a message tells. */
export interface MessageItem {
  kind: SubjectKind;
  id: number;
  /** `new` and `still`: it is wrong; `recovered`: it was told to be wrong and is not any more. */
  state: 'new' | 'still' | 'recovered';
  name: string;
  place: string | null;
  reason: string | null;
  /** ISO 8601. */
  since: string;
  /** ISO 8601; null while it is wrong. */
  until: string | null;
  /** Where the web app shows it; null when PUBLIC_URL is not set. */
  url: string | null;
}

/** What is told, whatever the channel makes of it. Kept with the delivery, so that every attempt tells the same. */
export interface Message {
  event: NotificationEvent | 'test';
  rule: { id: number; name: string } | null;
  /** One line. */
  title: string;
  /** What to do about it, in a sentence; empty when all is well again. */
  advice: string;
  /** The most important ones. */
  items: MessageItem[];
  /** All, also those that are not listed. */
  counts: { new: number; still: number; recovered: number };
  /** Page of the web app that shows all of them; null when PUBLIC_URL is not set. */
  url: string | null;
  /** ISO 8601. */
  at: string;
}
