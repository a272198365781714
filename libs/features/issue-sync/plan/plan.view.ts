import { ApiProperty } from '@nestjs/swagger';
import type { PlannedIssue, SyncPlan } from '@app/sync-engine';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export class PlannedIssueView {
  @ApiProperty({ type: 'integer', example: 7 })
  source_issue_iid: number;

  @ApiProperty({ example: 'Login fails' })
  title: string;

  @ApiProperty({ enum: ['create', 'update', 'skip'], example: 'update' })
  action: string;

  /** Why it is skipped: unchanged, loop, before_baseline, closed, filtered, updates_off, left_alone or parked. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;

  /** Fields of the copy that would change. */
  @ApiProperty({ type: [String], example: ['title', 'add_labels'] })
  changes: string[];

  @ApiProperty({ type: 'integer', example: 2 })
  comments_to_create: number;

  @ApiProperty({ type: 'integer', example: 0 })
  comments_to_update: number;

  @ApiProperty({ type: 'integer', example: 1 })
  attachments_to_copy: number;

  /** The copy was edited (`target_modified`) or deleted (`target_deleted`) on the target. */
  @ApiProperty({ type: String, nullable: true, example: null })
  remark: string | null;
}

export class PlanTotalsView {
  @ApiProperty({ type: 'integer', example: 3 })
  create: number;

  @ApiProperty({ type: 'integer', example: 1 })
  update: number;

  @ApiProperty({ type: 'integer', example: 120 })
  skip: number;
}

/** What a sync would do now. Nothing of it is done. */
export class IssueSyncPlanView {
  @ApiProperty({ type: 'integer', example: 1 })
  config_id: number;

  /** The first run would only note where the source is; issues that exist are left alone. */
  @ApiProperty({ example: false })
  baseline_only: boolean;

  /** All issues would be looked at, not only those that changed. */
  @ApiProperty({ example: false })
  full: boolean;

  totals: PlanTotalsView;

  @ApiProperty({ type: [PlannedIssueView] })
  issues: PlannedIssueView[];

  /** There is more than is listed here; the totals count it too. */
  @ApiProperty({ example: false })
  truncated: boolean;
}

export const planView = (configId: number, plan: SyncPlan): IssueSyncPlanView => ({
  config_id: configId,
  baseline_only: plan.baselineOnly,
  full: plan.full,
  totals: plan.totals,
  issues: plan.issues.map(plannedIssueView),
  truncated: plan.truncated,
});

const plannedIssueView = (issue: PlannedIssue): PlannedIssueView => ({
  source_issue_iid: issue.sourceIid,
  title: issue.title,
  action: issue.action,
  reason: issue.reason,
  changes: issue.changes.map(snake),
  comments_to_create: issue.commentsToCreate,
  comments_to_update: issue.commentsToUpdate,
  attachments_to_copy: issue.attachmentsToCopy,
  remark: issue.remark,
});
