const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/**
 * Milliseconds to wait after a failed attempt (from 1): doubling from 5 seconds to 15 minutes, a quarter more or less
 * by chance (`random`, 0 to 1), so that what failed together does not come back together; never less than asked for.
 */
export function backOff(attempt: number, random: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.round(askedMs * (1 + random / 4));
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(doubled * (0.75 + random / 2));
}
