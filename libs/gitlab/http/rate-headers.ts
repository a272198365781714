import type { Headers } from './call';

/** What GitLab's `RateLimit-*` headers say about the caller's quota. */
export interface RateInfo {
  /** Requests a minute; GitLab scales it when the administrator's period is not 60 s. */
  limitPerMinute: number;
  /** Requests left in the current window. */
  remaining: number | null;
  /** Milliseconds until the window ends, measured between the server's own clock values. */
  resetInMs: number | null;
  /** Identifies the window (the server's Unix time of its end). */
  windowId: number | null;
}

const integer = (value: string | undefined): number | null =>
  value !== undefined && /^\d+$/.test(value.trim()) ? Number(value) : null;

export function serverTimeOf(headers: Headers): Date | null {
  const time = Date.parse(headers['date'] ?? '');
  return Number.isNaN(time) ? null : new Date(time);
}

export function readRateInfo(headers: Headers, localNow = Date.now()): RateInfo | null {
  const limitPerMinute = integer(headers['ratelimit-limit']);
  if (limitPerMinute === null || limitPerMinute <= 0) return null;
  const reset = integer(headers['ratelimit-reset']);
  const base = serverTimeOf(headers)?.getTime() ?? localNow;
  return {
    limitPerMinute,
    remaining: integer(headers['ratelimit-remaining']),
    resetInMs: reset === null ? null : Math.max(0, reset * 1000 - base),
    windowId: reset,
  };
}

/** How long GitLab asks us to wait: `Retry-After` (seconds or a date), else `RateLimit-Reset`; null when it does not say. */
export function readRetryAfter(headers: Headers, localNow = Date.now()): number | null {
  const base = serverTimeOf(headers)?.getTime() ?? localNow;
  const retryAfter = headers['retry-after'];
  const seconds = integer(retryAfter);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(retryAfter ?? '');
  if (!Number.isNaN(date)) return Math.max(0, date - base);
  // Both clocks are cut to whole seconds: one more second is needed to be past the reset.
  const reset = integer(headers['ratelimit-reset']);
  return reset === null ? null : Math.max(0, reset * 1000 - base) + 1000;
}
