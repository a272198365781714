import { ApiProperty } from '@nestjs/swagger';
import { BUCKETS, type Bucket } from './statistics.dto';
import type { StatisticsRow } from './statistics.query';
import type { TimeWindow } from './time-window';

export class StatisticsTotalsView {
  /** Updates of mirrors that GitLab finished, well or not. */
  @ApiProperty({ type: 'integer', example: 120 })
  syncs: number;

  /** Of these, the failed ones. */
  @ApiProperty({ type: 'integer', example: 3 })
  failures: number;

  /** Null without a sync whose start is known. */
  @ApiProperty({ type: 'integer', nullable: true, example: 4200 })
  mean_duration_ms: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 61000 })
  max_duration_ms: number | null;

  @ApiProperty({ type: 'integer', example: 14 })
  issues_created: number;

  @ApiProperty({ type: 'integer', example: 31 })
  issues_updated: number;

  @ApiProperty({ type: 'integer', example: 0 })
  issues_failed: number;

  @ApiProperty({ type: 'integer', example: 52 })
  comments_synced: number;

  /** Finished runs of issue sync. */
  @ApiProperty({ type: 'integer', example: 96 })
  issue_runs: number;

  @ApiProperty({ type: 'integer', example: 1 })
  issue_runs_failed: number;
}

export class StatisticsPointView extends StatisticsTotalsView {
  /** Start of the hour or day. */
  @ApiProperty({ format: 'date-time', example: '2026-01-31T11:00:00.000Z' })
  at: string;
}

export class StatisticsView {
  /** Start of the first bucket. */
  @ApiProperty({ format: 'date-time', example: '2026-01-30T12:00:00.000Z' })
  from: string;

  /** End of the last bucket. */
  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  to: string;

  @ApiProperty({ enum: BUCKETS, example: 'hour' })
  bucket: Bucket;

  /** One for each bucket, with zeros where nothing happened. */
  @ApiProperty({ type: [StatisticsPointView] })
  points: StatisticsPointView[];

  totals: StatisticsTotalsView;
}

export function statisticsView({ from, to }: TimeWindow, bucket: Bucket, rows: StatisticsRow[]): StatisticsView {
  const points: StatisticsPointView[] = [];
  let totals: StatisticsTotalsView | null = null;
  for (const { at, ...counts } of rows) {
    if (at === null) totals = counts;
    else points.push({ at: at.toISOString(), ...counts });
  }
  if (totals === null) throw new Error('A grouping set without columns always has a row.');
  return { from: from.toISOString(), to: to.toISOString(), bucket, points, totals };
}
