import type { FailureKind } from '@app/common';

/** The finer causes beside the seven kinds, where they are known. */
export type FailureCause =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'truncated'
  | 'bad_answer'
  | 'not_gitlab'
  | 'login_page'
  | 'redirect'
  | 'proxy'
  | 'address_forbidden'
  | 'circuit_open'
  | 'no_slot'
  | 'aborted'
  | 'source_failed'
  | 'overloaded'
  | 'resource_lock'
  | 'insufficient_scope'
  | 'token_expired'
  | 'token_revoked'
  | 'ip_blocked'
  | 'conflict'
  | 'spam'
  | 'commands_only'
  | 'too_large'
  | 'archived'
  | 'paused'
  | 'tier'
  | 'version'
  | 'token_unavailable';

/** One failed attempt, judged but not yet told to anyone. */
export interface Failure {
  kind: FailureKind;
  /** GitLab's words or the transport's; may still hold a secret, so it is redacted where it becomes an error. */
  reason: string;
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  cause?: FailureCause;
  retryAfterMs?: number;
  /**
   * What the server may have done with the request: `none` it was certainly not carried out (refused, answered with a
   * 4xx), `unknown` it may have been.
   */
  effect: 'none' | 'unknown';
  /** A repeat a moment later may help. */
  repeatable: boolean;
  /** For rate limits: whether everything has to wait or this class of endpoints only. */
  limitScope?: 'instance' | 'class';
}
