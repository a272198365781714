import { ApiProperty } from '@nestjs/swagger';
import { LEFTOVER_KINDS, type Leftover, type LeftoverKind } from './leftover.entity';

/** Something of ours on GitLab that has to go and could not be removed yet. */
export class LeftoverView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 3 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  instance_id: number;

  /** Of the mirror that it belonged to. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  mirror_id: number;

  @ApiProperty({ enum: LEFTOVER_KINDS, example: 'project_token' })
  kind: LeftoverKind;

  @ApiProperty({ type: 'integer', format: 'int64', example: 202 })
  project_id: number;

  @ApiProperty({ example: 'backup/api' })
  project_path: string;

  /** Null when GitLab's answer was lost; then `name` finds it. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: 88 })
  gitlab_id: number | null;

  /** Name of the token or deploy key, or where the mirror or the webhook leads. */
  @ApiProperty({ example: 'mirror-maestro-12-a1b2c3d4' })
  name: string;

  @ApiProperty({ type: 'integer', example: 2 })
  attempts: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Beta could not revoke an access token of project 202: 401 Unauthorized',
  })
  last_error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  next_attempt_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;
}

export const leftoverView = (item: Leftover): LeftoverView => ({
  id: item.id,
  instance_id: item.instanceId,
  mirror_id: item.mirrorId,
  kind: item.kind,
  project_id: item.projectId,
  project_path: item.projectPath,
  gitlab_id: item.gitlabId,
  name: item.match,
  attempts: item.attempts,
  last_error: item.lastError,
  next_attempt_at: item.nextAttemptAt.toISOString(),
  created_at: item.createdAt.toISOString(),
});

export class LeftoverRemovedView {
  @ApiProperty({ enum: ['deleted', 'failed'], example: 'deleted' })
  status: 'deleted' | 'failed';

  /** Why GitLab did not let it be removed. */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;
}
