import { Cron } from 'croner';

/** Either a cron expression in a time zone, or a plain interval. */
export interface Timing {
  cron: string | null;
  intervalMinutes: number | null;
  timezone: string;
}

/** What is wrong with a cron expression (five fields), in words; null when it is fine. */
export function cronFault(cron: string, timezone: string): string | null {
  if (cron.trim().split(/\s+/).length !== 5) return 'it needs five fields: minute, hour, day, month, weekday.';
  try {
    return new Cron(cron, { timezone, paused: true }).nextRun() === null ? 'it never comes true.' : null;
  } catch (error) {
    return `it cannot be understood (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** The first time after `from`; what was missed while we were away is not made up for. */
export function nextRun({ cron, intervalMinutes, timezone }: Timing, from: Date): Date | null {
  if (cron !== null) return new Cron(cron, { timezone, paused: true }).nextRun(from);
  return intervalMinutes === null ? null : new Date(from.getTime() + intervalMinutes * 60_000);
}
