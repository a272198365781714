import { pageHeaders } from '@app/common';
import type { BrowsePage } from './instance-browser';

/** The paging headers of a page that GitLab may not have counted: then without totals and the last page. */
export function browseHeaders(page: BrowsePage<unknown>, url: string): Record<string, string> {
  const { items, page: number, perPage, hasNext } = page;
  const seen = (number - 1) * perPage + items.length + (hasNext ? 1 : 0);
  const headers = pageHeaders({ items, total: page.total ?? seen, page: number, perPage }, url);
  if (page.total !== null) return headers;
  const { 'X-Total': _total, 'X-Total-Pages': _pages, Link: links = '', ...known } = headers;
  const relations = links.split(', ').filter((link) => !link.endsWith('rel="last"'));
  return { ...known, Link: relations.join(', ') };
}
