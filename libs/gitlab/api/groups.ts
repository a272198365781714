import { arrayOf, type Decoded, id, nothing, numOrNull, object, optional, str, strOrNull } from '../decode';
import type { Call, CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { type GitlabPage, Listing, type PageOptions, readPage } from '../http/listing';
import { type GitlabProject, project } from './projects';
import { named, type Ref } from './shared';

const group = object({
  id,
  name: str,
  path: str,
  full_path: str,
  full_name: optional(str),
  description: optional(strOrNull),
  parent_id: numOrNull,
  visibility: str,
  web_url: str,
  marked_for_deletion_on: optional(strOrNull),
});
export type GitlabGroup = Decoded<typeof group>;

export interface GroupQuery {
  search?: string;
  min_access_level?: number;
  /** Also groups the user is no member of but may see. */
  all_available?: boolean;
  top_level_only?: boolean;
  order_by?: 'name' | 'path' | 'id' | 'similarity';
  sort?: 'asc' | 'desc';
  page?: number;
  per_page?: number;
}

export interface GroupProjectQuery {
  include_subgroups?: boolean;
  archived?: boolean;
  search?: string;
  simple?: boolean;
  min_access_level?: number;
  with_issues_enabled?: boolean;
  order_by?: 'id' | 'name' | 'path' | 'created_at' | 'updated_at' | 'last_activity_at' | 'similarity';
  sort?: 'asc' | 'desc';
  page?: number;
  per_page?: number;
}

export interface NewGroup {
  name: string;
  path: string;
  /** Absent: a top-level group, which many instances do not let everybody create. */
  parent_id?: number;
  description?: string;
  visibility?: string;
}

export class GroupsApi {
  constructor(private readonly http: GitlabHttp) {}

  get(ref: Ref, options?: CallOptions): Promise<GitlabGroup> {
    const call = this.of(ref, '/groups/:id', `find ${named('group', ref)}`);
    // Without this GitLab adds up to 100 of its projects.
    return this.http.call({ ...call, query: { with_projects: false }, decode: group }, options);
  }

  list(query: GroupQuery = {}, options?: PageOptions): Listing<GitlabGroup> {
    return new Listing(this.http, this.listCall(query), options);
  }

  page(query: GroupQuery = {}, options?: PageOptions): Promise<GitlabPage<GitlabGroup>> {
    return readPage(this.http, this.listCall(query), options);
  }

  /** Projects of the group itself, or of its whole tree; never those that are merely shared into it. */
  projects(ref: Ref, query: GroupProjectQuery = {}, options?: PageOptions): Listing<GitlabProject> {
    return new Listing(this.http, this.projectsCall(ref, query), options);
  }

  projectsPage(ref: Ref, query: GroupProjectQuery = {}, options?: PageOptions): Promise<GitlabPage<GitlabProject>> {
    return readPage(this.http, this.projectsCall(ref, query), options);
  }

  /** The whole tree below the group, also the parts the token's user is no member of but may see. */
  descendants(ref: Ref, query: GroupQuery = {}, options?: PageOptions): Listing<GitlabGroup> {
    const call = this.of(ref, '/groups/:id/descendant_groups', `list the subgroups of ${named('group', ref)}`);
    return new Listing(
      this.http,
      { ...call, query: { all_available: true, ...query }, decode: arrayOf(group) },
      options,
    );
  }

  create(body: NewGroup, options?: CallOptions): Promise<GitlabGroup> {
    const operation = `create the group ${body.path}`;
    return this.http.call({ method: 'POST', route: '/groups', body, operation, decode: group }, options);
  }

  remove(ref: Ref, options?: CallOptions): Promise<void> {
    const operation = `delete ${named('group', ref)}`;
    return this.http.call(
      { method: 'DELETE', route: '/groups/:id', params: { id: ref }, operation, decode: nothing },
      options,
    );
  }

  private listCall(query: GroupQuery): Call<GitlabGroup[]> {
    const operation = query.search ? `search groups for "${query.search}"` : 'list groups';
    return { method: 'GET', route: '/groups', query: { ...query }, operation, decode: arrayOf(group) };
  }

  private projectsCall(ref: Ref, query: GroupProjectQuery): Call<GitlabProject[]> {
    const call = this.of(ref, '/groups/:id/projects', `list the projects of ${named('group', ref)}`);
    return { ...call, query: { with_shared: false, ...query }, decode: arrayOf(project) };
  }

  private of(
    ref: Ref,
    route: string,
    operation: string,
  ): { method: 'GET'; route: string; params: { id: Ref }; operation: string } {
    return { method: 'GET', route, params: { id: ref }, operation };
  }
}
