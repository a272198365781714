import {
  arrayOf,
  bool,
  boolOrNull,
  type Decoded,
  id,
  nothing,
  numOrNull,
  object,
  optional,
  orNull,
  str,
  strOrNull,
} from '../decode';
import type { Call, CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { type GitlabPage, Listing, type PageOptions, readPage } from '../http/listing';
import { accessLevel, named, type Ref } from './shared';

/** Fields depend on the caller's rights and on `simple`; what may be absent is optional. */
export const project = object({
  id,
  name: str,
  path: str,
  path_with_namespace: str,
  description: strOrNull,
  http_url_to_repo: str,
  ssh_url_to_repo: strOrNull,
  web_url: str,
  default_branch: strOrNull,
  visibility: str,
  archived: bool,
  empty_repo: optional(boolOrNull),
  namespace: orNull(object({ id, name: str, path: str, full_path: str, kind: str })),
  issues_enabled: optional(boolOrNull),
  issues_access_level: optional(strOrNull),
  lfs_enabled: optional(boolOrNull),
  permissions: optional(orNull(object({ project_access: accessLevel, group_access: accessLevel }))),
  marked_for_deletion_on: optional(strOrNull),
  autoclose_referenced_issues: optional(boolOrNull),
  repository_object_format: optional(strOrNull),
  import_status: optional(strOrNull),
  mirror: optional(boolOrNull),
  mirror_user_id: optional(numOrNull),
  mirror_trigger_builds: optional(boolOrNull),
  only_mirror_protected_branches: optional(boolOrNull),
  mirror_overwrites_diverged_branches: optional(boolOrNull),
  created_at: optional(strOrNull),
  updated_at: optional(strOrNull),
  last_activity_at: optional(strOrNull),
});
export type GitlabProject = Decoded<typeof project>;

export interface ProjectQuery {
  search?: string;
  /** Lets `group/name` match too. */
  search_namespaces?: boolean;
  membership?: boolean;
  min_access_level?: number;
  simple?: boolean;
  archived?: boolean;
  /** Neither archived nor marked for deletion. */
  active?: boolean;
  visibility?: 'private' | 'internal' | 'public';
  with_issues_enabled?: boolean;
  order_by?: 'id' | 'name' | 'path' | 'created_at' | 'updated_at' | 'last_activity_at' | 'similarity';
  sort?: 'asc' | 'desc';
  /** Keyset paging: stable and without a limit of depth; only with `order_by: 'id'`. */
  pagination?: 'keyset';
  id_after?: number;
  page?: number;
  per_page?: number;
}

export interface NewProject {
  name?: string;
  path?: string;
  /** Without it the project lands in the personal namespace of the token's user. */
  namespace_id?: number;
  description?: string;
  visibility?: string;
  issues_access_level?: 'disabled' | 'private' | 'enabled';
  builds_access_level?: 'disabled' | 'private' | 'enabled';
  wiki_access_level?: 'disabled' | 'private' | 'enabled';
  snippets_access_level?: 'disabled' | 'private' | 'enabled';
  emails_enabled?: boolean;
  autoclose_referenced_issues?: boolean;
  lfs_enabled?: boolean;
  initialize_with_readme?: boolean;
  repository_object_format?: 'sha1' | 'sha256';
}

/** GitLab accepts more attributes than are listed here. */
export type ProjectChanges = Omit<NewProject, 'namespace_id'> &
  Record<string, string | number | boolean | null | undefined>;

export class ProjectsApi {
  constructor(private readonly http: GitlabHttp) {}

  /** A project that moved is found under its old path too, and answers with its present one. */
  get(ref: Ref, options?: CallOptions): Promise<GitlabProject> {
    const operation = `find ${named('project', ref)}`;
    return this.http.call(
      { method: 'GET', route: '/projects/:id', params: { id: ref }, operation, decode: project },
      options,
    );
  }

  list(query: ProjectQuery = {}, options?: PageOptions): Listing<GitlabProject> {
    return new Listing(this.http, this.listCall(query), options);
  }

  page(query: ProjectQuery = {}, options?: PageOptions): Promise<GitlabPage<GitlabProject>> {
    return readPage(this.http, this.listCall(query), options);
  }

  create(body: NewProject, options?: CallOptions): Promise<GitlabProject> {
    const operation = `create the project ${body.path ?? body.name ?? ''}`.trim();
    return this.http.call({ method: 'POST', route: '/projects', body, operation, decode: project }, options);
  }

  update(ref: Ref, body: ProjectChanges, options?: CallOptions): Promise<GitlabProject> {
    const operation = `change ${named('project', ref)}`;
    const call = {
      method: 'PUT',
      route: '/projects/:id',
      params: { id: ref },
      body,
      operation,
      decode: project,
    } as const;
    return this.http.call(call, options);
  }

  remove(ref: Ref, options?: CallOptions): Promise<void> {
    const operation = `delete ${named('project', ref)}`;
    return this.http.call(
      { method: 'DELETE', route: '/projects/:id', params: { id: ref }, operation, decode: nothing },
      options,
    );
  }

  private listCall(query: ProjectQuery): Call<GitlabProject[]> {
    const operation = query.search ? `search projects for "${query.search}"` : 'list projects';
    return { method: 'GET', route: '/projects', query: { ...query }, operation, decode: arrayOf(project) };
  }
}
