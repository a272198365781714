import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { Pair } from '@features/pairs';
import type { KnownMirror } from './group-trees';

@Injectable()
export class KnownMirrorsQuery {
  constructor(private readonly tx: Tx) {}

  /** Mirrors of these source projects between the two instances of the pair, and those by which these targets pull. */
  about(pair: Pair, sourceIds: number[], targetIds: number[]): Promise<KnownMirror[]> {
    return this.tx.query<KnownMirror>(
      `select m.id, p.name as "pairName", m.source_project_id as "sourceProjectId",
              m.target_project_id as "targetProjectId", m.target_project_path as "targetProjectPath", m.direction, m.phase,
              p.source_instance_id = $1 and m.source_project_id = any($3) as "sameWay"
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where p.target_instance_id = $2
          and ((p.source_instance_id = $1 and m.source_project_id = any($3))
               or (m.direction = 'pull' and m.target_project_id = any($4)))
        order by m.id`,
      [pair.sourceInstanceId, pair.targetInstanceId, sourceIds, targetIds],
    );
  }
}
