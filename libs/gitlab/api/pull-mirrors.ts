import { ForeignError, rememberSecret } from '@app/common';
import { bool, boolOrNull, type Decoded, id, nothing, object, oneOf, optional, str, strOrNull } from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { project } from './projects';
import { named, type Ref } from './shared';

const pullMirror = object({
  id: optional(id),
  enabled: optional(bool),
  url: str,
  update_status: oneOf(['none', 'scheduled', 'started', 'finished', 'failed', 'canceled'], 'none'),
  last_error: strOrNull,
  last_update_at: strOrNull,
  last_update_started_at: strOrNull,
  last_successful_update_at: strOrNull,
  mirror_trigger_builds: optional(boolOrNull),
  only_mirror_protected_branches: optional(boolOrNull),
  mirror_overwrites_diverged_branches: optional(boolOrNull),
  mirror_branch_regex: optional(strOrNull),
});
/** The settings are shown since 17.5; before, they stand on the project. */
export type GitlabPullMirror = Decoded<typeof pullMirror>;

export interface PullMirrorSettings {
  enabled?: boolean;
  /** Without credentials. */
  url?: string;
  auth_user?: string;
  auth_password?: string;
  mirror_trigger_builds?: boolean;
  only_mirror_protected_branches?: boolean;
  mirror_overwrites_diverged_branches?: boolean;
  /** RE2; needs `only_mirror_protected_branches` off. Null clears it. */
  mirror_branch_regex?: string | null;
}

/** Pull mirroring of a project (Premium): one per project. On other tiers calls fail as `unsupported`. */
export class PullMirrorsApi {
  constructor(private readonly http: GitlabHttp) {}

  /** Null when the project is no pull mirror. */
  async get(ref: Ref, options?: CallOptions): Promise<GitlabPullMirror | null> {
    try {
      return await this.http.call({ ...this.of('GET', ref, 'read the pull mirror of'), decode: pullMirror }, options);
    } catch (error) {
      if (isNotMirrored(error)) return null;
      throw error;
    }
  }

  /**
   * Sets up, changes or disables the mirror, makes the token's user the one who answers for it, and starts a pull at once,
   * also of a mirror that is paused. On GitLab before 17.6 it sets the attributes of the project, which tell nothing
   * about the mirror: then null.
   */
  async configure(ref: Ref, settings: PullMirrorSettings, options?: CallOptions): Promise<GitlabPullMirror | null> {
    rememberSecret(settings.auth_password);
    const call = this.of('PUT', ref, 'configure the pull mirror of');
    try {
      const mirror = await this.http.call({ ...call, body: settings, decode: pullMirror }, options);
      if (settings.enabled === true && mirror.enabled === false) throw this.needsPremium(call);
      return mirror;
    } catch (error) {
      if (!(error instanceof ForeignError) || error.kind !== 'unsupported' || error.status === 200) throw error;
      await this.configureByProject(ref, settings, options);
      return null;
    }
  }

  /** Sets who answers for the mirror's events; administrators only. */
  async setUser(ref: Ref, userId: number, options?: CallOptions): Promise<void> {
    const operation = `set the mirror user of ${named('project', ref)}`;
    const body = { mirror_user_id: userId };
    const call = {
      method: 'PUT',
      route: '/projects/:id',
      params: { id: ref },
      body,
      operation,
      decode: nothing,
    } as const;
    await this.http.call(call, options);
  }

  /**
   * Asks for a pull now. Within five minutes of the last one GitLab does nothing and still answers success: compare
   * `last_update_started_at`. After 14 failures in a row it refuses with cause `paused`; `configure` starts it again.
   */
  async start(ref: Ref, options?: CallOptions): Promise<void> {
    const call = this.of('POST', ref, 'start the pull mirror of');
    await this.http.call({ ...call, safety: 'idempotent', decode: nothing }, options);
  }

  private async configureByProject(ref: Ref, settings: PullMirrorSettings, options?: CallOptions): Promise<void> {
    const { enabled, url, auth_user: user, auth_password: password, ...attributes } = settings;
    const body = {
      ...attributes,
      ...(enabled !== undefined && { mirror: enabled }),
      ...(url !== undefined && { import_url: withCredentials(url, user, password) }),
    };
    const operation = `configure the pull mirror of ${named('project', ref)}`;
    const call = {
      method: 'PUT',
      route: '/projects/:id',
      params: { id: ref },
      body,
      operation,
      decode: project,
    } as const;
    const changed = await this.http.call(call, options);
    if (enabled !== true || changed.mirror === true) return;
    // The answer shows what the caller may see; the mirror's own endpoint knows.
    if (changed.mirror === false || (await this.get(ref, options)) === null) throw this.needsPremium(call);
  }

  /** A GitLab without the licence ignores the settings and answers success. */
  private needsPremium(call: Pick<Call<unknown>, 'operation' | 'method'>): ForeignError {
    return this.http.error(call, {
      kind: 'unsupported',
      reason: 'pull mirroring needs GitLab Premium',
      status: 200,
      cause: 'tier',
      effect: 'none',
      repeatable: false,
    });
  }

  private of(method: Method, ref: Ref, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} ${named('project', ref)}`;
    return { method, route: '/projects/:id/mirror/pull', params: { id: ref }, operation, gated: 'tier' };
  }
}

const isNotMirrored = (error: unknown): boolean =>
  error instanceof ForeignError && error.status === 400 && /not mirrored/i.test(error.reason);

function withCredentials(url: string, user: string | undefined, password: string | undefined): string {
  const full = new URL(url);
  if (user !== undefined) full.username = encodeURIComponent(user);
  if (password !== undefined) full.password = encodeURIComponent(password);
  return full.href;
}
