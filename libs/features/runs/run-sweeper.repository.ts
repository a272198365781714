import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { Run } from './run.entity';
import { changedRuns, ms } from './run.sql';

const LOST = 'Its worker went silent';

/** Runs that nobody looks after any more. Several sweepers at once never touch the same row. */
@Injectable()
export class RunSweeperRepository {
  constructor(private readonly tx: Tx) {}

  /** Ends the attempts whose lease is over: back to the queue, or failed when that was the last one. */
  expire(attempts: { kind: string; attempts: number }[], limit: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs
          set lease_owner = null, lease_until = null, run_after = now(), rung_at = now(), round = round + 1,
              status = lost.status,
              finished_at = case when lost.status = 'queued' then null else now() end,
              error = case lost.status
                when 'queued' then '${LOST}; it is being tried again.'
                when 'failed' then '${LOST} ' || attempt || ' times; look into the log of the workers, then try again.'
              end,
              error_code = case when lost.status = 'cancelled' then null else 'worker_lost' end
         from (
           select id, case when cancel_requested_at is not null then 'cancelled'
                           when attempt < coalesce(known.attempts, attempt + 1) then 'queued' else 'failed' end as status
             from runs left join jsonb_to_recordset($1::jsonb) as known (kind text, attempts integer) using (kind)
            where runs.status = 'running' and lease_until < now()
            order by lease_until limit $2 for update of runs skip locked
         ) as lost
        where runs.id = lost.id`),
      [JSON.stringify(attempts), limit],
    );
  }

  /** Those that are due but that no worker has begun: marked as rung for just now. */
  markRung(graceMs: number, againMs: number, limit: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs set rung_at = now()
         from (
           select id from runs
            where status = 'queued' and run_after < now() - ${ms('$1')} and rung_at < now() - ${ms('$2')}
            order by rung_at limit $3 for update skip locked
         ) as silent
        where runs.id = silent.id`),
      [graceMs, againMs, limit],
    );
  }

  /**
   * Queued runs of kinds that this version does not know. While versions change, workers of the other version may know
   * them; what nobody has begun after so many minutes can't be done.
   */
  failUnknown(kinds: string[], minutes: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs set status = 'failed', finished_at = now(), error_code = 'unknown_kind',
              error = 'This version does not know work of the kind ' || kind || '.'
        where status = 'queued' and kind <> all($1) and run_after < now() - $2::integer * interval '1 minute'`),
      [kinds, minutes],
    );
  }

  /** Deletes finished runs of that age; returns how many. */
  async purge(days: number, limit: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `with old as (select id from runs where finished_at < now() - $1::integer * interval '1 day' limit $2),
            gone as (delete from runs using old where runs.id = old.id returning runs.id)
       select count(*) as count from gone`,
      [days, limit],
    );
    return row?.count ?? 0;
  }
}
