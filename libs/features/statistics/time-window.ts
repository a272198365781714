import type { Bucket } from './statistics.dto';

const HOUR_MS = 3_600_000;
const BUCKET_MS: Record<Bucket, number> = { hour: HOUR_MS, day: 24 * HOUR_MS };
const DEFAULT_BUCKETS: Record<Bucket, number> = { hour: 24, day: 30 };

/** More would be neither readable as a chart nor quick: 100 days by the hour. */
export const MAX_BUCKETS = 2_400;

export interface TimeWindow {
  /** Start of the first bucket. */
  from: Date;
  /** End of the last one. */
  to: Date;
  buckets: number;
}

/**
 * Whole buckets (hours or days of UTC) that hold the time asked for, up to now by default.
 * @returns null when `from` is not before `to`
 */
export function timeWindow(
  bucket: Bucket,
  asked: { from: Date | null; to: Date | null },
  now: Date,
): TimeWindow | null {
  const size = BUCKET_MS[bucket];
  const last = asked.to ?? now;
  if (asked.from !== null && asked.from >= last) return null;
  const to = Math.ceil(last.getTime() / size) * size;
  const from =
    asked.from === null ? to - DEFAULT_BUCKETS[bucket] * size : Math.floor(asked.from.getTime() / size) * size;
  return { from: new Date(from), to: new Date(to), buckets: (to - from) / size };
}
