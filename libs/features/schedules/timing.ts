import { invalidField, isTimeZone } from '@app/common';
import { cronFault, type Timing } from './next-run';
import type { UpdateScheduleDto } from './schedule.dto';

/**
 * Setting the one kind of timing replaces the other.
 * @throws AppError 422 when there is none, or none that is possible
 */
export function timingOf(dto: UpdateScheduleDto, known: Timing | null): Timing {
  const timezone = dto.timezone ?? known?.timezone ?? 'UTC';
  if (!isTimeZone(timezone)) throw invalidField('timezone', `${timezone} is not a time zone such as Europe/Berlin.`);
  if (dto.cron && dto.interval_minutes) throw invalidField('cron', 'give either cron or interval_minutes.');
  const cron = dto.interval_minutes ? null : dto.cron === undefined ? (known?.cron ?? null) : dto.cron;
  const intervalMinutes = dto.cron
    ? null
    : dto.interval_minutes === undefined
      ? (known?.intervalMinutes ?? null)
      : dto.interval_minutes;
  if (cron === null && intervalMinutes === null) throw invalidField('cron', 'give either cron or interval_minutes.');
  const fault = cron === null ? null : cronFault(cron, timezone);
  if (fault !== null) throw invalidField('cron', fault);
  return { cron, intervalMinutes, timezone };
}

/** @throws AppError 422 that names the field */
export const checkTiming = (dto: UpdateScheduleDto): void => void timingOf(dto, null);
