import {
  arrayOf,
  bool,
  boolOrNull,
  type Decoded,
  id,
  listOf,
  nothing,
  object,
  oneOf,
  optional,
  str,
  strOrNull,
  text,
} from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const remoteMirror = object({
  id,
  enabled: bool,
  /** Always masked (`https://*****:*****@host/…`): compare host and path only. */
  url: str,
  update_status: oneOf(['none', 'scheduled', 'started', 'finished', 'failed', 'canceled'], 'none'),
  last_error: strOrNull,
  last_update_at: strOrNull,
  last_update_started_at: strOrNull,
  last_successful_update_at: strOrNull,
  only_protected_branches: bool,
  keep_divergent_refs: optional(boolOrNull),
  mirror_branch_regex: optional(strOrNull),
  auth_method: optional(strOrNull),
  /** Of SSH mirrors (18.4+). */
  host_keys: optional(listOf(object({ fingerprint_sha256: strOrNull }))),
});
export type GitlabRemoteMirror = Decoded<typeof remoteMirror>;

export interface RemoteMirrorSettings {
  enabled?: boolean;
  keep_divergent_refs?: boolean;
  only_protected_branches?: boolean;
  /** RE2; Premium; excludes `only_protected_branches`. Null clears it. */
  mirror_branch_regex?: string | null;
  /** Of SSH mirrors: lines of known_hosts, or bare keys, which get the host of the URL. An older GitLab passes over it. */
  host_keys?: string[];
}

export interface NewRemoteMirror extends RemoteMirrorSettings {
  url: string;
  /** 16.10+; `ssh_public_key`: GitLab makes a key pair, see `publicKey`. */
  auth_method?: 'ssh_public_key' | 'password';
}

const publicKey = object({ public_key: text });

/** Push mirrors of a project. GitLab can change neither URL nor credentials of one: delete and create instead. */
export class RemoteMirrorsApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, options?: PageOptions): Listing<GitlabRemoteMirror> {
    const call = this.all('GET', project, 'list the push mirrors of');
    return new Listing(this.http, { ...call, decode: arrayOf(remoteMirror) }, options);
  }

  get(project: Ref, mirrorId: number, options?: CallOptions): Promise<GitlabRemoteMirror> {
    return this.http.call(
      { ...this.one('GET', project, mirrorId, 'read a push mirror of'), decode: remoteMirror },
      options,
    );
  }

  /** `url` carries the credentials. GitLab creates mirrors disabled, so `enabled` is asked for unless given. */
  create(project: Ref, body: NewRemoteMirror, options?: CallOptions): Promise<GitlabRemoteMirror> {
    const call = this.all('POST', project, 'create a push mirror in');
    return this.http.call({ ...call, body: { enabled: true, ...body }, decode: remoteMirror }, options);
  }

  update(
    project: Ref,
    mirrorId: number,
    body: RemoteMirrorSettings,
    options?: CallOptions,
  ): Promise<GitlabRemoteMirror> {
    const call = this.one('PUT', project, mirrorId, 'change a push mirror of');
    return this.http.call({ ...call, body, decode: remoteMirror }, options);
  }

  /** Asks for an update now (16.11+). Success means "asked", not "done": look at `update_status` afterwards. */
  sync(project: Ref, mirrorId: number, options?: CallOptions): Promise<void> {
    const call = this.one('POST', project, mirrorId, 'start a push mirror of', '/sync');
    return this.http.call({ ...call, safety: 'idempotent', gated: 'version', decode: nothing }, options);
  }

  remove(project: Ref, mirrorId: number, options?: CallOptions): Promise<void> {
    return this.http.call(
      { ...this.one('DELETE', project, mirrorId, 'delete a push mirror of'), decode: nothing },
      options,
    );
  }

  /** The public half of the key pair that GitLab made for an SSH mirror (17.9+), in OpenSSH's form. */
  async publicKey(project: Ref, mirrorId: number, options?: CallOptions): Promise<string> {
    const call = this.one('GET', project, mirrorId, 'read the public key of a push mirror of', '/public_key');
    return (await this.http.call({ ...call, gated: 'version', decode: publicKey }, options)).public_key;
  }

  private all(method: Method, project: Ref, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} ${named('project', project)}`;
    return { method, route: '/projects/:id/remote_mirrors', params: { id: project }, operation };
  }

  private one(method: Method, project: Ref, mirrorId: number, verb: string, tail = ''): Omit<Call<never>, 'decode'> {
    const route = `/projects/:id/remote_mirrors/:mirror_id${tail}`;
    return {
      method,
      route,
      params: { id: project, mirror_id: mirrorId },
      operation: `${verb} ${named('project', project)}`,
    };
  }
}
