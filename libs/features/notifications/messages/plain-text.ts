import type { Message, MessageItem } from './message';
import { origin, period, sectionsOf } from './sections';

const itemLines = (item: MessageItem): string[] => [
  `- ${item.name}${item.place === null ? '' : ` (${item.place})`}, ${period(item)}`,
  ...(item.reason === null ? [] : [`  ${item.reason}`]),
  ...(item.url === null ? [] : [`  ${item.url}`]),
];

/** For mail and for the log. */
export function plainText(message: Message, appTitle: string): string {
  const sections = sectionsOf(message).map(({ heading, items, more }) =>
    [
      ...(heading === '' ? [] : [`${heading}:`]),
      ...items.flatMap(itemLines),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ].join('\n'),
  );
  const paragraphs = [
    `${message.title}.`,
    ...sections,
    message.advice,
    message.url === null || message.items.length === 0 ? '' : `All of them: ${message.url}`,
    origin(message, appTitle),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}
