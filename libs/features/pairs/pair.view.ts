import { ApiProperty } from '@nestjs/swagger';
import { MIRROR_DIRECTIONS, MIRROR_TRANSPORTS } from './pair.entity';
import type { MirrorDirection, MirrorTransport, Pair } from './pair.entity';

/** Two instances, what is mirrored from the one to the other, and the defaults of its mirrors. */
export class PairView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  id: number;

  @ApiProperty({ example: 'Production to backup' })
  name: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  source_instance_id: number;

  @ApiProperty({ example: 'Production' })
  source_instance_name: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 2 })
  target_instance_id: number;

  @ApiProperty({ example: 'Backup' })
  target_instance_name: string;

  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  mirror_direction: MirrorDirection;

  /** How push mirrors reach the target. */
  @ApiProperty({ enum: MIRROR_TRANSPORTS, example: 'https' })
  mirror_transport: MirrorTransport;

  @ApiProperty({ example: true })
  mirror_protected_branches: boolean;

  @ApiProperty({ example: false })
  mirror_overwrite_diverged: boolean;

  @ApiProperty({ example: false })
  mirror_trigger_builds: boolean;

  @ApiProperty({ example: false })
  only_mirror_protected_branches: boolean;

  @ApiProperty({ example: '^(main|release/.*)$' })
  mirror_branch_regex: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', example: null })
  mirror_user_id: number | null;

  @ApiProperty({ example: false })
  hold_suspicious_changes: boolean;

  @ApiProperty({ type: 'integer', example: 50 })
  hold_branch_loss_percent: number;

  @ApiProperty({ example: false })
  issue_sync_enabled: boolean;

  @ApiProperty({ example: 'Everything that customers see' })
  description: string | null;

  @ApiProperty({ type: 'integer', example: 12 })
  mirrors_count: number;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  updated_at: string;
}

export interface PairSurroundings {
  instanceNames: Map<number, string>;
  mirrorCounts: Map<number, number>;
}

export const pairView = (pair: Pair, { instanceNames, mirrorCounts }: PairSurroundings): PairView => ({
  id: pair.id,
  name: pair.name,
  source_instance_id: pair.sourceInstanceId,
  source_instance_name: instanceNames.get(pair.sourceInstanceId) ?? '',
  target_instance_id: pair.targetInstanceId,
  target_instance_name: instanceNames.get(pair.targetInstanceId) ?? '',
  mirror_direction: pair.mirrorDirection,
  mirror_transport: pair.mirrorTransport,
  mirror_protected_branches: pair.mirrorProtectedBranches,
  mirror_overwrite_diverged: pair.mirrorOverwriteDiverged,
  mirror_trigger_builds: pair.mirrorTriggerBuilds,
  only_mirror_protected_branches: pair.onlyMirrorProtectedBranches,
  mirror_branch_regex: pair.mirrorBranchRegex,
  mirror_user_id: pair.mirrorUserId,
  hold_suspicious_changes: pair.holdSuspiciousChanges,
  hold_branch_loss_percent: pair.holdBranchLossPercent,
  issue_sync_enabled: pair.issueSyncEnabled,
  description: pair.description,
  mirrors_count: mirrorCounts.get(pair.id) ?? 0,
  created_at: pair.createdAt.toISOString(),
  updated_at: pair.updatedAt.toISOString(),
});

export class PairDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';

  @ApiProperty({ type: 'integer', example: 12 })
  mirrors_deleted: number;

  /** What could not be cleaned up on GitLab. */
  @ApiProperty({ example: [] })
  warnings: string[];
}
