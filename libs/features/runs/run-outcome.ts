import { AppError, ForeignError, isTemporary, safeMessage } from '@app/common';
import { isDatabaseAway } from '@app/database';
import { backOff } from './back-off';
import type { RunResult } from './run-context';
import type { AbortReason } from './run-aborted';

/** How an attempt ended: with the handler's result or with what it threw, and aborted or not. */
export interface Ending {
  result?: RunResult;
  thrown?: unknown;
  aborted?: AbortReason | undefined;
}

/** What becomes of the run. */
export type Settlement =
  | {
      type: 'finish';
      status: 'success' | 'partial' | 'failed' | 'cancelled';
      error: string | null;
      errorCode: string | null;
    }
  | {
      type: 'requeue';
      afterMs: number;
      /** The attempts that it has used up. */
      attempt: number;
      error: string | null;
      errorCode: string | null;
    };

export interface Attempt {
  /** Which one this was, from 1. */
  attempt: number;
  /** How many there may be. */
  attempts: number;
  /** Seconds that one may take. */
  timeLimit: number;
}

const LOOK_AGAIN_MS = 5_000;
const RATE_LIMIT_MS = 30_000;

const finish = (
  status: 'success' | 'partial' | 'failed' | 'cancelled',
  error: string | null = null,
  errorCode: string | null = null,
): Settlement => ({ type: 'finish', status, error, errorCode });

/**
 * Null when the run is not ours any more, so that there is nothing to say about it. Stopping for a shutdown, being
 * rate limited and waiting for GitLab use up no attempt: they are nobody's failure.
 * @param random from 0 to 1, spreads the retries
 */
export function settle(ending: Ending, { attempt, attempts, timeLimit }: Attempt, random: number): Settlement | null {
  switch (ending.aborted) {
    case 'lease_lost':
      return null;
    case 'cancelled':
      return finish('cancelled');
    case 'shutdown':
      return { type: 'requeue', afterMs: 0, attempt: attempt - 1, error: null, errorCode: null };
    case 'time_limit':
      return finish('failed', `It was stopped at its time limit of ${minutes(timeLimit)}.`, 'time_limit');
    case undefined:
  }
  const { result } = ending;
  if (!result) return settleThrown(ending.thrown, attempt, attempts, random);
  const error = result.error === undefined ? null : safeMessage(result.error);
  const errorCode = result.errorCode ?? null;
  if (result.status === 'again') {
    return { type: 'requeue', afterMs: result.afterMs ?? LOOK_AGAIN_MS, attempt: 0, error, errorCode };
  }
  return finish(result.status, error, errorCode);
}

function settleThrown(thrown: unknown, attempt: number, attempts: number, random: number): Settlement {
  const error = safeMessage(thrown);
  const errorCode = codeOf(thrown);
  if (thrown instanceof ForeignError && thrown.kind === 'rate_limited') {
    const afterMs = backOff(attempt, random, thrown.retryAfterMs ?? RATE_LIMIT_MS);
    return { type: 'requeue', afterMs, attempt: attempt - 1, error, errorCode };
  }
  if (isWorthRepeating(thrown) && attempt < attempts) {
    const asked = thrown instanceof ForeignError ? thrown.retryAfterMs : undefined;
    return { type: 'requeue', afterMs: backOff(attempt, random, asked), attempt, error, errorCode };
  }
  return finish('failed', error, errorCode);
}

const isWorthRepeating = (error: unknown): boolean =>
  isTemporary(error) ||
  isDatabaseAway(error) ||
  (error instanceof AppError && (error.kind === 'unavailable' || error.kind === 'too_many'));

/** A stable code for whatever was thrown. */
export function codeOf(error: unknown): string {
  if (error instanceof ForeignError) return `gitlab_${error.kind}`;
  if (error instanceof AppError) return error.code;
  return isDatabaseAway(error) ? 'database_away' : 'internal_error';
}

const minutes = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
