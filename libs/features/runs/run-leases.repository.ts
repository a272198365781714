import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { Run, RunItemError, RunProgress } from './run.entity';
import type { Settlement } from './run-outcome';
import { changedRuns, ms } from './run.sql';

/** Who works on which run. An owner is new for every attempt, so that nobody writes into somebody else's. */
export interface Held {
  id: number;
  owner: string;
}

/** What an attempt has to say so far. */
export interface Report {
  progress: RunProgress | null;
  counters: Record<string, number>;
  itemErrors: RunItemError[];
}

/** Rings come a little early when clocks differ. */
const EARLY_MS = 1_000;

const HELD = `jsonb_to_recordset($1::jsonb) as held (id bigint, owner text)`;
const IS_HELD = `runs.id = held.id and runs.lease_owner = held.owner and runs.status = 'running'`;

/** Runs as the workers see them. Each statement is atomic and holds only for the owner of the lease. */
@Injectable()
export class RunLeasesRepository {
  constructor(private readonly tx: Tx) {}

  /** Begins an attempt, if the run waits and is due; null when there is nothing to do (any more). */
  async claim({ id, owner }: Held, leaseMs: number): Promise<Run | null> {
    const [run] = await this.tx.query<Run>(
      changedRuns(`update runs
          set status = 'running', attempt = attempt + 1, lease_owner = $2, lease_until = now() + ${ms('$3')},
              started_at = coalesce(started_at, now())
        where id = $1 and status = 'queued' and run_after <= now() + ${ms('$4')}`),
      [id, owner, leaseMs, EARLY_MS],
    );
    return run ?? null;
  }

  /** Returns the ids of those that are still theirs. */
  async renew(held: Held[], leaseMs: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with renewed as (
         update runs set lease_until = now() + ${ms('$2')} from ${HELD} where ${IS_HELD} returning runs.id
       ) select id from renewed`,
      [JSON.stringify(held), leaseMs],
    );
    return rows.map((row) => row.id);
  }

  /** Those that are still theirs, and which of them somebody wants cancelled. */
  watch(held: Held[]): Promise<{ id: number; cancel: boolean }[]> {
    return this.tx.query(
      `select runs.id, runs.cancel_requested_at is not null as cancel from runs join ${HELD} on ${IS_HELD}`,
      [JSON.stringify(held)],
    );
  }

  /** Returns those that are still theirs. */
  report(reports: (Held & Report)[]): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs
          set progress = held.progress, counters = held.counters, item_errors = held."itemErrors"
         from jsonb_to_recordset($1::jsonb)
           as held (id bigint, owner text, progress jsonb, counters jsonb, "itemErrors" jsonb)
        where ${IS_HELD}`),
      [JSON.stringify(reports)],
    );
  }

  /** Ends the attempt; null when the run is not the owner's any more. */
  async settle({ id, owner }: Held, report: Report, settlement: Settlement): Promise<Run | null> {
    const requeue = settlement.type === 'requeue' ? settlement : null;
    const [run] = await this.tx.query<Run>(
      changedRuns(`update runs
          set progress = $3::jsonb, counters = $4::jsonb, item_errors = $5::jsonb, error = $6, error_code = $7,
              lease_owner = null, lease_until = null,
              status = case when $8::boolean and cancel_requested_at is not null then 'cancelled' else $9 end,
              finished_at = case when $8::boolean and cancel_requested_at is null then null else now() end,
              run_after = now() + ${ms('$10')}, attempt = coalesce($11::integer, attempt),
              round = round + case when $8::boolean then 1 else 0 end, rung_at = now()
        where id = $1 and lease_owner = $2 and status = 'running'`),
      [
        id,
        owner,
        report.progress === null ? null : JSON.stringify(report.progress),
        JSON.stringify(report.counters),
        JSON.stringify(report.itemErrors),
        settlement.error,
        settlement.errorCode,
        requeue !== null,
        settlement.type === 'finish' ? settlement.status : 'queued',
        requeue?.afterMs ?? 0,
        requeue?.attempt ?? null,
      ],
    );
    return run ?? null;
  }
}
