import type { Message, MessageItem } from './message';
import { about, origin, sectionsOf } from './sections';

interface TextBlock {
  type: 'TextBlock';
  text: string;
  wrap: true;
  size?: 'Large' | 'Small';
  weight?: 'Bolder';
  isSubtle?: true;
  spacing?: 'None' | 'Small';
}

export interface TeamsBody {
  type: 'message';
  attachments: {
    contentType: 'application/vnd.microsoft.card.adaptive';
    contentUrl: null;
    content: {
      $schema: string;
      type: 'AdaptiveCard';
      version: '1.4';
      msteams: { width: 'Full' };
      body: TextBlock[];
      actions: { type: 'Action.OpenUrl'; title: string; url: string }[];
    };
  }[];
}

/** A text block takes a little Markdown: here it is taken literally. */
const escape = (text: string): string => text.replace(/[\\*_[\]`#]/g, String.raw`\$&`);

const block = (text: string, style: Partial<TextBlock> = {}): TextBlock => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...style,
});

function itemBlocks(item: MessageItem): TextBlock[] {
  const name = escape(item.name);
  return [
    block(item.url === null ? `**${name}**` : `[${name}](${item.url})`),
    block(escape(about(item)), { isSubtle: true, size: 'Small', spacing: 'None' }),
    ...(item.reason === null ? [] : [block(escape(item.reason), { spacing: 'None' })]),
  ];
}

/** The body for a workflow of Teams that begins with "When a Teams webhook request is received": an Adaptive Card. */
export function teamsBody(message: Message, appTitle: string): TeamsBody {
  const sections = sectionsOf(message).flatMap(({ heading, items, more }) => [
    ...(heading === '' ? [] : [block(heading, { weight: 'Bolder' })]),
    ...items.flatMap(itemBlocks),
    ...(more > 0 ? [block(`…and ${more} more`)] : []),
  ]);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            block(escape(message.title), { size: 'Large', weight: 'Bolder' }),
            ...sections,
            ...(message.advice === '' ? [] : [block(escape(message.advice))]),
            block(escape(origin(message, appTitle)), { isSubtle: true, size: 'Small' }),
          ],
          actions: message.url === null ? [] : [{ type: 'Action.OpenUrl', title: 'Open', url: message.url }],
        },
      },
    ],
  };
}
