import type { Schedule } from '../../api/model';
import { plural } from '../../ui/plural';

/** "every 30 minutes", "0 3 * * * (Europe/Berlin)". */
export function timingInWords({
  cron,
  interval_minutes,
  timezone,
}: Pick<Schedule, 'cron' | 'interval_minutes' | 'timezone'>): string {
  if (interval_minutes === null) return `${cron ?? ''} (${timezone})`;
  if (interval_minutes % 1_440 === 0) return `every ${plural(interval_minutes / 1_440, 'day')}`;
  return interval_minutes % 60 === 0
    ? `every ${plural(interval_minutes / 60, 'hour')}`
    : `every ${plural(interval_minutes, 'minute')}`;
}
