import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import type { MirrorSchedule } from './schedule.entity';

export class ScheduleView {
  @ApiProperty({ type: 'integer', example: 5 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ type: 'string', nullable: true, example: 'platform/core' })
  group_path: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  mirror_id: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: '30 2 * * *' })
  cron: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  interval_minutes: number | null;

  @ApiProperty({ example: 'Europe/Berlin' })
  timezone: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-12-01T01:30:00Z' })
  next_run_at: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-11-30T01:30:00Z' })
  last_run_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  updated_at: string;
}

export class ScheduleDeletedView {
  @ApiProperty({ example: 'deleted' })
  status: 'deleted';
}

export const scheduleView = (schedule: MirrorSchedule): ScheduleView => ({
  id: schedule.id,
  instance_pair_id: schedule.instancePairId,
  group_path: schedule.groupPath,
  mirror_id: schedule.mirrorId,
  cron: schedule.cron,
  interval_minutes: schedule.intervalMinutes,
  timezone: schedule.timezone,
  enabled: schedule.enabled,
  next_run_at: iso(schedule.nextRunAt),
  last_run_at: iso(schedule.lastRunAt),
  created_at: schedule.createdAt.toISOString(),
  updated_at: schedule.updatedAt.toISOString(),
});
