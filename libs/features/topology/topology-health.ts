/** How well something is, from best-unknown to worst. */
export const HEALTH_ORDER = ['unknown', 'ok', 'warning', 'error'] as const;
export type Health = (typeof HEALTH_ORDER)[number];

export const worse = (a: Health, b: Health): Health => (HEALTH_ORDER.indexOf(a) >= HEALTH_ORDER.indexOf(b) ? a : b);

export interface StatusCounts {
  pending: number;
  updating: number;
  finished: number;
  failed: number;
}

export interface Thresholds {
  /** Seconds since the last success from which it is a warning. */
  warning: number;
  /** Seconds since the last success from which it is an error. */
  error: number;
  /** What it means that nothing has ever succeeded. */
  neverSucceeded: 'warning' | 'error';
}

/** Any failed → error; any updating or pending → warning; any finished → ok; else unknown. */
export function healthOfStatuses(counts: StatusCounts): Health {
  if (counts.failed > 0) return 'error';
  if (counts.updating + counts.pending > 0) return 'warning';
  return counts.finished > 0 ? 'ok' : 'unknown';
}

export interface Staleness {
  staleness: Health;
  /** Seconds since the last success; null when there was none. */
  ageSeconds: number | null;
}

/** How long ago the last success of these mirrors was. */
export function stalenessOf(
  mirrors: { count: number; neverSucceeded: number; lastSuccess: Date | null },
  thresholds: Thresholds,
  now: Date,
): Staleness {
  if (mirrors.count === 0) return { staleness: 'unknown', ageSeconds: null };
  if (mirrors.lastSuccess === null || mirrors.neverSucceeded >= mirrors.count) {
    return { staleness: thresholds.neverSucceeded, ageSeconds: null };
  }
  // A clock that is ahead of ours must not give a negative age.
  const ageSeconds = Math.max(0, Math.floor((now.getTime() - mirrors.lastSuccess.getTime()) / 1000));
  if (ageSeconds >= thresholds.error) return { staleness: 'error', ageSeconds };
  return { staleness: ageSeconds >= thresholds.warning ? 'warning' : 'ok', ageSeconds };
}
