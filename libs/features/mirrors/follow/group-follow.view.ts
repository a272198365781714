import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { VISIBILITIES, type Visibility } from '../bulk/visibility';
import { MirrorOverridesView } from '../mirror-overrides.view';
import type { FollowDetails } from './follow-details.query';
import { FOLLOW_STATUSES, type FollowStatus, type GroupFollow } from './group-follow.entity';

export class VanishedProjectView {
  @ApiProperty({ example: 'platform/old' })
  source_project_path: string;

  /** The mirror that is left. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  mirror_id: number;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:00:00Z' })
  since: string;

  /** What became of it, as far as GitLab tells. */
  @ApiProperty({ example: 'It was moved to archive/old.' })
  reason: string;
}

export class DismissedProjectView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/web' })
  source_project_path: string;

  /** When its mirror was deleted. */
  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:00:00Z' })
  since: string;
}

/** A group that is followed, with the settings that the mirrors it makes get for themselves. */
export class GroupFollowView extends MirrorOverridesView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 4 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 77 })
  source_group_id: number;

  /** As the group was called last. */
  @ApiProperty({ example: 'platform' })
  source_group_path: string;

  @ApiProperty({ example: 'backup/platform' })
  target_namespace_path: string;

  @ApiProperty({ type: [String], example: [] })
  include: string[];

  @ApiProperty({ type: [String], example: ['legacy/**'] })
  exclude: string[];

  @ApiProperty({ example: false })
  include_archived: boolean;

  @ApiProperty({ example: true })
  create_missing: boolean;

  /** Null: as on the source. */
  @ApiProperty({ enum: VISIBILITIES, nullable: true, example: null })
  visibility: Visibility | null;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-12-01T09:00:00Z' })
  last_reconciled_at: string | null;

  @ApiProperty({ enum: FOLLOW_STATUSES, nullable: true, example: 'success' })
  last_status: FollowStatus | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_error: string | null;

  /** Null while it is disabled. While the pair is paused it waits. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-12-01T10:00:00Z' })
  next_reconcile_at: string | null;

  @ApiProperty({ type: 'integer', example: 40 })
  mirrors_count: number;

  /** Mirrors that the last reconcile made. */
  @ApiProperty({ type: 'integer', example: 2 })
  new_last_time: number;

  /** The first hundred projects that are not in the group any more; their mirrors stay. */
  @ApiProperty({ type: [VanishedProjectView] })
  vanished: VanishedProjectView[];

  @ApiProperty({ type: 'integer', example: 1 })
  vanished_count: number;

  /** The first hundred projects whose mirror somebody deleted: it is not made again by itself. */
  @ApiProperty({ type: [DismissedProjectView] })
  dismissed: DismissedProjectView[];

  @ApiProperty({ type: 'integer', example: 1 })
  dismissed_count: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  updated_at: string;
}

export class GroupFollowDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';
}

export class ReconcileStartedView {
  @ApiProperty({ example: 'Reconcile of platform started' })
  message: string;

  /** Of the run under way, if there is one. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;
}

export const groupFollowView = (follow: GroupFollow, details: FollowDetails): GroupFollowView => ({
  id: follow.id,
  instance_pair_id: follow.instancePairId,
  source_group_id: follow.sourceGroupId,
  source_group_path: follow.sourceGroupPath,
  target_namespace_path: follow.targetNamespacePath,
  include: follow.include,
  exclude: follow.exclude,
  include_archived: follow.includeArchived,
  create_missing: follow.createMissing,
  visibility: follow.visibility,
  mirror_direction: follow.mirrorSettings.mirror_direction ?? null,
  mirror_protected_branches: follow.mirrorSettings.mirror_protected_branches ?? null,
  mirror_overwrite_diverged: follow.mirrorSettings.mirror_overwrite_diverged ?? null,
  mirror_trigger_builds: follow.mirrorSettings.mirror_trigger_builds ?? null,
  only_mirror_protected_branches: follow.mirrorSettings.only_mirror_protected_branches ?? null,
  mirror_branch_regex: follow.mirrorSettings.mirror_branch_regex ?? null,
  mirror_user_id: follow.mirrorSettings.mirror_user_id ?? null,
  enabled: follow.enabled,
  last_reconciled_at: iso(follow.lastReconciledAt),
  last_status: follow.lastStatus,
  last_error: follow.lastError,
  next_reconcile_at: iso(follow.nextReconcileAt),
  mirrors_count: details.mirrors,
  new_last_time: follow.newLastTime,
  vanished: details.vanished.map(({ path, mirrorId, since, reason }) => ({
    source_project_path: path,
    mirror_id: mirrorId,
    since: since.toISOString(),
    reason,
  })),
  vanished_count: details.vanishedCount,
  dismissed: details.dismissed.map(({ projectId, path, since }) => ({
    source_project_id: projectId,
    source_project_path: path,
    since: since.toISOString(),
  })),
  dismissed_count: details.dismissedCount,
  created_at: follow.createdAt.toISOString(),
  updated_at: follow.updatedAt.toISOString(),
});
