import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { notPaused } from '@features/pauses';

export interface DueSchedule {
  id: number;
  cron: string | null;
  intervalMinutes: number | null;
  timezone: string;
}

@Injectable()
export class DueSchedulesQuery {
  constructor(private readonly tx: Tx) {}

  /** Locks schedules that are due, longest due first; those of paused pairs wait. Only inside a transaction. */
  lockDue(now: Date, limit: number): Promise<DueSchedule[]> {
    return this.tx.query<DueSchedule>(
      `select schedule.id, schedule.cron, schedule.interval_minutes as "intervalMinutes", schedule.timezone
         from mirror_schedules schedule join pairs pair on pair.id = schedule.instance_pair_id
        where schedule.enabled and schedule.next_run_at <= $1 and ${notPaused('pair')}
        order by schedule.next_run_at limit $2
          for update of schedule skip locked`,
      [now, limit],
    );
  }

  /** Mirrors for which one of these schedules is the most specific. */
  async mirrorsOf(scheduleIds: number[]): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `select distinct mirror.id
         from mirror_schedules schedule join mirrors mirror on mirror.instance_pair_id = schedule.instance_pair_id
        where schedule.id = any($1) and mirror.enabled and mirror.phase = 'active'
          and case when schedule.mirror_id is not null then mirror.id = schedule.mirror_id
                   else (schedule.group_path is null
                         or starts_with(mirror.source_project_path, schedule.group_path || '/'))
                    and not exists (
                      select 1 from mirror_schedules closer
                       where closer.enabled and closer.instance_pair_id = schedule.instance_pair_id
                         and (closer.mirror_id = mirror.id
                              or length(closer.group_path) > coalesce(length(schedule.group_path), 0)
                             and starts_with(mirror.source_project_path, closer.group_path || '/')))
               end
        order by mirror.id`,
      [scheduleIds],
    );
    return rows.map(({ id }) => id);
  }

  async moved(slots: { id: number; nextRunAt: Date | null }[], now: Date): Promise<void> {
    await this.tx.query(
      `update mirror_schedules schedule set next_run_at = slot.at, last_run_at = $3
         from unnest($1::bigint[], $2::timestamptz[]) as slot (id, at) where schedule.id = slot.id`,
      [slots.map(({ id }) => id), slots.map(({ nextRunAt }) => nextRunAt), now],
    );
  }
}
