import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import { Run, type RunStatus, type RunSummary, type RunTrigger } from './run.entity';
import { changedRuns, ms, RUN_COLUMNS } from './run.sql';

export interface NewRun {
  kind: string;
  subject: string;
  trigger: RunTrigger;
  requestedBy: string;
  input: Record<string, unknown>;
  /** Milliseconds from now before which it must not start. */
  delayMs: number;
}

export interface RunFilter {
  kind?: string | undefined;
  subject?: string | undefined;
  status?: RunStatus | undefined;
  trigger?: RunTrigger | undefined;
}

const SORTABLE = { created_at: 'run.id', started_at: 'run.startedAt', finished_at: 'run.finishedAt' };

/** Runs as those see them who ask for work. Each statement is atomic; none reads first and writes then. */
@Injectable()
export class RunsRepository {
  constructor(private readonly tx: Tx) {}

  /** Inserts those whose kind and subject have no live run yet. */
  insertMissing(runs: NewRun[]): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`insert into runs (kind, subject, trigger, requested_by, input, run_after)
        select kind, subject, trigger, "requestedBy", input, now() + ${ms('"delayMs"')}
          from jsonb_to_recordset($1::jsonb)
            as wanted (kind text, subject text, trigger text, "requestedBy" text, input jsonb, "delayMs" float8)
        on conflict (kind, subject) where status in ('queued', 'running') do nothing`),
      [JSON.stringify(runs)],
    );
  }

  findLive(keys: { kind: string; subject: string }[]): Promise<Run[]> {
    return this.tx.query<Run>(
      `select ${RUN_COLUMNS} from runs
        where status in ('queued', 'running')
          and (kind, subject) in (select kind, subject from jsonb_to_recordset($1::jsonb) as key (kind text, subject text))`,
      [JSON.stringify(keys)],
    );
  }

  /** Asks for those that are running to be done once more afterwards; returns the ids of those. */
  async markRepeat(ids: number[]): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with changed as (update runs set repeat = true where id = any($1) and status = 'running' returning id)
       select id from changed`,
      [ids],
    );
    return rows.map((row) => row.id);
  }

  async find(id: number): Promise<Run | null> {
    const [run] = await this.tx.query<Run>(`select ${RUN_COLUMNS} from runs where id = $1`, [id]);
    return run ?? null;
  }

  /** The one of the same kind and subject that came after it. */
  async findNext({ id, kind, subject }: Run): Promise<Run | null> {
    const [run] = await this.tx.query<Run>(
      `select ${RUN_COLUMNS} from runs where subject = $2 and id > $1 and kind = $3 order by id limit 1`,
      [id, subject, kind],
    );
    return run ?? null;
  }

  list(filter: RunFilter, request: PageRequest & { sort?: string | undefined }): Promise<Page<RunSummary>> {
    const query = this.tx.repository(Run).createQueryBuilder('run');
    for (const name of ['kind', 'subject', 'status', 'trigger'] as const) {
      const value = filter[name];
      if (value !== undefined) query.andWhere(`run.${name} = :${name}`, { [name]: value });
    }
    return listPage(query, { ...request, sort: request.sort ?? '-created_at' }, SORTABLE);
  }

  /** Cancelled at once, if it is still queued. */
  cancelQueued(id: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs
          set status = 'cancelled', cancel_requested_at = now(), finished_at = now(), error = null, error_code = null
        where id = $1 and status = 'queued'`),
      [id],
    );
  }

  /** Its worker sees the request within a second, if it is still running. */
  requestCancel(id: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs set cancel_requested_at = coalesce(cancel_requested_at, now()), repeat = false
        where id = $1 and status = 'running'`),
      [id],
    );
  }

  /** Due now, if it is still queued for later. */
  expedite(id: number): Promise<Run[]> {
    return this.tx.query<Run>(
      changedRuns(`update runs set run_after = now(), round = round + 1, rung_at = now()
        where id = $1 and status = 'queued'`),
      [id],
    );
  }
}
