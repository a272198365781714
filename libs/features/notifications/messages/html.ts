import type { Message, MessageItem } from './message';
import { about, origin, sectionsOf } from './sections';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
const anchor = (url: string, text: string): string => `<a href="${escape(url)}">${escape(text)}</a>`;

function itemHtml(item: MessageItem): string {
  const name = item.url === null ? escape(item.name) : anchor(item.url, item.name);
  const reason = item.reason === null ? '' : `<br>${escape(item.reason)}`;
  return `<li style="margin-bottom:8px"><strong>${name}</strong><br><span style="color:#666">${escape(about(item))}</span>${reason}</li>`;
}

/** For mail readers that prefer it to the text; styles are inline, as those want it. */
export function htmlBody(message: Message, appTitle: string): string {
  const sections = sectionsOf(message).map(({ heading, items, more }) => {
    const rest = more > 0 ? `<li>and ${more} more</li>` : '';
    return `${heading === '' ? '' : `<h3>${escape(heading)}</h3>`}<ul>${items.map(itemHtml).join('')}${rest}</ul>`;
  });
  const advice = message.advice === '' ? '' : `<p>${escape(message.advice)}</p>`;
  const all = message.url === null ? '' : `<p>${anchor(message.url, `Open ${appTitle}`)}</p>`;
  return [
    '<div style="font-family:sans-serif;max-width:640px">',
    `<h2>${escape(message.title)}</h2>`,
    ...sections,
    advice,
    all,
    `<p style="color:#666;font-size:small">${escape(origin(message, appTitle))}</p></div>`,
  ].join('\n');
}
