import { badParameter, Refusal } from '../world/refusal';
import type { Context } from './context';
import { ok, type Reply } from './reply';

export interface Page {
  page: number;
  perPage: number;
}

export function pageOf(ctx: Context): Page {
  const page = ctx.input.int('page') ?? 1;
  const perPage = ctx.input.int('per_page') ?? 20;
  if (page < 1) throw badParameter('page does not have a valid value');
  if (perPage < 1) throw badParameter('per_page has a value not allowed');
  return { page, perPage: Math.min(perPage, 100) };
}

/** The address of this listing with some parameters changed. */
export function listingUrl(ctx: Context, changes: Record<string, string | null>): string {
  const url = new URL(ctx.req.originalUrl, ctx.world.publicUrl);
  for (const secret of ['private_token', 'access_token']) url.searchParams.delete(secret);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.toString();
}

/** The headers of an offset listing; beyond 10,000 rows without totals and without `last`. */
export function offsetHeaders(ctx: Context, { page, perPage }: Page, total: number): Record<string, string> {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const link = (to: number, rel: string): string =>
    `<${listingUrl(ctx, { page: String(to), per_page: String(perPage) })}>; rel="${rel}"`;
  const counted = total <= ctx.world.settings.maxCountedRows;
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < pages ? [link(page + 1, 'next')] : []),
    link(1, 'first'),
    ...(counted ? [link(pages, 'last')] : []),
  ];
  return {
    Link: links.join(', '),
    'X-Next-Page': page < pages ? String(page + 1) : '',
    'X-Page': String(page),
    'X-Per-Page': String(perPage),
    'X-Prev-Page': page > 1 ? String(page - 1) : '',
    ...(counted ? { 'X-Total': String(total), 'X-Total-Pages': String(pages) } : {}),
  };
}

/** Refuses an offset that is too high where keyset pagination would do. */
export function checkOffset(ctx: Context, { page, perPage }: Page, what: string): void {
  const limit = ctx.world.settings.maxOffset;
  if ((page - 1) * perPage <= limit) return;
  const error = `Offset pagination has a maximum allowed offset of ${limit} for requests that return objects of type ${what}. Remaining records can be retrieved using keyset pagination.`;
  throw new Refusal(405, { error });
}

/** One page of an array. */
export function paginate<T>(ctx: Context, rows: readonly T[], show: (row: T) => unknown): Reply {
  const page = pageOf(ctx);
  const from = (page.page - 1) * page.perPage;
  return ok(rows.slice(from, from + page.perPage).map(show), offsetHeaders(ctx, page, rows.length));
}

/** A page by keyset: the only way on is the link. */
export function keysetReply(ctx: Context, rows: unknown[], next: Record<string, string | null> | null): Reply {
  const headers: Record<string, string> = { 'X-Per-Page': String(pageOf(ctx).perPage) };
  if (next) headers.Link = `<${listingUrl(ctx, next)}>; rel="next"`;
  if (next?.cursor) headers['X-Next-Cursor'] = next.cursor;
  return ok(rows, headers);
}
