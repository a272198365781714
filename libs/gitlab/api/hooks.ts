import { arrayOf, bool, boolOrNull, type Decoded, id, nothing, object, optional, str, strOrNull } from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const hook = object({
  id,
  url: str,
  name: optional(strOrNull),
  description: optional(strOrNull),
  push_events: bool,
  tag_push_events: bool,
  issues_events: bool,
  confidential_issues_events: optional(boolOrNull),
  note_events: bool,
  confidential_note_events: optional(boolOrNull),
  enable_ssl_verification: bool,
  /** `executable`, `temporarily_disabled` or `disabled`. */
  alert_status: optional(str),
  disabled_until: optional(strOrNull),
  /** 19.0+. */
  token_present: optional(bool),
  signing_token_present: optional(bool),
  created_at: optional(strOrNull),
});
export type GitlabHook = Decoded<typeof hook>;

export interface HookSettings {
  /** Required in each change too. A changed URL drops the secret, so send `token` along. */
  url: string;
  name?: string;
  description?: string;
  token?: string;
  /** 19.0+: `whsec_` and 32 bytes in base64. */
  signing_token?: string;
  push_events?: boolean;
  tag_push_events?: boolean;
  issues_events?: boolean;
  confidential_issues_events?: boolean;
  note_events?: boolean;
  confidential_note_events?: boolean;
  enable_ssl_verification?: boolean;
}

/** Webhooks of a project. */
export class HooksApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, options?: PageOptions): Listing<GitlabHook> {
    const call = this.of('GET', project, 'list the webhooks of');
    return new Listing(this.http, { ...call, decode: arrayOf(hook) }, options);
  }

  get(project: Ref, hookId: number, options?: CallOptions): Promise<GitlabHook> {
    return this.http.call({ ...this.of('GET', project, 'read a webhook of', hookId), decode: hook }, options);
  }

  create(project: Ref, body: HookSettings, options?: CallOptions): Promise<GitlabHook> {
    return this.http.call({ ...this.of('POST', project, 'create a webhook in'), body, decode: hook }, options);
  }

  update(project: Ref, hookId: number, body: HookSettings, options?: CallOptions): Promise<GitlabHook> {
    return this.http.call({ ...this.of('PUT', project, 'change a webhook of', hookId), body, decode: hook }, options);
  }

  remove(project: Ref, hookId: number, options?: CallOptions): Promise<void> {
    return this.http.call({ ...this.of('DELETE', project, 'delete a webhook of', hookId), decode: nothing }, options);
  }

  /** Sends a test delivery (16.11+), which also re-enables a hook that GitLab switched off. */
  test(
    project: Ref,
    hookId: number,
    trigger: 'push_events' | 'issues_events' | 'note_events',
    options?: CallOptions,
  ): Promise<void> {
    const call = this.of('POST', project, 'test a webhook of', hookId, '/test/:trigger');
    const params = { ...call.params, trigger };
    return this.http.call({ ...call, params, safety: 'idempotent', gated: 'version', decode: nothing }, options);
  }

  private of(method: Method, project: Ref, verb: string, hookId?: number, tail = ''): Omit<Call<never>, 'decode'> {
    const route = `/projects/:id/hooks${hookId === undefined ? '' : '/:hook_id'}${tail}`;
    const params = { id: project, ...(hookId !== undefined && { hook_id: hookId }) };
    return { method, route, params, operation: `${verb} ${named('project', project)}` };
  }
}
