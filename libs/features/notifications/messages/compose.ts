import { redact } from '@app/common';
import type { SubjectKind } from '../alerts/alert.entity';
import type { NotificationEvent } from '../rules/rule-events';
import type { Message, MessageItem } from './message';
import { WORDS } from './words';

/** So many alerts are kept with a message; the counts tell of all. */
export const MESSAGE_ITEMS = 100;
const MAX_REASON = 300;

/** An alert as it is to be told. */
export interface ToldAlert {
  subjectKind: SubjectKind;
  subjectId: number;
  state: MessageItem['state'];
  name: string;
  place: string | null;
  reason: string | null;
  path: string;
  firingSince: Date;
  resolvedAt: Date | null;
}

export interface Report {
  event: NotificationEvent;
  rule: { id: number; name: string };
  /** At most MESSAGE_ITEMS. */
  alerts: ToldAlert[];
  counts: Message['counts'];
  /** Where people reach the web app; null: no links. */
  publicUrl: string | null;
  now: Date;
}

/** One message about all of them. */
export function compose({ event, rule, alerts, counts, publicUrl, now }: Report): Message {
  const words = WORDS[event];
  const parts = [
    counts.new > 0 ? words.wrong(counts.new) : null,
    counts.still > 0 ? words.still(counts.still) : null,
    counts.recovered > 0 ? words.well(counts.recovered) : null,
  ];
  return {
    event,
    rule,
    title: parts.filter((part) => part !== null).join(', '),
    advice: counts.new + counts.still > 0 ? words.advice : '',
    items: alerts.slice(0, MESSAGE_ITEMS).map((alert) => itemOf(alert, publicUrl)),
    counts,
    url: link(publicUrl, words.path),
    at: now.toISOString(),
  };
}

export const testMessage = (channelName: string, publicUrl: string | null, now: Date): Message => ({
  event: 'test',
  rule: null,
  title: 'Test message',
  advice: `The channel ${channelName} works: notifications will arrive here.`,
  items: [],
  counts: { new: 0, still: 0, recovered: 0 },
  url: link(publicUrl, '/notifications'),
  at: now.toISOString(),
});

const itemOf = (alert: ToldAlert, publicUrl: string | null): MessageItem => ({
  kind: alert.subjectKind,
  id: alert.subjectId,
  state: alert.state,
  name: alert.name,
  place: alert.place,
  reason: alert.state === 'recovered' || alert.reason === null ? null : oneLine(alert.reason),
  since: alert.firingSince.toISOString(),
  until: alert.state === 'recovered' ? (alert.resolvedAt?.toISOString() ?? null) : null,
  url: link(publicUrl, alert.path),
});

function oneLine(text: string): string {
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON - 1)}…` : line;
}

const link = (publicUrl: string | null, path: string): string | null =>
  publicUrl === null ? null : `${publicUrl.replace(/\/+$/, '')}${path}`;
