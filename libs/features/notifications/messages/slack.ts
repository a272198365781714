import type { Message, MessageItem } from './message';
import { about, origin, sectionsOf } from './sections';

// Slack refuses a message that exceeds one of its limits.
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;

interface Text {
  type: 'plain_text' | 'mrkdwn';
  text: string;
}

type Block = { type: 'header'; text: Text } | { type: 'section'; text: Text } | { type: 'context'; elements: Text[] };

export interface SlackBody {
  text: string;
  blocks: Block[];
}

/** Slack's three special characters; with `<` gone there is no mention of everybody either. */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text: cut(text, MAX_SECTION) } });

const itemText = (item: MessageItem): string =>
  [
    item.url === null ? `*${escape(item.name)}*` : `<${item.url}|${escape(item.name)}>`,
    escape(about(item)),
    ...(item.reason === null ? [] : [escape(item.reason)]),
  ].join('\n');

/** The body of an incoming webhook of Slack: Block Kit, and a text for the notification of the phone. */
export function slackBody(message: Message, appTitle: string): SlackBody {
  const sections = sectionsOf(message).flatMap(({ heading, items, more }) => [
    ...(heading === '' ? [] : [section(`*${heading}*`)]),
    ...items.map((item) => section(itemText(item))),
    ...(more > 0 ? [section(`…and ${more} more`)] : []),
  ]);
  const all = message.url === null || message.items.length === 0 ? '' : ` <${message.url}|Show all>`;
  return {
    text: escape(message.title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(message.title, MAX_HEADER) } },
      ...sections,
      ...(message.advice === '' ? [] : [section(escape(message.advice))]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${escape(origin(message, appTitle))}${all}` }] },
    ],
  };
}
