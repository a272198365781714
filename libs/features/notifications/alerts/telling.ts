import { isQuiet, type QuietHours } from '../rules/quiet-hours';

/** What a rule has not told yet. */
export interface Untold {
  new: number;
  /** Told before, and due to be told again. */
  still: number;
  recovered: number;
  /** When the first of what is new or over happened; null: nothing has. */
  oldest: Date | null;
}

export interface Manners {
  groupMinutes: number;
  quietHours: QuietHours | null;
}

/**
 * Whether it is time to tell: the first has waited for others as long as it should, and nobody sleeps. Then everything is
 * told at once, also what has happened only just now.
 */
export function isTimeToTell(untold: Untold, { groupMinutes, quietHours }: Manners, now: Date): boolean {
  if (isQuiet(quietHours, now)) return false;
  if (untold.still > 0) return true;
  return untold.oldest !== null && untold.oldest.getTime() + groupMinutes * 60_000 <= now.getTime();
}
