import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface StatisticsRequest {
  from: Date;
  to: Date;
  bucket: 'hour' | 'day';
  pairId: number | null;
}

export interface StatisticsRow {
  at: Date | null;
  syncs: number;
  failures: number;
  mean_duration_ms: number | null;
  max_duration_ms: number | null;
  issue_runs: number;
  issue_runs_failed: number;
  issues_created: number;
  issues_updated: number;
  issues_failed: number;
  comments_synced: number;
}

const COUNTS = [
  'syncs',
  'failures',
  'issue_runs',
  'issue_runs_failed',
  'issues_created',
  'issues_updated',
  'issues_failed',
  'comments_synced',
];

const DURATIONS = ['timed_syncs', 'duration_ms_sum', 'duration_ms_max'];

const TOTALS = `${COUNTS.map((name) => `coalesce(sum(${name}), 0)::int as ${name}`).join(', ')},
  round(sum(duration_ms_sum) / nullif(sum(timed_syncs), 0))::bigint as mean_duration_ms,
  (case when sum(timed_syncs) > 0 then max(duration_ms_max) end)::bigint as max_duration_ms`;

/** The hours and what waits for its hour, so that the newest counts at once. */
const OUTCOMES = `outcomes as (
  select hour as at, ${COUNTS.join(', ')}, timed_syncs, duration_ms_sum, duration_ms_max
    from statistics_hours where hour >= $1 and hour < $2 and ($3::bigint is null or instance_pair_id = $3)
  union all
  select at, ${COUNTS.join(', ')}, (duration_ms is not null)::int, coalesce(duration_ms, 0), coalesce(duration_ms, 0)
    from statistics_inbox where at >= $1 and at < $2 and ($3::bigint is null or instance_pair_id = $3))`;

@Injectable()
export class StatisticsQuery {
  constructor(private readonly tx: Tx) {}

  /** One row for each bucket from `from`, which must be the start of one, to `to`; the one whose `at` is null is all of it. */
  read({ from, to, bucket, pairId }: StatisticsRequest): Promise<StatisticsRow[]> {
    return this.tx.query<StatisticsRow>(
      `with ${OUTCOMES},
       placed as (select date_trunc($4, at, 'UTC') as at, ${[...COUNTS, ...DURATIONS].join(', ')} from outcomes)
       select bucket.at, ${TOTALS}
         from generate_series($1::timestamptz, $2::timestamptz - interval '1 millisecond', make_interval(hours => $5)) as bucket (at)
              left join placed on placed.at = bucket.at
        group by grouping sets ((bucket.at), ()) order by bucket.at`,
      [from, to, pairId, bucket, bucket === 'day' ? 24 : 1],
    );
  }

  /** Moves at most so many outcomes from the inbox into their hours; all in one statement, or none. Returns how many. */
  async rollUp(limit: number): Promise<number> {
    const [row] = await this.tx.query<{ taken: number }>(
      `with taken as (
         delete from statistics_inbox where id in (select id from statistics_inbox order by id limit $1 for update skip locked)
         returning *),
       added as (
         insert into statistics_hours as h (hour, instance_pair_id, ${COUNTS.join(', ')}, timed_syncs, duration_ms_sum, duration_ms_max)
         select date_trunc('hour', at, 'UTC'), instance_pair_id, ${COUNTS.map((name) => `sum(${name})`).join(', ')},
                count(duration_ms), coalesce(sum(duration_ms), 0), coalesce(max(duration_ms), 0)
           from taken group by 1, 2 order by 1, 2
         on conflict (hour, instance_pair_id) do update
           set ${[...COUNTS, 'timed_syncs', 'duration_ms_sum'].map((name) => `${name} = h.${name} + excluded.${name}`).join(', ')},
               duration_ms_max = greatest(h.duration_ms_max, excluded.duration_ms_max))
       select count(*)::int as taken from taken`,
      [limit],
    );
    return row?.taken ?? 0;
  }

  async forget(days: number): Promise<void> {
    await this.tx.query('delete from statistics_hours where hour < now() - make_interval(days => $1)', [days]);
  }
}
