import {
  arrayOf,
  bool,
  boolOrNull,
  type Decoded,
  id,
  listOf,
  nothing,
  num,
  numOrNull,
  object,
  oneOf,
  optional,
  orNull,
  str,
  strOrNull,
} from '../decode';
import type { Call, CallOptions, Method, Query } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { type GitlabPage, Listing, type PageOptions, readPage } from '../http/listing';
import { named, type Ref, timeStats, userRef } from './shared';

/** Names; with `with_labels_details` GitLab sends objects instead. */
const labelName = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value ? str(value.name) : str(value);

const issue = object({
  id,
  iid: id,
  project_id: id,
  title: str,
  description: strOrNull,
  state: oneOf(['opened', 'closed'], 'opened'),
  created_at: str,
  updated_at: str,
  closed_at: strOrNull,
  closed_by: orNull(userRef),
  author: orNull(userRef),
  assignees: listOf(userRef),
  labels: listOf(labelName),
  milestone: orNull(object({ id, iid: optional(num), title: str, web_url: optional(strOrNull) })),
  due_date: strOrNull,
  confidential: bool,
  discussion_locked: boolOrNull,
  issue_type: optional(str),
  user_notes_count: num,
  moved_to_id: optional(numOrNull),
  time_stats: optional(orNull(timeStats)),
  references: optional(orNull(object({ short: str, relative: str, full: str }))),
  web_url: str,
  imported: optional(bool),
  /** Absent, not null, when the tier lacks it. */
  weight: optional(numOrNull),
  epic: optional(orNull(object({ id, iid: num, title: str, url: optional(strOrNull) }))),
  iteration: optional(orNull(object({ id, iid: num, title: strOrNull, start_date: strOrNull, due_date: strOrNull }))),
});
export type GitlabIssue = Decoded<typeof issue>;

export interface IssueQuery {
  state?: 'opened' | 'closed' | 'all';
  /** Inclusive, as is `updated_before`. */
  updated_after?: string;
  updated_before?: string;
  created_after?: string;
  created_before?: string;
  iids?: number[];
  labels?: string;
  milestone?: string;
  author_id?: number;
  author_username?: string;
  assignee_username?: string[];
  confidential?: boolean;
  issue_type?: string;
  search?: string;
  not?: Query;
  order_by?: 'created_at' | 'updated_at' | 'relative_position' | 'weight' | 'due_date' | 'title' | 'id';
  sort?: 'asc' | 'desc';
  /** Stable while issues change; 18.3+ (`offersKeysetIssues`), needs `order_by` and `sort`. Older servers ignore it. */
  pagination?: 'keyset';
  page?: number;
  per_page?: number;
}

export interface IssueFields {
  title?: string;
  description?: string;
  /** Comma-separated names; replaces all labels, and creates project labels that do not exist. `''` clears. */
  labels?: string;
  assignee_ids?: number[];
  milestone_id?: number;
  due_date?: string | null;
  confidential?: boolean;
  issue_type?: string;
  weight?: number | null;
}

export interface NewIssue extends IssueFields {
  title: string;
  /** Administrators and Owners only. */
  created_at?: string;
  /** Administrators and Owners only. */
  iid?: number;
}

export interface IssueChanges extends IssueFields {
  add_labels?: string;
  remove_labels?: string;
  state_event?: 'close' | 'reopen';
  discussion_locked?: boolean;
  /** Administrators and Owners only. */
  updated_at?: string;
}

const statistics = object({
  statistics: object({ counts: object({ all: num, closed: num, opened: num }) }),
});

export class IssuesApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, query: IssueQuery = {}, options?: PageOptions): Listing<GitlabIssue> {
    return new Listing(this.http, this.listCall(project, query), options);
  }

  /** One page with the server's time, for a sync that stores where it stopped. */
  page(project: Ref, query: IssueQuery = {}, options?: PageOptions): Promise<GitlabPage<GitlabIssue>> {
    return readPage(this.http, this.listCall(project, query), options);
  }

  /** Some issue that the token may see anywhere on the instance; null when there is none. */
  async any(options?: CallOptions): Promise<GitlabIssue | null> {
    const query = { scope: 'all', per_page: 1 };
    const call = { method: 'GET', route: '/issues', query, operation: 'look for an issue' } as const;
    const [first] = await this.http.call({ ...call, decode: arrayOf(issue) }, options);
    return first ?? null;
  }

  get(project: Ref, iid: number, options?: CallOptions): Promise<GitlabIssue> {
    return this.http.call({ ...this.one('GET', project, iid, 'read'), decode: issue }, options);
  }

  create(project: Ref, body: NewIssue, options?: CallOptions): Promise<GitlabIssue> {
    const call = this.all('POST', project, 'create an issue in');
    return this.http.call({ ...call, body, decode: issue }, options);
  }

  update(project: Ref, iid: number, body: IssueChanges, options?: CallOptions): Promise<GitlabIssue> {
    return this.http.call({ ...this.one('PUT', project, iid, 'change'), body, decode: issue }, options);
  }

  remove(project: Ref, iid: number, options?: CallOptions): Promise<void> {
    return this.http.call({ ...this.one('DELETE', project, iid, 'delete'), decode: nothing }, options);
  }

  /** How many issues there are, in one cheap call. */
  async statistics(project: Ref, options?: CallOptions): Promise<{ all: number; opened: number; closed: number }> {
    const operation = `count the issues of ${named('project', project)}`;
    const route = '/projects/:id/issues_statistics';
    const params = { id: project };
    const query = { scope: 'all' };
    const answer = await this.http.call(
      { method: 'GET', route, params, query, operation, decode: statistics },
      options,
    );
    return answer.statistics.counts;
  }

  private listCall(project: Ref, query: IssueQuery): Call<GitlabIssue[]> {
    const { state, ...rest } = query;
    // GitLab lists all by default, and documents only the other two.
    const filter = state === 'all' || state === undefined ? {} : { state };
    return { ...this.all('GET', project, 'list the issues of'), query: { ...filter, ...rest }, decode: arrayOf(issue) };
  }

  private all(method: Method, project: Ref, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} ${named('project', project)}`;
    return { method, route: '/projects/:id/issues', params: { id: project }, operation };
  }

  private one(method: Method, project: Ref, iid: number, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} issue #${iid} of ${named('project', project)}`;
    return { method, route: '/projects/:id/issues/:iid', params: { id: project, iid }, operation };
  }
}
