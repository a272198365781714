import type { Failure } from '../errors';
import type { Safety } from './call';

export interface RetrySettings {
  /** Attempts of one call after transport failures and 5xx. Waiting for a rate limit is not counted. Default 4. */
  attempts: number;
  /** First wait in ms, doubled each time, with jitter. Default 250. */
  baseMs: number;
  /** Default 10 000. */
  maxMs: number;
}

export const DEFAULT_RETRY: RetrySettings = { attempts: 4, baseMs: 250, maxMs: 10_000 };

export interface RetryQuestion {
  safety: Safety;
  failure: Failure;
  /** Failed attempts so far that were not rate limits. */
  failures: number;
  /** Milliseconds left for the whole call. */
  leftMs: number;
  /** 0–1. */
  random: number;
  settings: RetrySettings;
}

/** Milliseconds to wait before the same request is sent again, or null when it must not be. */
export function retryDelay({ safety, failure, failures, leftMs, random, settings }: RetryQuestion): number | null {
  if (safety === 'once' || !failure.repeatable) return null;
  // A create that may have taken effect is its caller's to resolve; refused ones (429, no connection) may go again.
  if (safety === 'create' && failure.effect === 'unknown') return null;
  const limited = failure.kind === 'rate_limited';
  if (!limited && failures >= settings.attempts) return null;
  const backOff = Math.min(settings.maxMs, settings.baseMs * 2 ** Math.max(0, failures - 1)) * (0.5 + random / 2);
  // The budget knows how long a rate limit lasts and holds the repeat back.
  const wait = failure.retryAfterMs ?? (limited ? 0 : backOff);
  return wait < leftMs ? wait : null;
}
