import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { ms } from './run.sql';

export interface Schedule {
  name: string;
  everyMs: number;
}

const SCHEDULES = `jsonb_to_recordset($1::jsonb) as task (name text, "everyMs" float8)`;

/** The timetable of the cluster. Each statement is atomic, so that several processes may use it at once. */
@Injectable()
export class PeriodicTasksRepository {
  constructor(private readonly tx: Tx) {}

  /** Enters new tasks, due now; one that has become more frequent comes up accordingly. */
  async register(schedules: Schedule[]): Promise<void> {
    await this.tx.query(
      `insert into periodic_tasks as known (name)
       select name from ${SCHEDULES} order by name on conflict (name) do nothing`,
      [JSON.stringify(schedules)],
    );
    await this.tx.query(
      `update periodic_tasks set next_at = least(next_at, now() + ${ms('task."everyMs"')})
         from ${SCHEDULES} where periodic_tasks.name = task.name and next_at > now() + ${ms('task."everyMs"')}`,
      [JSON.stringify(schedules)],
    );
  }

  /** Takes those that are due and that nobody is at; returns their names. */
  async claimDue(schedules: Schedule[], owner: string, leaseMs: number): Promise<string[]> {
    const rows = await this.tx.query<{ name: string }>(
      `with claimed as (
         update periodic_tasks
            set next_at = now() + ${ms('task."everyMs"')}, lease_owner = $2, lease_until = now() + ${ms('$3')},
                last_started_at = now()
           from ${SCHEDULES}
          where periodic_tasks.name = task.name and next_at <= now() and coalesce(lease_until, now()) <= now()
         returning periodic_tasks.name
       ) select name from claimed`,
      [JSON.stringify(schedules), owner, leaseMs],
    );
    return rows.map((row) => row.name);
  }

  /** Returns the names of those that are still the owner's. */
  async renew(names: string[], owner: string, leaseMs: number): Promise<string[]> {
    const rows = await this.tx.query<{ name: string }>(
      `with renewed as (
         update periodic_tasks set lease_until = now() + ${ms('$3')}
          where name = any($1) and lease_owner = $2 returning name
       ) select name from renewed`,
      [names, owner, leaseMs],
    );
    return rows.map((row) => row.name);
  }

  async finish(name: string, owner: string, error: string | null): Promise<void> {
    await this.tx.query(
      `update periodic_tasks
          set lease_owner = null, lease_until = null, last_finished_at = now(), last_error = $3
        where name = $1 and lease_owner = $2`,
      [name, owner, error],
    );
  }
}
