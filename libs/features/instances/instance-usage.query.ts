import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface InstanceUsage {
  pairs: number;
  mirrors: number;
  tokens: number;
}

/**
 * What refers to an instance. The tables belong to features above, which this one cannot import; their foreign keys to
 * ours make them a part of its contract all the same.
 */
@Injectable()
export class InstanceUsageQuery {
  constructor(private readonly tx: Tx) {}

  /** Everything that goes with the instance when it is deleted. */
  async of(id: number): Promise<InstanceUsage> {
    const [row] = await this.tx.query<InstanceUsage>(
      `with used as (select id from pairs where source_instance_id = $1 or target_instance_id = $1)
       select (select count(*) from used) as pairs,
              (select count(*) from mirrors where instance_pair_id in (select id from used)) as mirrors,
              (select count(*) from group_tokens where gitlab_instance_id = $1) as tokens`,
      [id],
    );
    return row ?? { pairs: 0, mirrors: 0, tokens: 0 };
  }

  /** Pairs whose mirrors push to it over SSH. */
  async sshPairs(id: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `select count(*) as count from pairs where target_instance_id = $1 and mirror_transport = 'ssh'`,
      [id],
    );
    return row?.count ?? 0;
  }

  /** Number of pairs of each of these instances; those without any are absent. */
  async pairCounts(ids: number[]): Promise<Map<number, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.tx.query<{ id: number; count: number }>(
      `select id, count(*) as count
         from (select source_instance_id as id from pairs
               union all
               select target_instance_id from pairs where target_instance_id <> source_instance_id) as ends
        where id = any($1)
        group by id`,
      [ids],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
