import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { lastFresh } from '@features/mirrors';

export interface SummaryRow {
  total_mirrors: number;
  enabled_mirrors: number;
  total_pairs: number;
  total_instances: number;
  finished: number;
  failed: number;
  underway: number;
  unknown: number;
  failing: number;
  stale: number;
}

/** A mirror that somebody should look at. */
export interface CareRow {
  mirror_id: number;
  source_project_path: string;
  target_project_path: string;
  pair_id: number;
  pair_name: string;
  last_error: string | null;
  last_update_at: Date | null;
  last_successful_update: Date | null;
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
  syncing_count: number;
  recent_failures: number;
  syncing_mirror_ids: number[] | null;
}

/** Failures of the last day are recent. */
const RECENT_HOURS = 24;
const MAX_SYNCING_IDS = 1_000;

const FAILING = `m.enabled and m.last_update_status = 'failed'`;
/** Quiet trouble: it does not fail, but for long it has not succeeded either. */
const STALE = `m.enabled and m.phase = 'active' and m.last_update_status <> 'failed'`;
/** Since the moment given; the same rule as that of the notification. */
const LONG_AGO = `${lastFresh('m')} < $1`;
const CARE = `select m.id as mirror_id, m.source_project_path, m.target_project_path, p.id as pair_id, p.name as pair_name,
    m.last_error, m.last_update_at, m.last_successful_update
  from mirrors m join pairs p on p.id = m.instance_pair_id`;

/** Numbers of the dashboard, counted by PostgreSQL. */
@Injectable()
export class DashboardQuery {
  constructor(private readonly tx: Tx) {}

  /** A mirror that waits for its first sync is unknown; one that waits for another is under way. */
  async summary(staleBefore: Date): Promise<SummaryRow> {
    const [row] = await this.tx.query<SummaryRow>(
      `select count(*) as total_mirrors,
              count(*) filter (where enabled) as enabled_mirrors,
              (select count(*) from pairs) as total_pairs,
              (select count(*) from instances) as total_instances,
              count(*) filter (where last_update_status = 'finished') as finished,
              count(*) filter (where last_update_status = 'failed') as failed,
              count(*) filter (where last_update_status = 'updating'
                                  or last_update_status = 'pending' and last_update_at is not null) as underway,
              count(*) filter (where last_update_status = 'pending' and last_update_at is null) as unknown,
              count(*) filter (where ${FAILING}) as failing,
              count(*) filter (where ${STALE} and ${LONG_AGO}) as stale
         from mirrors m`,
      [staleBefore],
    );
    if (!row) throw new Error('An aggregate without groups always has a row.');
    return row;
  }

  /** The latest failures first. */
  failing(limit: number): Promise<CareRow[]> {
    return this.tx.query<CareRow>(
      `${CARE} where ${FAILING} order by m.last_update_at desc nulls last, m.id desc limit $1`,
      [limit],
    );
  }

  /** Those that succeeded longest ago first, then those that never have since they were made before that time. */
  stale(before: Date, limit: number): Promise<CareRow[]> {
    return this.tx.query<CareRow>(
      `(${CARE} where ${STALE} and m.last_successful_update < $1 and ${LONG_AGO} order by m.last_successful_update, m.id limit $2)
       union all
       (${CARE} where ${STALE} and m.last_successful_update is null and ${LONG_AGO} order by m.id limit $2)
       limit $2`,
      [before, limit],
    );
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
      `select (select count(*) from mirrors where last_update_status = 'updating') as syncing_count,
              (select count(*) from mirrors
                where last_update_status = 'failed'
                  and last_update_at > $1::timestamptz - make_interval(hours => $2)) as recent_failures,
              (select array_agg(id) from (select id from mirrors where last_update_status = 'updating'
                                           order by id limit $3) as syncing) as syncing_mirror_ids`,
      [now, RECENT_HOURS, MAX_SYNCING_IDS],
    );
    return row ?? { syncing_count: 0, recent_failures: 0, syncing_mirror_ids: null };
  }
}
