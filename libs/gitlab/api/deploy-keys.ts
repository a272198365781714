import { arrayOf, bool, type Decoded, id, nothing, object, str } from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const deployKey = object({
  id,
  title: str,
  /** In OpenSSH's form; with or without its comment. */
  key: str,
  can_push: bool,
});
export type GitlabDeployKey = Decoded<typeof deployKey>;

export interface NewDeployKey {
  title: string;
  key: string;
  /** It then writes with the role of the user who adds it. */
  can_push: boolean;
}

/** SSH keys that open one project. Maintainers manage them. */
export class DeployKeysApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, options?: PageOptions): Listing<GitlabDeployKey> {
    const call = this.of('GET', project, 'list the deploy keys of');
    return new Listing(this.http, { ...call, decode: arrayOf(deployKey) }, options);
  }

  /** For a key that the project has already GitLab answers with that one, as it is. */
  create(project: Ref, body: NewDeployKey, options?: CallOptions): Promise<GitlabDeployKey> {
    const call = this.of('POST', project, 'add a deploy key to');
    return this.http.call({ ...call, body, safety: 'idempotent', decode: deployKey }, options);
  }

  update(
    project: Ref,
    keyId: number,
    body: Partial<Omit<NewDeployKey, 'key'>>,
    options?: CallOptions,
  ): Promise<GitlabDeployKey> {
    const call = this.of('PUT', project, 'change a deploy key of', keyId);
    return this.http.call({ ...call, body, decode: deployKey }, options);
  }

  remove(project: Ref, keyId: number, options?: CallOptions): Promise<void> {
    const call = this.of('DELETE', project, 'remove a deploy key of', keyId);
    return this.http.call({ ...call, decode: nothing }, options);
  }

  private of(method: Method, project: Ref, verb: string, keyId?: number): Omit<Call<never>, 'decode'> {
    const route = '/projects/:id/deploy_keys';
    const operation = `${verb} ${named('project', project)}`;
    return keyId === undefined
      ? { method, route, params: { id: project }, operation }
      : { method, route: `${route}/:key_id`, params: { id: project, key_id: keyId }, operation };
  }
}
