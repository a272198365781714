import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { RunStatus } from '@features/runs';

export interface LiveRun {
  configId: number;
  runId: number;
  status: RunStatus;
}

@Injectable()
export class LiveRunsQuery {
  constructor(private readonly tx: Tx) {}

  /** The queued and running runs of these configs, at most one each. */
  of(configIds: number[]): Promise<LiveRun[]> {
    return this.tx.query<LiveRun>(
      `select config.id as "configId", run.id as "runId", run.status
       from unnest($1::bigint[]) as config (id)
       join runs run on run.kind = 'issue-sync.run' and run.subject = 'issue-sync:' || config.id
       where run.status in ('queued', 'running')`,
      [configIds],
    );
  }
}
