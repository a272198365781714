import { ApiProperty } from '@nestjs/swagger';
import { PLAN_ACTIONS, type GroupPlan, type PlanAction, type PlanItem } from './group-plan';

export class PlanItemView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/core/api' })
  source_project_path: string;

  /** Null while it does not exist. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  target_project_id: number | null;

  @ApiProperty({ example: 'backup/platform/core/api' })
  target_project_path: string;

  @ApiProperty({ enum: PLAN_ACTIONS, example: 'create_project_and_mirror' })
  action: PlanAction;

  /** Why, for machines; also what to know about a mirror that will be created, such as `target_not_empty`. */
  @ApiProperty({ type: String, nullable: true, example: null })
  code: string | null;

  /** The same in one sentence. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;

  /** Of ours, when it is mirrored already. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  mirror_id: number | null;
}

export class PlanCountsView implements Record<PlanAction, number> {
  @ApiProperty({ type: 'integer', example: 120 })
  total: number;

  @ApiProperty({ type: 'integer', example: 100 })
  create_project_and_mirror: number;

  @ApiProperty({ type: 'integer', example: 10 })
  create_mirror: number;

  @ApiProperty({ type: 'integer', example: 5 })
  already_mirrored: number;

  @ApiProperty({ type: 'integer', example: 1 })
  conflict: number;

  @ApiProperty({ type: 'integer', example: 4 })
  excluded: number;

  @ApiProperty({ type: 'integer', example: 3 })
  groups_to_create: number;
}

export class GroupPlanView {
  /** Full path. */
  @ApiProperty({ example: 'platform' })
  source_group: string;

  @ApiProperty({ example: 'backup/platform' })
  target_namespace: string;

  @ApiProperty({ type: [PlanItemView] })
  items: PlanItemView[];

  /** Full paths on the target, each after the one above it. */
  @ApiProperty({ type: [String], example: ['backup/platform', 'backup/platform/core'] })
  groups_to_create: string[];

  counts: PlanCountsView;
}

const itemView = ({ source, targetPath, targetId, action, code, reason, mirror }: PlanItem): PlanItemView => ({
  source_project_id: source.id,
  source_project_path: source.path,
  target_project_id: mirror?.targetProjectId ?? targetId,
  target_project_path: mirror?.targetProjectPath ?? targetPath,
  action,
  code,
  reason,
  mirror_id: mirror?.id ?? null,
});

export function groupPlanView({ sourcePath, targetPath, items, groupsToCreate }: GroupPlan): GroupPlanView {
  const count = (action: PlanAction): number => items.filter((item) => item.action === action).length;
  return {
    source_group: sourcePath,
    target_namespace: targetPath,
    items: items.map(itemView),
    groups_to_create: groupsToCreate,
    counts: {
      total: items.length,
      create_project_and_mirror: count('create_project_and_mirror'),
      create_mirror: count('create_mirror'),
      already_mirrored: count('already_mirrored'),
      conflict: count('conflict'),
      excluded: count('excluded'),
      groups_to_create: groupsToCreate.length,
    },
  };
}
