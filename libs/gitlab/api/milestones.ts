import { arrayOf, type Decoded, id, num, numOrNull, object, optional, str, strOrNull } from '../decode';
import type { CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const milestone = object({
  /** Global: what an issue's `milestone_id` takes. */
  id,
  iid: num,
  title: str,
  state: str,
  due_date: strOrNull,
  group_id: optional(numOrNull),
  project_id: optional(numOrNull),
  web_url: optional(strOrNull),
});
export type GitlabMilestone = Decoded<typeof milestone>;

export class MilestonesApi {
  constructor(private readonly http: GitlabHttp) {}

  /** Milestones usable in the project, with those of its ancestor groups. */
  list(
    project: Ref,
    query: { state?: 'active' | 'closed'; title?: string } = {},
    options?: PageOptions,
  ): Listing<GitlabMilestone> {
    const operation = `list the milestones of ${named('project', project)}`;
    // The parameter was renamed in 16.7; unknown ones are ignored.
    const full = { include_parent_milestones: true, include_ancestors: true, ...query };
    const call = {
      method: 'GET',
      route: '/projects/:id/milestones',
      params: { id: project },
      query: full,
      operation,
    } as const;
    return new Listing(this.http, { ...call, decode: arrayOf(milestone) }, options);
  }

  create(
    project: Ref,
    body: { title: string; description?: string; due_date?: string; start_date?: string },
    options?: CallOptions,
  ): Promise<GitlabMilestone> {
    const operation = `create a milestone in ${named('project', project)}`;
    const call = {
      method: 'POST',
      route: '/projects/:id/milestones',
      params: { id: project },
      body,
      operation,
    } as const;
    return this.http.call({ ...call, decode: milestone }, options);
  }
}
