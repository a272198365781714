import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';

/** A mirror as documents have it; a null override inherits. */
export interface MirrorRow {
  id: number;
  instance_pair_id: number;
  source_project_path: string;
  target_project_path: string;
  source_project_id: number;
  target_project_id: number;
  mirror_direction: MirrorDirection | null;
  mirror_protected_branches: boolean | null;
  mirror_overwrite_diverged: boolean | null;
  mirror_trigger_builds: boolean | null;
  only_mirror_protected_branches: boolean | null;
  mirror_branch_regex: string | null;
  mirror_user_id: number | null;
  enabled: boolean;
}

const COLUMNS = `id, instance_pair_id, source_project_path, target_project_path, source_project_id, target_project_id,
  mirror_direction, mirror_protected_branches, mirror_overwrite_diverged, mirror_trigger_builds,
  only_mirror_protected_branches, mirror_branch_regex, mirror_user_id, enabled`;

const PAGE = 1_000;

@Injectable()
export class MirrorRowsQuery {
  constructor(private readonly tx: Tx) {}

  async count(pairId: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      'select count(*) as count from mirrors where instance_pair_id = $1',
      [pairId],
    );
    return row?.count ?? 0;
  }

  /** All mirrors of a pair, or of all pairs by pair; a statement a thousand, each along the index of the unique key. */
  async *pages(pairId: number | null): AsyncGenerator<MirrorRow[]> {
    let last = [pairId ?? 0, 0, 0];
    for (;;) {
      const rows = await this.tx.query<MirrorRow>(
        `select ${COLUMNS} from mirrors
          where (instance_pair_id, source_project_id, target_project_id) > ($1, $2, $3)
            ${pairId === null ? '' : 'and instance_pair_id = $1'}
          order by instance_pair_id, source_project_id, target_project_id limit ${PAGE}`,
        last,
      );
      const end = rows.at(-1);
      if (end !== undefined) yield rows;
      if (end === undefined || rows.length < PAGE) return;
      last = [end.instance_pair_id, end.source_project_id, end.target_project_id];
    }
  }

  /** The mirrors of a pair with one of these source paths. */
  async fromSources(pairId: number, sourcePaths: string[]): Promise<MirrorRow[]> {
    return this.tx.query<MirrorRow>(
      `select ${COLUMNS} from mirrors where instance_pair_id = $1 and source_project_path = any($2)`,
      [pairId, sourcePaths],
    );
  }

  /** The mirror between two projects of a pair; GitLab's paths do not tell cases apart. */
  async find(pairId: number, sourcePath: string, targetPath: string): Promise<MirrorRow | null> {
    const [row] = await this.tx.query<MirrorRow>(
      `select ${COLUMNS} from mirrors
        where instance_pair_id = $1 and lower(source_project_path) = lower($2) and lower(target_project_path) = lower($3)`,
      [pairId, sourcePath, targetPath],
    );
    return row ?? null;
  }
}
