import type { IssuePage, IssueQuery } from '../ports';
import type { SourceIssue } from '../model/source';

export const PAGE_SIZE = 100;

/**
 * Paging that survives edits in the middle, on servers with and without keyset. Without it the next page begins at the
 * last instant seen (inclusive) instead of at an offset: a row that moves to the end while we read shifts the others,
 * but can't push one past us. Only where more than a page shares one instant are pages counted inside that instant.
 */
export interface Window {
  query: IssueQuery;
  /** `iid@updatedAt` of the page before; they come again at an inclusive bound. */
  seen: ReadonlySet<string>;
}

type Order = IssueQuery['orderBy'];

const instantOf = (issue: SourceIssue, order: Order): string =>
  order === 'created_at' ? issue.createdAt : issue.updatedAt;

const boundOf = (query: IssueQuery): string | undefined =>
  query.orderBy === 'created_at' ? query.createdAfter : query.updatedAfter;

const keyOf = (issue: SourceIssue): string => `${issue.iid}@${issue.updatedAt}`;

export const firstWindow = (orderBy: Order, after: string | null, state: IssueQuery['state']): Window => ({
  query: {
    orderBy,
    direction: 'asc',
    state,
    perPage: PAGE_SIZE,
    page: 1,
    ...(after === null ? {} : orderBy === 'created_at' ? { createdAfter: after } : { updatedAfter: after }),
  },
  seen: new Set(),
});

/** What of a page is new, and where to read on; `next` null: that was the last page. */
export function advance(window: Window, page: IssuePage): { fresh: SourceIssue[]; next: Window | null } {
  const fresh = page.issues.filter((issue) => !window.seen.has(keyOf(issue)));
  const last = page.issues.at(-1);
  if (!page.hasMore || last === undefined) return { fresh, next: null };
  const seen = new Set(page.issues.map(keyOf));
  const { query } = window;
  if (page.next !== null) return { fresh, next: { query: { ...query, next: page.next }, seen } };
  const instant = instantOf(last, query.orderBy);
  const bound = boundOf(query);
  const stuck = bound !== undefined && Date.parse(instant) <= Date.parse(bound);
  if (stuck) return { fresh, next: { query: { ...query, page: query.page + 1 }, seen } };
  const { query: from } = firstWindow(query.orderBy, instant, query.state);
  return { fresh, next: { query: from, seen } };
}
