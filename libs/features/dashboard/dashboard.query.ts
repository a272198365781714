import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface SummaryRow {
  total_mirrors: number;
  enabled_mirrors: number;
  total_pairs: number;
  total_instances: number;
  finished: number;
  failed: number;
  underway: number;
  unknown: number;
}

export interface ActivityRow {
  id: number;
  project: string;
  status: 'pending' | 'updating' | 'finished' | 'failed';
  timestamp: Date;
}

export interface PairCountRow {
  pair_id: number;
  pair_name: string;
  count: number;
}

export interface QuickRow {
  recent_failures: number;
  syncing_mirror_ids: number[] | null;
}

/** Failures of the last day are recent. */
const RECENT_HOURS = 24;
const MAX_SYNCING_IDS = 1_000;

/** Numbers of the dashboard, counted by PostgreSQL. */
@Injectable()
export class DashboardQuery {
  constructor(private readonly tx: Tx) {}

  /** A mirror that waits for its first sync is unknown; one that waits for another is under way. */
  async summary(): Promise<SummaryRow> {
    const [row] = await this.tx.query<SummaryRow>(
      `select count(*) as total_mirrors,
              count(*) filter (where enabled) as enabled_mirrors,
              (select count(*) from pairs) as total_pairs,
              (select count(*) from instances) as total_instances,
              count(*) filter (where last_update_status = 'finished') as finished,
              count(*) filter (where last_update_status = 'failed') as failed,
              count(*) filter (where last_update_status = 'updating'
                                  or last_update_status = 'pending' and last_update_at is not null) as underway,
              count(*) filter (where last_update_status = 'pending' and last_update_at is null) as unknown
         from mirrors`,
    );
    if (!row) throw new Error('An aggregate without groups always has a row.');
    return row;
  }

  recentActivity(limit: number): Promise<ActivityRow[]> {
    return this.tx.query<ActivityRow>(
      `select id, source_project_path as project, last_update_status as status, last_update_at as timestamp
         from mirrors where last_update_at is not null
        order by last_update_at desc, id desc limit $1`,
      [limit],
    );
  }

  mirrorsByPair(): Promise<PairCountRow[]> {
    return this.tx.query<PairCountRow>(
      `select p.id as pair_id, p.name as pair_name, count(m.id) as count
         from pairs p left join mirrors m on m.instance_pair_id = p.id
        group by p.id order by count desc, p.name`,
    );
  }

  async quickStats(now: Date): Promise<QuickRow> {
    const [row] = await this.tx.query<QuickRow>(
      `select (select count(*) from mirrors
                where last_update_status = 'failed'
                  and last_update_at > $1::timestamptz - make_interval(hours => $2)) as recent_failures,
              (select array_agg(id) from (select id from mirrors where last_update_status = 'updating'
                                           order by id limit $3) as syncing) as syncing_mirror_ids`,
      [now, RECENT_HOURS, MAX_SYNCING_IDS],
    );
    return row ?? { recent_failures: 0, syncing_mirror_ids: null };
  }
}
