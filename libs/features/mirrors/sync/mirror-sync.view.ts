import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import {
  MIRROR_SYNC_STATUSES,
  MIRROR_SYNC_TRIGGERS,
  type MirrorSync,
  type MirrorSyncStatus,
  type MirrorSyncTrigger,
} from './mirror-sync.entity';

/** One update of a mirror. */
export class MirrorSyncView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 4711 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  mirror_id: number;

  /** `gitlab`: GitLab did it by itself. */
  @ApiProperty({ enum: MIRROR_SYNC_TRIGGERS, example: 'manual' })
  trigger: MirrorSyncTrigger;

  @ApiProperty({ enum: MIRROR_SYNC_STATUSES, example: 'success' })
  status: MirrorSyncStatus;

  /** The run that asked for it. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: 815 })
  job_id: number | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:04.000Z' })
  finished_at: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 4000 })
  duration_ms: number | null;
}

export const mirrorSyncView = (sync: MirrorSync): MirrorSyncView => ({
  id: sync.id,
  mirror_id: sync.mirrorId,
  trigger: sync.trigger,
  status: sync.status,
  job_id: sync.runId,
  error: sync.error,
  started_at: iso(sync.startedAt),
  finished_at: iso(sync.finishedAt),
  duration_ms: sync.startedAt && sync.finishedAt ? sync.finishedAt.getTime() - sync.startedAt.getTime() : null,
});
