import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { adviceFor } from '@features/mirrors';
import type { ActivityRow, CareRow, PairCountRow, QuickRow, SummaryRow } from './dashboard.query';
import { timeAgo } from './time-ago';

export class SummaryView {
  @ApiProperty({ type: 'integer', example: 42 })
  total_mirrors: number;

  @ApiProperty({ type: 'integer', example: 2 })
  total_pairs: number;

  @ApiProperty({ type: 'integer', example: 3 })
  total_instances: number;

  @ApiProperty({ type: 'integer', example: 40 })
  enabled_mirrors: number;

  /** Mirrors whose last sync succeeded, in percent of all; 0 without mirrors. */
  @ApiProperty({ example: 97.6 })
  health_percentage: number;
}

export class HealthCountsView {
  @ApiProperty({ type: 'integer', example: 41 })
  success: number;

  @ApiProperty({ type: 'integer', example: 1 })
  failed: number;

  @ApiProperty({ type: 'integer', example: 0 })
  pending: number;

  @ApiProperty({ type: 'integer', example: 0 })
  unknown: number;
}

export class ActivityView {
  /** Of the mirror. */
  @ApiProperty({ type: 'integer', example: 12 })
  id: number;

  @ApiProperty({ example: 'platform/api-gateway' })
  project: string;

  @ApiProperty({ example: 'Sync finished' })
  activity_type: string;

  @ApiProperty({ example: '✅' })
  icon: string;

  @ApiProperty({ example: '3 minutes ago' })
  time_ago: string;

  @ApiProperty({ enum: ['pending', 'updating', 'finished', 'failed'] })
  status: ActivityRow['status'];

  @ApiProperty({ format: 'date-time' })
  timestamp: string;
}

export class PairCountView {
  @ApiProperty({ type: 'integer', example: 1 })
  pair_id: number;

  @ApiProperty({ example: 'Production to Backup' })
  pair_name: string;

  @ApiProperty({ type: 'integer', example: 42 })
  count: number;
}

/** A mirror that somebody should look at. */
export class CareView {
  @ApiProperty({ type: 'integer', example: 12 })
  mirror_id: number;

  @ApiProperty({ example: 'platform/api-gateway' })
  source_project_path: string;

  @ApiProperty({ example: 'backup/api-gateway' })
  target_project_path: string;

  @ApiProperty({ type: 'integer', example: 1 })
  pair_id: number;

  @ApiProperty({ example: 'Production to Backup' })
  pair_name: string;

  /** In words. */
  @ApiProperty({ example: 'fatal: Authentication failed' })
  reason: string;

  /** What to do, where we know it. */
  @ApiProperty({ type: String, nullable: true, example: 'The credential is refused.' })
  advice: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  last_update_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  last_successful_update: string | null;
}

export class CareListView {
  /** How many there are. */
  @ApiProperty({ type: 'integer', example: 1 })
  total: number;

  /** The first ten. */
  @ApiProperty({ type: () => [CareView] })
  mirrors: CareView[];
}

export class DashboardView {
  summary: SummaryView;

  health: HealthCountsView;

  @ApiProperty({ type: () => [ActivityView] })
  recent_activity: ActivityView[];

  @ApiProperty({ type: () => [PairCountView] })
  mirrors_by_pair: PairCountView[];

  /** Enabled mirrors whose last update failed, the latest first. */
  failing: CareListView;

  /** Enabled mirrors that do not fail, but have not succeeded for a day; the longest first. */
  stale: CareListView;
}

export class QuickStatsView {
  @ApiProperty({ type: 'integer', example: 2 })
  syncing_count: number;

  /** Mirrors whose sync failed within the last 24 hours. */
  @ApiProperty({ type: 'integer', example: 0 })
  recent_failures: number;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [12, 15] })
  syncing_mirror_ids: number[];

  @ApiProperty({ format: 'date-time' })
  timestamp: string;
}

const ACTIVITIES: Record<ActivityRow['status'], { activity_type: string; icon: string }> = {
  finished: { activity_type: 'Sync finished', icon: '✅' },
  failed: { activity_type: 'Sync failed', icon: '❌' },
  updating: { activity_type: 'Sync running', icon: '🔄' },
  pending: { activity_type: 'Sync waiting', icon: '⏳' },
};

export interface DashboardRows {
  summary: SummaryRow;
  activity: ActivityRow[];
  pairs: PairCountRow[];
  failing: CareRow[];
  stale: CareRow[];
}

const careView = (
  { last_error, last_update_at, last_successful_update, ...mirror }: CareRow,
  reason: string,
): CareView => ({
  ...mirror,
  reason,
  advice: adviceFor(last_error),
  last_update_at: iso(last_update_at),
  last_successful_update: iso(last_successful_update),
});

const staleReason = ({ last_successful_update: at }: CareRow, now: Date): string =>
  at === null ? 'It has never succeeded.' : `Its last success was ${timeAgo(at, now)}.`;

export const dashboardView = (
  { summary, activity, pairs, failing, stale }: DashboardRows,
  now: Date,
): DashboardView => ({
  summary: {
    total_mirrors: summary.total_mirrors,
    total_pairs: summary.total_pairs,
    total_instances: summary.total_instances,
    enabled_mirrors: summary.enabled_mirrors,
    health_percentage:
      summary.total_mirrors === 0 ? 0 : Math.round((summary.finished / summary.total_mirrors) * 1000) / 10,
  },
  health: {
    success: summary.finished,
    failed: summary.failed,
    pending: summary.underway,
    unknown: summary.unknown,
  },
  recent_activity: activity.map(({ id, project, status, timestamp }) => ({
    id,
    project,
    ...ACTIVITIES[status],
    time_ago: timeAgo(timestamp, now),
    status,
    timestamp: timestamp.toISOString(),
  })),
  mirrors_by_pair: pairs,
  failing: {
    total: summary.failing,
    mirrors: failing.map((row) => careView(row, row.last_error ?? 'GitLab gives no reason.')),
  },
  stale: { total: summary.stale, mirrors: stale.map((row) => careView(row, staleReason(row, now))) },
});

export const quickStatsView = (row: QuickRow, now: Date): QuickStatsView => ({
  syncing_count: row.syncing_count,
  recent_failures: row.recent_failures,
  syncing_mirror_ids: row.syncing_mirror_ids ?? [],
  timestamp: now.toISOString(),
});
