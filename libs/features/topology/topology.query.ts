import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';

export interface LinkRow {
  source: number;
  target: number;
  mirror_direction: MirrorDirection;
  mirror_count: number;
  enabled_count: number;
  pair_count: number;
  pending: number;
  updating: number;
  finished: number;
  failed: number;
  never_succeeded: number;
  last_successful_update: Date | null;
}

export interface NodeRow {
  id: number;
  name: string;
  url: string;
  description: string | null;
  pairs_in: number;
  pairs_out: number;
}

export interface LinkMirrorRow {
  id: number;
  instance_pair_id: number;
  pair_name: string;
  source_project_id: number;
  source_project_path: string;
  target_project_id: number;
  target_project_path: string;
  mirror_direction: MirrorDirection;
  enabled: boolean;
  last_update_status: 'pending' | 'updating' | 'finished' | 'failed';
  last_update_at: Date | null;
  last_successful_update: Date | null;
  last_error: string | null;
}

export interface LinkFilter {
  source: number;
  target: number;
  direction: MirrorDirection;
  pairId: number | null;
  includeDisabled: boolean;
  limit: number;
  offset: number;
}

const OF_PAIR = '($1::bigint is null or p.id = $1)';

const LINK_MIRRORS = `
  from mirrors m join pairs p on p.id = m.instance_pair_id
 where p.source_instance_id = $1 and p.target_instance_id = $2 and m.direction = $3
   and ($4::bigint is null or p.id = $4) and ($5 or m.enabled)`;

/** The graph, aggregated by PostgreSQL: two queries, whatever the number of mirrors. */
@Injectable()
export class TopologyQuery {
  constructor(private readonly tx: Tx) {}

  /** All instances, with their pairs or, of one pair, that one. */
  nodes(pairId: number | null): Promise<NodeRow[]> {
    return this.tx.query<NodeRow>(
      `select i.id, i.name, i.url, i.description,
              (select count(*) from pairs p where p.target_instance_id = i.id and ${OF_PAIR}) as pairs_in,
              (select count(*) from pairs p where p.source_instance_id = i.id and ${OF_PAIR}) as pairs_out
         from instances i order by i.name, i.id`,
      [pairId],
    );
  }

  links(pairId: number | null): Promise<LinkRow[]> {
    return this.tx.query<LinkRow>(
      `select p.source_instance_id as source, p.target_instance_id as target, m.direction as mirror_direction,
              count(*) as mirror_count,
              count(*) filter (where m.enabled) as enabled_count,
              count(distinct p.id) as pair_count,
              count(*) filter (where m.last_update_status = 'pending') as pending,
              count(*) filter (where m.last_update_status = 'updating') as updating,
              count(*) filter (where m.last_update_status = 'finished') as finished,
              count(*) filter (where m.last_update_status = 'failed') as failed,
              count(*) filter (where m.last_successful_update is null) as never_succeeded,
              max(m.last_successful_update) as last_successful_update
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where ${OF_PAIR}
        group by 1, 2, 3 order by 1, 2, 3`,
      [pairId],
    );
  }

  async linkMirrors(filter: LinkFilter): Promise<{ total: number; rows: LinkMirrorRow[] }> {
    const where = [filter.source, filter.target, filter.direction, filter.pairId, filter.includeDisabled];
    const [counted, rows] = await Promise.all([
      this.tx.query<{ total: number }>(`select count(*) as total ${LINK_MIRRORS}`, where),
      this.tx.query<LinkMirrorRow>(
        `select m.id, m.instance_pair_id, p.name as pair_name, m.source_project_id, m.source_project_path,
                m.target_project_id, m.target_project_path, m.direction as mirror_direction, m.enabled,
                m.last_update_status, m.last_update_at, m.last_successful_update, m.last_error
         ${LINK_MIRRORS} order by m.source_project_path, m.id limit $6 offset $7`,
        [...where, filter.limit, filter.offset],
      ),
    ]);
    return { total: counted[0]?.total ?? 0, rows };
  }
}
