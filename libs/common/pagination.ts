/** A page as the caller asked for it; both count from 1. */
export interface PageRequest {
  page: number;
  perPage: number;
}

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  perPage: number;
}

export const DEFAULT_PER_PAGE = 100;
export const MAX_PER_PAGE = 500;

/** GitLab's paging headers for a page; `url` is the request's own path and query. */
export function pageHeaders(page: Page<unknown>, url: string): Record<string, string> {
  const totalPages = Math.max(1, Math.ceil(page.total / page.perPage));
  const at = (n: number): string => {
    const [path = '', query = ''] = url.split('?');
    const params = new URLSearchParams(query);
    params.set('page', String(n));
    params.set('per_page', String(page.perPage));
    return `<${path}?${params.toString()}>`;
  };
  const links = [`${at(1)}; rel="first"`, `${at(totalPages)}; rel="last"`];
  if (page.page > 1) links.unshift(`${at(page.page - 1)}; rel="prev"`);
  if (page.page < totalPages) links.unshift(`${at(page.page + 1)}; rel="next"`);
  return {
    'X-Total': String(page.total),
    'X-Total-Pages': String(totalPages),
    'X-Page': String(page.page),
    'X-Per-Page': String(page.perPage),
    'X-Next-Page': page.page < totalPages ? String(page.page + 1) : '',
    Link: links.join(', '),
  };
}
