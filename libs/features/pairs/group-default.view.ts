import { ApiProperty } from '@nestjs/swagger';
import type { GroupDefault } from './group-default.entity';
import { MIRROR_DIRECTIONS, type MirrorDirection } from './pair.entity';

/** Settings of a pair for the projects below one group; null inherits. */
export class GroupDefaultView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ example: 'platform/core' })
  group_path: string;

  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  mirror_direction: MirrorDirection | null;

  @ApiProperty({ example: true })
  mirror_protected_branches: boolean | null;

  @ApiProperty({ example: false })
  mirror_overwrite_diverged: boolean | null;

  @ApiProperty({ example: null })
  mirror_trigger_builds: boolean | null;

  @ApiProperty({ example: null })
  only_mirror_protected_branches: boolean | null;

  @ApiProperty({ example: '^(main|release/.*)$' })
  mirror_branch_regex: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', example: null })
  mirror_user_id: number | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  updated_at: string;
}

export const groupDefaultView = (row: GroupDefault): GroupDefaultView => ({
  id: row.id,
  instance_pair_id: row.instancePairId,
  group_path: row.groupPath,
  mirror_direction: row.mirrorDirection,
  mirror_protected_branches: row.mirrorProtectedBranches,
  mirror_overwrite_diverged: row.mirrorOverwriteDiverged,
  mirror_trigger_builds: row.mirrorTriggerBuilds,
  only_mirror_protected_branches: row.onlyMirrorProtectedBranches,
  mirror_branch_regex: row.mirrorBranchRegex,
  mirror_user_id: row.mirrorUserId,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export class GroupDefaultDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';
}
