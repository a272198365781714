import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { filtersView } from './config-fields';
import { IssueFiltersDto, LabelRuleDto } from './issue-filters.dto';
import type { IssueMirror } from './issue-mirror.entity';

/** The issue sync config of a mirror. */
export class IssueMirrorView {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 10 })
  mirror_id: number;

  @ApiProperty({ example: 'platform/api' })
  source_project_path: string;

  @ApiProperty({ example: 'mirrors/api' })
  target_project_path: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ example: true })
  sync_comments: boolean;

  @ApiProperty({ example: true })
  sync_labels: boolean;

  @ApiProperty({ example: true })
  sync_attachments: boolean;

  @ApiProperty({ example: true })
  sync_weight: boolean;

  @ApiProperty({ example: true })
  sync_time_estimate: boolean;

  @ApiProperty({ example: true })
  sync_time_spent: boolean;

  @ApiProperty({ example: false })
  sync_closed_issues: boolean;

  @ApiProperty({ example: true })
  update_existing: boolean;

  @ApiProperty({ example: false })
  sync_existing_issues: boolean;

  @ApiProperty({ type: 'integer', example: 15 })
  sync_interval_minutes: number;

  @ApiProperty({ enum: ['keep', 'mark', 'delete'] })
  on_source_note_deleted: string;

  @ApiProperty({ enum: ['keep', 'mark', 'delete'] })
  on_source_issue_deleted: string;

  @ApiProperty({ enum: ['overwrite', 'keep', 'stop'] })
  on_target_modified: string;

  @ApiProperty({ enum: ['recreate', 'leave'] })
  on_target_deleted: string;

  @ApiProperty({ type: 'integer', example: 24 })
  reconcile_interval_hours: number;

  filters: IssueFiltersDto;

  @ApiProperty({ type: [LabelRuleDto] })
  label_rules: LabelRuleDto[];

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { alice: 'a.smith' } })
  user_mapping: Record<string, string>;

  @ApiProperty({ example: false })
  realtime: boolean;

  /** off: not wanted; pending: being set up; ok: registered; error: hook_error says why. */
  @ApiProperty({ enum: ['off', 'pending', 'ok', 'error'] })
  hook_status: string;

  @ApiProperty({ type: String, nullable: true })
  hook_error: string | null;

  /** When the last delivery came. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  hook_delivered_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-01T12:00:00.000Z' })
  last_sync_at: string | null;

  @ApiProperty({ enum: ['success', 'partial', 'failed', 'running'], nullable: true, example: 'success' })
  last_sync_status: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_sync_error: string | null;

  /** Null while it is disabled. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-01T12:15:00.000Z' })
  next_sync_at: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time' })
  updated_at: string;
}

/** `config` with its route loaded; `running`: a run of it is under way. */
export class DeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';
}

export const issueMirrorView = (config: IssueMirror, running: boolean): IssueMirrorView => ({
  id: config.id,
  mirror_id: config.mirrorId,
  source_project_path: config.route?.sourceProjectPath ?? '',
  target_project_path: config.route?.targetProjectPath ?? '',
  enabled: config.enabled,
  sync_comments: config.syncComments,
  sync_labels: config.syncLabels,
  sync_attachments: config.syncAttachments,
  sync_weight: config.syncWeight,
  sync_time_estimate: config.syncTimeEstimate,
  sync_time_spent: config.syncTimeSpent,
  sync_closed_issues: config.syncClosedIssues,
  update_existing: config.updateExisting,
  sync_existing_issues: config.syncExistingIssues,
  sync_interval_minutes: config.syncIntervalMinutes,
  on_source_note_deleted: config.onSourceNoteDeleted,
  on_source_issue_deleted: config.onSourceIssueDeleted,
  on_target_modified: config.onTargetModified,
  on_target_deleted: config.onTargetDeleted,
  reconcile_interval_hours: config.reconcileIntervalHours,
  filters: filtersView(config.filters),
  label_rules: config.labelRules,
  user_mapping: config.userMapping,
  realtime: config.realtime,
  hook_status: hookStatus(config),
  hook_error: config.hookError,
  hook_delivered_at: iso(config.hookDeliveredAt),
  last_sync_at: iso(config.lastSyncAt),
  last_sync_status: running ? 'running' : config.lastSyncStatus,
  last_sync_error: config.lastSyncError,
  next_sync_at: config.enabled ? iso(config.nextSyncAt) : null,
  created_at: config.createdAt.toISOString(),
  updated_at: config.updatedAt.toISOString(),
});

function hookStatus(config: IssueMirror): 'off' | 'pending' | 'ok' | 'error' {
  if (!config.realtime || !config.enabled) return 'off';
  if (config.hookError !== null) return 'error';
  return config.hookId === null ? 'pending' : 'ok';
}
