import { Cron } from 'croner';

/** The next times of a cron expression with five fields, or null when it is none. */
export function nextRuns(cron: string, timezone: string, how: number, from: Date): Date[] | null {
  if (cron.trim().split(/\s+/).length !== 5) return null;
  try {
    return new Cron(cron.trim(), { timezone, paused: true }).nextRuns(how, from);
  } catch {
    return null;
  }
}
