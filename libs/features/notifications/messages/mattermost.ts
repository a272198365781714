import type { Message, MessageItem } from './message';
import { about, origin, sectionsOf } from './sections';

/** Mattermost refuses longer posts. */
const MAX_TEXT = 16_383;

export interface MattermostBody {
  text: string;
}

/** Markdown taken literally; `@all` must not wake everybody up. */
const escape = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, String.raw`\$&`).replaceAll('@', '@\u200b');

const itemLines = (item: MessageItem): string[] => {
  const name = item.url === null ? `**${escape(item.name)}**` : `[${escape(item.name)}](${item.url})`;
  return [`- ${name} – ${escape(about(item))}`, ...(item.reason === null ? [] : [`  ${escape(item.reason)}`])];
};

/** The body of an incoming webhook of Mattermost: Markdown. */
export function mattermostBody(message: Message, appTitle: string): MattermostBody {
  const sections = sectionsOf(message).map(({ heading, items, more }) =>
    [
      ...(heading === '' ? [] : [`**${heading}**`, '']),
      ...items.flatMap(itemLines),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ].join('\n'),
  );
  const all = message.url === null || message.items.length === 0 ? '' : ` [Show all](${message.url})`;
  const paragraphs = [
    `#### ${escape(message.title)}`,
    ...sections,
    escape(message.advice),
    `${escape(origin(message, appTitle))}${all}`,
  ];
  return {
    text: paragraphs
      .filter((paragraph) => paragraph !== '')
      .join('\n\n')
      .slice(0, MAX_TEXT),
  };
}
