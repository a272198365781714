import { ApiProperty } from '@nestjs/swagger';
import { BULK_ACTIONS, type BulkAction, type BulkItem, type BulkPlan } from './bulk-plan';

export class BulkItemView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/core/api' })
  source_project_path: string;

  @ApiProperty({ example: 'backup/platform/core/api' })
  target_project_path: string;

  /** Null when it has to be made. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  target_project_id: number | null;

  @ApiProperty({ enum: BULK_ACTIONS, example: 'create_and_mirror' })
  action: BulkAction;

  /** Why nothing is done. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class BulkPlanView {
  /** Full paths, parents first. */
  @ApiProperty({ type: [String], example: ['backup/platform/core'] })
  groups_to_create: string[];

  @ApiProperty({ type: 'integer', example: 12 })
  projects_to_create: number;

  @ApiProperty({ type: 'integer', example: 40 })
  mirrors_to_create: number;

  @ApiProperty({ type: [BulkItemView] })
  items: BulkItemView[];
}

export class BulkStartedView {
  @ApiProperty({ example: 'Mirroring of platform started' })
  message: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  /** Mirrors to make, as planned now. */
  @ApiProperty({ type: 'integer', example: 40 })
  total: number;
}

export const toMirror = (plan: BulkPlan): BulkItem[] =>
  plan.items.filter(({ action }) => action === 'mirror' || action === 'create_and_mirror');

export const bulkPlanView = (plan: BulkPlan): BulkPlanView => ({
  groups_to_create: plan.groupsToCreate,
  projects_to_create: plan.items.filter(({ action }) => action === 'create_and_mirror').length,
  mirrors_to_create: toMirror(plan).length,
  items: plan.items.map((item) => ({
    source_project_id: item.sourceProjectId,
    source_project_path: item.sourceProjectPath,
    target_project_path: item.targetProjectPath,
    target_project_id: item.targetProjectId,
    action: item.action,
    reason: item.reason,
  })),
});
