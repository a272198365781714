import { ApiProperty } from '@nestjs/swagger';
import { BULK_ACTIONS, type BulkAction, type BulkCounts, type BulkItem } from './bulk-plan';
import type { PlanSummary } from './stored-plan.entity';

export class GroupPlanItemView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/core/api' })
  source_project_path: string;

  @ApiProperty({ example: 'backup/platform/core/api' })
  target_project_path: string;

  /** Null when it has to be made. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  target_project_id: number | null;

  /** False: the target has commits already; null when there is no target, or GitLab does not tell. */
  @ApiProperty({ type: Boolean, nullable: true, example: null })
  target_empty: boolean | null;

  /** `mirror`: both projects exist. `mirrored`: nothing to do. */
  @ApiProperty({ enum: BULK_ACTIONS, example: 'create_and_mirror' })
  action: BulkAction;

  /** Why nothing is done. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class GroupPlanCountsView implements BulkCounts {
  @ApiProperty({ type: 'integer', example: 3 })
  create_groups: number;

  @ApiProperty({ type: 'integer', example: 12 })
  create_projects: number;

  @ApiProperty({ type: 'integer', example: 40 })
  create_mirrors: number;

  /** Target projects that are there; only their mirror is made. */
  @ApiProperty({ type: 'integer', example: 28 })
  exists: number;

  @ApiProperty({ type: 'integer', example: 7 })
  already_mirrored: number;

  @ApiProperty({ type: 'integer', example: 1 })
  conflicts: number;

  /** By a pattern, because it is archived, or because GitLab deletes it before long. */
  @ApiProperty({ type: 'integer', example: 4 })
  excluded: number;
}

export class GroupPlanView {
  /** Under which its items are listed for a day. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 17 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ example: 'platform' })
  source_group_path: string;

  @ApiProperty({ example: 'backup/platform' })
  target_namespace_path: string;

  @ApiProperty({ type: GroupPlanCountsView })
  counts: GroupPlanCountsView;

  /** Full paths, parents first. */
  @ApiProperty({ type: [String], example: ['backup/platform/core'] })
  groups_to_create: string[];

  /** The first hundred by source path; `items_total` says how many there are. */
  @ApiProperty({ type: [GroupPlanItemView] })
  items: GroupPlanItemView[];

  @ApiProperty({ type: 'integer', example: 52 })
  items_total: number;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:00:00Z' })
  created_at: string;
}

export class GroupStartedView {
  @ApiProperty({ example: 'Mirroring of platform started' })
  message: string;

  /** Of the run under way, when the same was asked for already. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  /** The follow that was made or changed, with `follow`. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  group_follow_id: number | null;
}

export const groupPlanItemView = (item: BulkItem): GroupPlanItemView => ({
  source_project_id: item.sourceProjectId,
  source_project_path: item.sourceProjectPath,
  target_project_path: item.targetProjectPath,
  target_project_id: item.targetProjectId,
  target_empty: item.targetEmpty,
  action: item.action,
  reason: item.reason,
});

export const groupPlanView = (
  { id, instancePairId, sourceGroupPath, targetNamespacePath, counts, groupsToCreate, createdAt }: PlanSummary,
  items: { items: BulkItem[]; total: number },
): GroupPlanView => ({
  id,
  instance_pair_id: instancePairId,
  source_group_path: sourceGroupPath,
  target_namespace_path: targetNamespacePath,
  counts,
  groups_to_create: groupsToCreate,
  items: items.items.map(groupPlanItemView),
  items_total: items.total,
  created_at: createdAt.toISOString(),
});
