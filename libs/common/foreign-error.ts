/** The one vocabulary for failures of a GitLab instance; one table a feature says what each kind does there. */
export type FailureKind =
  'rate_limited' | 'transient' | 'auth' | 'permission' | 'not_found' | 'validation' | 'unsupported';

export interface ForeignErrorDetails {
  kind: FailureKind;
  /** Name of the instance as the user knows it. */
  instance: string;
  /** What we tried, in words: "create an issue in platform/api". */
  operation: string;
  /** GitLab's own words, already redacted; or the transport's ("connection refused"). */
  reason: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** True when a write may have taken effect although no usable answer came. Never repeat such a write blindly. */
  ambiguous?: boolean;
  /** Milliseconds GitLab asked us to wait. */
  retryAfterMs?: number;
  /** Finer machine-readable cause where it is known: dns, tls, refused, timeout, circuit_open, insufficient_scope … */
  cause?: string;
}

/** Thrown by everything that talks to a GitLab instance. Its message never contains a secret. */
export class ForeignError extends Error {
  readonly kind: FailureKind;
  readonly instance: string;
  readonly operation: string;
  readonly reason: string;
  readonly status: number | null;
  readonly ambiguous: boolean;
  readonly retryAfterMs: number | undefined;
  readonly causeCode: string | undefined;

  constructor(details: ForeignErrorDetails) {
    super(`${details.instance} could not ${details.operation}: ${details.reason}`);
    this.name = 'ForeignError';
    this.kind = details.kind;
    this.instance = details.instance;
    this.operation = details.operation;
    this.reason = details.reason;
    this.status = details.status;
    this.ambiguous = details.ambiguous ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.causeCode = details.cause;
  }
}

/** Whether a GitLab instance failed in one of these ways. */
export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is ForeignError =>
  error instanceof ForeignError && kinds.includes(error.kind);

/** Whether waiting and trying the same thing again can help, without anyone changing anything. */
export const isTemporary = (error: unknown): boolean => isFailure(error, 'rate_limited', 'transient');
