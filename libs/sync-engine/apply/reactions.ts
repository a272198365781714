import { AppError, ForeignError, type FailureKind } from '@app/common';

/** One table for what a failure means for a sync. */
export type Reaction =
  /** Nothing will work until someone acts: stop the run. */
  | 'stop'
  /** Park the issue; waiting helps. */
  | 'soon'
  /** Park the issue; someone has to change something, so look again less often. */
  | 'later';

const BY_KIND: Record<FailureKind, Reaction> = {
  auth: 'stop',
  rate_limited: 'soon',
  transient: 'soon',
  permission: 'later',
  not_found: 'later',
  validation: 'later',
  unsupported: 'later',
};

export function reactionTo(error: unknown): Reaction {
  if (!(error instanceof ForeignError)) return 'later';
  return error.causeCode === 'circuit_open' ? 'stop' : BY_KIND[error.kind];
}

/** Failures that, many times in a row, are the project's or the instance's and not the issue's own. */
export const isSystemic = (error: unknown): boolean =>
  error instanceof ForeignError && error.kind !== 'validation' && error.kind !== 'unsupported';

/** So many issues in a row with the same systemic failure: stop, instead of parking thousands. */
export const FAILURES_IN_A_ROW = 5;

const MINUTE_MS = 60_000;
const MAX_WAIT_MS = 24 * 60 * MINUTE_MS;

/** When an issue that has failed so many times in a row is due again. The first time that is the next run. */
export function retryAt(reaction: Reaction, failures: number, now: Date): string {
  const wait =
    reaction === 'later' ? 15 * MINUTE_MS * 2 ** (failures - 1) : failures <= 1 ? 0 : MINUTE_MS * 2 ** (failures - 2);
  return new Date(now.getTime() + Math.min(wait, MAX_WAIT_MS)).toISOString();
}

export function codeOf(error: unknown): string {
  if (error instanceof ForeignError) return error.kind;
  return error instanceof AppError ? error.code : 'internal_error';
}
