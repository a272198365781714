import { ApiProperty } from '@nestjs/swagger';
import type { ActivityRow, PairCountRow, QuickRow, SummaryRow } from './dashboard.query';
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

export class DashboardView {
  summary: SummaryView;

  health: HealthCountsView;

  @ApiProperty({ type: () => [ActivityView] })
  recent_activity: ActivityView[];

  @ApiProperty({ type: () => [PairCountView] })
  mirrors_by_pair: PairCountView[];
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

export const dashboardView = (
  summary: SummaryRow,
  activity: ActivityRow[],
  pairs: PairCountRow[],
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
});

export const quickStatsView = (row: QuickRow, now: Date): QuickStatsView => ({
  syncing_count: row.syncing_mirror_ids?.length ?? 0,
  recent_failures: row.recent_failures,
  syncing_mirror_ids: row.syncing_mirror_ids ?? [],
  timestamp: now.toISOString(),
});
