import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { KnownMirror } from './bulk-plan';

/** A mirror that GitLab has not made yet. */
export interface UnfinishedMirror {
  sourceProjectPath: string;
  /** Whether a run is at it. */
  inWork: boolean;
  lastError: string | null;
}

@Injectable()
export class BulkMirrorsQuery {
  constructor(private readonly tx: Tx) {}

  /** All that lead from the one instance to the other, in any pair, by the id of their source project. */
  async between(sourceInstanceId: number, targetInstanceId: number): Promise<Map<number, KnownMirror[]>> {
    const rows = await this.tx.query<KnownMirror & { source: number }>(
      `select m.id, m.source_project_id as source, m.target_project_id as "targetProjectId",
              m.target_project_path as "targetProjectPath"
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where p.source_instance_id = $1 and p.target_instance_id = $2 order by m.id`,
      [sourceInstanceId, targetInstanceId],
    );
    const bySource = new Map<number, KnownMirror[]>();
    for (const { source, ...mirror } of rows) bySource.set(source, [...(bySource.get(source) ?? []), mirror]);
    return bySource;
  }

  /** Of the mirrors of these source projects, those that GitLab has not made yet. */
  unfinished(pairId: number, sourceProjectIds: number[]): Promise<UnfinishedMirror[]> {
    return this.tx.query<UnfinishedMirror>(
      `select m.source_project_path as "sourceProjectPath", m.last_error as "lastError",
              exists (select from runs r where r.kind = 'mirror.provision' and r.subject = 'mirror:' || m.id
                         and r.status in ('queued', 'running')) as "inWork"
         from mirrors m
        where m.instance_pair_id = $1 and m.source_project_id = any($2) and m.phase = 'provisioning' order by m.id`,
      [pairId, sourceProjectIds],
    );
  }
}
