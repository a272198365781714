const FIRST_MS = 1_000;
const LAST_MS = 30_000;

/**
 * The pause in milliseconds before the next attempt: doubles with each failure in a row up to 30 s. `random` (0 to 1)
 * spreads the pages of a team, so that they don't come back to a restarted server in the same moment.
 */
export function backOff(failures: number, random: number): number {
  const longest = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(longest / 2 + (longest / 2) * random);
}
