import {
  arrayOf,
  bool,
  type Decoded,
  nothing,
  numOrNull,
  listOf,
  object,
  optional,
  orNull,
  str,
  strOrNull,
  text,
} from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const commit = object({ id: text, title: optional(str), committed_date: optional(strOrNull) });
export type GitlabCommit = Decoded<typeof commit>;

const branch = object({ name: text, default: bool, protected: bool, merged: bool, commit });
export type GitlabBranch = Decoded<typeof branch>;

/** `target` is the tag object of an annotated tag, else the commit: what `git ls-remote` shows. */
const tag = object({ name: text, target: str, protected: optional(bool), commit: orNull(commit) });
export type GitlabTag = Decoded<typeof tag>;

const level = object({ access_level: numOrNull, access_level_description: optional(str) });
const protectedBranch = object({
  /** May hold wildcards: `release/*`. */
  name: text,
  allow_force_push: optional(bool),
  push_access_levels: listOf(level),
  merge_access_levels: listOf(level),
});
export type GitlabProtectedBranch = Decoded<typeof protectedBranch>;

export interface RefQuery {
  /** Names that contain it; `^x` that begin and `x$` that end with it. */
  search?: string;
  per_page?: number;
}

export class BranchesApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, query: RefQuery = {}, options?: PageOptions): Listing<GitlabBranch> {
    const call = read(project, '/branches', 'list the branches of');
    return new Listing(this.http, { ...call, query: { ...query }, decode: arrayOf(branch) }, options);
  }

  get(project: Ref, name: string, options?: CallOptions): Promise<GitlabBranch> {
    const call = read(project, '/branches/:name', `read the branch ${name} of`);
    return this.http.call({ ...call, params: { id: project, name }, decode: branch }, options);
  }
}

export class TagsApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, query: RefQuery = {}, options?: PageOptions): Listing<GitlabTag> {
    const call = read(project, '/tags', 'list the tags of');
    return new Listing(this.http, { ...call, query: { ...query }, decode: arrayOf(tag) }, options);
  }
}

export class CommitsApi {
  constructor(private readonly http: GitlabHttp) {}

  get(project: Ref, sha: string, options?: CallOptions): Promise<GitlabCommit> {
    const call = read(project, '/commits/:sha', `read the commit ${sha} of`);
    return this.http.call({ ...call, params: { id: project, sha }, decode: commit }, options);
  }

  /** The best common ancestor of two commits or branches; GitLab answers `not_found` when one is unknown or they have none. */
  mergeBase(project: Ref, refs: [string, string], options?: CallOptions): Promise<GitlabCommit> {
    const call = read(project, '/merge_base', 'compare two commits of');
    return this.http.call({ ...call, query: { refs }, decode: commit }, options);
  }
}

export class ProtectedBranchesApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, options?: PageOptions): Listing<GitlabProtectedBranch> {
    const call = this.of('GET', project, 'list the protected branches of');
    return new Listing(this.http, { ...call, decode: arrayOf(protectedBranch) }, options);
  }

  protect(
    project: Ref,
    body: { name: string; push_access_level?: number; merge_access_level?: number; allow_force_push?: boolean },
    options?: CallOptions,
  ): Promise<GitlabProtectedBranch> {
    const call = this.of('POST', project, `protect the branch ${body.name} of`);
    return this.http.call({ ...call, body, decode: protectedBranch }, options);
  }

  unprotect(project: Ref, name: string, options?: CallOptions): Promise<void> {
    const call = this.of('DELETE', project, `unprotect the branch ${name} of`, '/:name');
    return this.http.call({ ...call, params: { id: project, name }, decode: nothing }, options);
  }

  private of(method: Method, project: Ref, verb: string, tail = ''): Omit<Call<never>, 'decode'> {
    const operation = `${verb} ${named('project', project)}`;
    return { method, route: `/projects/:id/protected_branches${tail}`, params: { id: project }, operation };
  }
}

const read = (project: Ref, tail: string, verb: string): Omit<Call<never>, 'decode'> => ({
  method: 'GET',
  route: `/projects/:id/repository${tail}`,
  params: { id: project },
  operation: `${verb} ${named('project', project)}`,
});
