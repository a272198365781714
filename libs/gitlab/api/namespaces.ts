import { type Decoded, id, numOrNull, object, str } from '../decode';
import type { CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import type { Ref } from './shared';

const namespace = object({ id, name: str, path: str, full_path: str, kind: str, parent_id: numOrNull });
export type GitlabNamespace = Decoded<typeof namespace>;

export class NamespacesApi {
  constructor(private readonly http: GitlabHttp) {}

  /** A group or a user's personal namespace, by id or full path. */
  get(ref: Ref, options?: CallOptions): Promise<GitlabNamespace> {
    const operation = `find the namespace ${ref}`;
    return this.http.call(
      { method: 'GET', route: '/namespaces/:id', params: { id: ref }, operation, decode: namespace },
      options,
    );
  }
}
