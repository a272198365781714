import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

/**
 * What hangs on a pair. The mirrors belong to a feature above, which this one cannot import; their foreign key to our
 * table makes them a part of its contract all the same.
 */
@Injectable()
export class PairUsageQuery {
  constructor(private readonly tx: Tx) {}

  /** Number of mirrors of each of these pairs; those without any are absent. */
  async mirrorCounts(pairIds: number[]): Promise<Map<number, number>> {
    if (pairIds.length === 0) return new Map();
    const rows = await this.tx.query<{ id: number; count: number }>(
      `select instance_pair_id as id, count(*) as count from mirrors where instance_pair_id = any($1) group by 1`,
      [pairIds],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  async pullMirrors(pairId: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `select count(*) as count from mirrors where instance_pair_id = $1 and direction = 'pull'`,
      [pairId],
    );
    return row?.count ?? 0;
  }

  async instanceNames(instanceIds: number[]): Promise<Map<number, string>> {
    if (instanceIds.length === 0) return new Map();
    const rows = await this.tx.query<{ id: number; name: string }>(
      `select id, name from instances where id = any($1)`,
      [instanceIds],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /**
   * Live mirrors whose direction is no longer the one that they inherit: from the most specific group default (of the
   * source project's groups first, then the target's), else from the pair. GitLab cannot turn a mirror around.
   */
  async mirrorsAgainstTheirDirection(pairId: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `select count(*) as count
         from mirrors m
         join pairs p on p.id = m.instance_pair_id
         left join lateral (
           select g.mirror_direction
             from group_defaults g,
                  lateral (select lower(g.group_path) || '/' as prefix) as below
            where g.instance_pair_id = p.id and g.mirror_direction is not null
              and (starts_with(lower(m.source_project_path), below.prefix)
                or starts_with(lower(m.target_project_path), below.prefix))
            order by starts_with(lower(m.source_project_path), below.prefix) desc, length(g.group_path) desc
            limit 1) as nearest on true
        where p.id = $1 and m.mirror_direction is null
          and m.direction <> coalesce(nearest.mirror_direction, p.mirror_direction)`,
      [pairId],
    );
    return row?.count ?? 0;
  }
}
