import type { Call, CallOptions } from './call';
import type { GitlabHttp } from './gitlab-http';
import { nextPageQuery } from './link-header';
import { queryString } from './url';

/** One page of a list. */
export interface GitlabPage<T> {
  items: T[];
  /** Opaque; hand it back as `next` to read the page after this one. Null at the end. May be stored. */
  next: string | null;
  /** Absent above 10,000 records and with keyset paging. */
  total: number | null;
  /** The server's own clock when it answered. */
  serverTime: Date | null;
}

export interface PageOptions extends CallOptions {
  /** `next` of the page before; the first page when absent. */
  next?: string | null;
}

/** A list read page by page as it is consumed: `for await (const item of listing)`, or `await listing.all()`. */
export class Listing<T> implements AsyncIterable<T> {
  constructor(
    private readonly http: GitlabHttp,
    private readonly call: Call<T[]>,
    private readonly options: PageOptions = {},
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  async *pages(): AsyncGenerator<GitlabPage<T>, void, undefined> {
    let next = this.options.next;
    do {
      const page = await readPage(this.http, this.call, { ...this.options, next: next ?? null });
      yield page;
      if (page.next !== null && page.next === next) {
        throw this.http.error(this.call, {
          kind: 'transient',
          reason: 'its list does not move on to the next page',
          status: 200,
          cause: 'bad_answer',
          effect: 'none',
          repeatable: false,
        });
      }
      next = page.next;
    } while (next !== null);
  }

  /** Everything in memory; for lists that are known to be short. */
  async all(): Promise<T[]> {
    const items: T[] = [];
    for await (const page of this.pages()) items.push(...page.items);
    return items;
  }
}

/** Reads one page. The call's query asks for 100 items unless it says otherwise (GitLab's own default is 20). */
export async function readPage<T>(
  http: GitlabHttp,
  call: Call<T[]>,
  { next, ...options }: PageOptions = {},
): Promise<GitlabPage<T>> {
  const first = typeof call.query === 'object' ? { per_page: 100, ...call.query } : (call.query ?? { per_page: 100 });
  const query = next ?? first;
  const { data, headers, serverTime } = await http.answer({ ...call, query }, options);
  const total = headers['x-total'];
  return {
    items: data,
    next: nextPageQuery(headers, typeof query === 'string' ? query : queryString(query)),
    total: total !== undefined && /^\d+$/.test(total) ? Number(total) : null,
    serverTime,
  };
}
