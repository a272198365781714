import type { Message, MessageItem } from './message';

/** So many items are listed in a text; the others are counted. */
const LISTED = 20;

export interface Section {
  /** Empty when the message has only what is new. */
  heading: string;
  items: MessageItem[];
  /** How many more there are. */
  more: number;
}

const HEADINGS: Record<MessageItem['state'], string> = { new: 'New', still: 'Still so', recovered: 'Over' };
const STATES = ['new', 'still', 'recovered'] as const;

/** What a text lists: what is new first. */
export function sectionsOf({ items, counts }: Message): Section[] {
  const only = counts.still + counts.recovered === 0;
  let room = LISTED;
  return STATES.filter((state) => counts[state] > 0).map((state) => {
    const listed = items.filter((item) => item.state === state).slice(0, room);
    room -= listed.length;
    return { heading: only ? '' : HEADINGS[state], items: listed, more: counts[state] - listed.length };
  });
}

/** "2026-11-22 04:44 UTC" */
const inUtc = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

/** "since 2026-11-22 04:44 UTC" or "from … to …". */
export const period = ({ since, until }: MessageItem): string =>
  until === null ? `since ${inUtc(since)}` : `from ${inUtc(since)} to ${inUtc(until)}`;

/** Where, and how long. */
export const about = (item: MessageItem): string =>
  [item.place, period(item)].filter((part) => part !== null).join(', ');

/** What a message ends with: who told it. */
export const origin = ({ rule }: Message, appTitle: string): string =>
  rule === null ? `Sent by ${appTitle}.` : `Sent by ${appTitle}, rule “${rule.name}”.`;
