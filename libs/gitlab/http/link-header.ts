import type { Headers } from './call';

/**
 * The query of the next page, or null at the end. Only the query is taken from the `Link` header and put on our own
 * URL: behind a TLS proxy GitLab often writes a wrong scheme or host there, and the token must never leave the origin.
 */
export function nextPageQuery(headers: Headers, currentQuery: string): string | null {
  const link = parseLinks(headers['link'] ?? '')['next'];
  if (link !== undefined) {
    const mark = link.indexOf('?');
    return mark < 0 ? null : link.slice(mark + 1).replace(/#.*$/, '');
  }
  // Some proxies drop `Link`; offset pages can be counted without it, and newer servers name the next keyset page, too.
  const page = headers['x-next-page'];
  const cursor = headers['x-next-cursor'];
  const params = new URLSearchParams(currentQuery);
  if (cursor) params.set('cursor', cursor);
  else if (page && /^\d+$/.test(page)) params.set('page', page);
  else return null;
  return params.toString();
}

/** Relation → target of an RFC 8288 header. */
export function parseLinks(header: string): Record<string, string> {
  const links: Record<string, string> = {};
  for (const [, target, attributes] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /\brel="?([^";,]+)"?/i.exec(attributes ?? '')?.[1];
    if (target === undefined) continue;
    for (const relation of relations?.split(/\s+/) ?? []) links[relation.toLowerCase()] = target;
  }
  return links;
}
