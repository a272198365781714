import { ApiProperty } from '@nestjs/swagger';
import { iso, TOKEN_STATUSES, tokenStatus, type TokenStatus } from '@app/common';
import {
  MIRROR_DIRECTIONS,
  MIRROR_TRANSPORTS,
  type MirrorDirection,
  type MirrorTransport,
  type Pair,
} from '@features/pairs';
import type { GroupToken } from '@features/tokens';
import { adviceFor } from './gitlab/gitlab-state';
import { HoldView, holdView } from './hold/hold.view';
import { transportOfMirror } from './mirror-context';
import type { EffectiveSettings, SettingOrigin } from './mirror-settings';
import { MirrorOverridesView } from './mirror-overrides.view';
import {
  MIRROR_PHASES,
  PENDING_CHANGES,
  SYNC_STATUSES,
  VERIFY_STATUSES,
  type Mirror,
  type MirrorPhase,
  type PendingChange,
  type SyncStatus,
  type VerifyStatus,
} from './mirror.entity';

export const SETTING_LEVELS = ['mirror', 'group', 'pair'] as const;

/** Where an effective setting comes from. */
export class SettingOriginView {
  @ApiProperty({ enum: SETTING_LEVELS, example: 'group' })
  level: (typeof SETTING_LEVELS)[number];

  /** Of the group default. */
  @ApiProperty({ type: String, nullable: true, example: 'platform/core' })
  group_path: string | null;
}

export class EffectiveOriginsView {
  @ApiProperty({ type: SettingOriginView })
  mirror_direction: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  mirror_protected_branches: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  mirror_overwrite_diverged: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  mirror_trigger_builds: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  only_mirror_protected_branches: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  mirror_branch_regex: SettingOriginView;

  @ApiProperty({ type: SettingOriginView })
  mirror_user_id: SettingOriginView;
}

/** A project that GitLab mirrors to another. */
export class MirrorView extends MirrorOverridesView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ example: 'Production to backup' })
  pair_name: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  source_instance_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 2 })
  target_instance_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/core/api' })
  source_project_path: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 202 })
  target_project_id: number;

  @ApiProperty({ example: 'backup/api' })
  target_project_path: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  /** `provisioning`: GitLab's side is being made. */
  @ApiProperty({ enum: MIRROR_PHASES, example: 'active' })
  phase: MirrorPhase;

  /** GitLab's id: of the remote mirror for push, of the project for pull; null until GitLab has it. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: 7 })
  mirror_id: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  last_successful_update: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  last_update_at: string | null;

  @ApiProperty({ enum: SYNC_STATUSES, example: 'finished' })
  last_update_status: SyncStatus;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_error: string | null;

  /** What to do about last_error. */
  @ApiProperty({ type: String, nullable: true, example: null })
  last_error_advice: string | null;

  /** When its state was last read from GitLab. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:01:00.000Z' })
  status_checked_at: string | null;

  /** Why reading its state failed the last time; the state above is older then. */
  @ApiProperty({ type: String, nullable: true, example: null })
  refresh_error: string | null;

  /** What was changed here and is not on GitLab yet. */
  @ApiProperty({ enum: PENDING_CHANGES, nullable: true, example: null })
  pending_change: PendingChange | null;

  @ApiProperty({ enum: VERIFY_STATUSES, nullable: true, example: 'healthy' })
  verify_status: VerifyStatus | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  verified_at: string | null;

  /** When all that it mirrors was last seen equal on both sides. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  proven_equal_at: string | null;

  /** What is odd about its projects: one is archived, marked for deletion, or not found. */
  @ApiProperty({ type: String, nullable: true, example: null })
  project_notice: string | null;

  /** Since when it waits for approval. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  held_at: string | null;

  /** What happened on its source, and what GitLab does meanwhile. */
  @ApiProperty({ type: String, nullable: true, example: null })
  held_reason: string | null;

  @ApiProperty({ type: HoldView, nullable: true, example: null })
  hold: HoldView | null;

  /** Of the project access token that we made for it; null when it uses a group token. */
  @ApiProperty({ type: String, nullable: true, example: 'mirror-maestro-12-a1b2c3d4' })
  mirror_token_name: string | null;

  /** The token is dead from 00:00 UTC of this day. Of the group token, when it uses one. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-07-30' })
  mirror_token_expires_at: string | null;

  @ApiProperty({ enum: TOKEN_STATUSES, example: 'active' })
  token_status: TokenStatus;

  /** Why the last rotation of its token failed; the old one stays in use and it is tried again. */
  @ApiProperty({ type: String, nullable: true, example: null })
  token_rotation_error: string | null;

  /** The group token that it uses. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  group_token_id: number | null;

  /** Of the deploy key by which the target lets it in; null when it goes over HTTPS. */
  @ApiProperty({ type: String, nullable: true, example: null })
  deploy_key_title: string | null;

  @ApiProperty({ example: false })
  issue_sync_enabled: boolean;

  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  effective_mirror_direction: MirrorDirection;

  /** How it reaches the other project: the pair says it for push mirrors. */
  @ApiProperty({ enum: MIRROR_TRANSPORTS, example: 'https' })
  effective_mirror_transport: MirrorTransport;

  @ApiProperty({ example: true })
  effective_mirror_protected_branches: boolean;

  @ApiProperty({ example: true })
  effective_mirror_overwrite_diverged: boolean;

  @ApiProperty({ example: false })
  effective_mirror_trigger_builds: boolean;

  @ApiProperty({ example: false })
  effective_only_mirror_protected_branches: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  effective_mirror_branch_regex: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  effective_mirror_user_id: number | null;

  /** Where each effective setting comes from. */
  @ApiProperty({ type: EffectiveOriginsView })
  effective_settings_from: EffectiveOriginsView;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  updated_at: string;
}

export interface MirrorSurroundings {
  pair: Pair;
  effective: EffectiveSettings;
  groupToken: GroupToken | null;
  now: Date;
}

export function mirrorView(mirror: Mirror, { pair, effective, groupToken, now }: MirrorSurroundings): MirrorView {
  const hasOwnToken = mirror.mirrorTokenId !== null;
  const expiresAt = hasOwnToken ? mirror.mirrorTokenExpiresAt : (groupToken?.expiresAt ?? null);
  return {
    id: mirror.id,
    instance_pair_id: mirror.instancePairId,
    pair_name: pair.name,
    source_instance_id: pair.sourceInstanceId,
    target_instance_id: pair.targetInstanceId,
    source_project_id: mirror.sourceProjectId,
    source_project_path: mirror.sourceProjectPath,
    target_project_id: mirror.targetProjectId,
    target_project_path: mirror.targetProjectPath,
    enabled: mirror.enabled,
    phase: mirror.phase,
    mirror_direction: mirror.mirrorDirection,
    mirror_protected_branches: mirror.mirrorProtectedBranches,
    mirror_overwrite_diverged: mirror.mirrorOverwriteDiverged,
    mirror_trigger_builds: mirror.mirrorTriggerBuilds,
    only_mirror_protected_branches: mirror.onlyMirrorProtectedBranches,
    mirror_branch_regex: mirror.mirrorBranchRegex,
    mirror_user_id: mirror.mirrorUserId,
    mirror_id: mirror.mirrorId,
    last_successful_update: iso(mirror.lastSuccessfulUpdate),
    last_update_at: iso(mirror.lastUpdateAt),
    last_update_status: mirror.lastUpdateStatus,
    last_error: mirror.lastError,
    last_error_advice: adviceFor(mirror.lastError),
    status_checked_at: iso(mirror.statusCheckedAt),
    refresh_error: mirror.refreshError,
    pending_change: mirror.pendingChange,
    verify_status: mirror.verifyStatus,
    verified_at: iso(mirror.verifiedAt),
    proven_equal_at: iso(mirror.provenEqualAt),
    project_notice: mirror.projectNotice,
    held_at: iso(mirror.heldAt),
    held_reason: mirror.heldReason,
    hold: mirror.hold === null ? null : holdView(mirror.hold),
    mirror_token_name: mirror.mirrorTokenName,
    mirror_token_expires_at: expiresAt,
    token_status: hasOwnToken || groupToken !== null ? tokenStatus(expiresAt, now) : 'none',
    token_rotation_error: mirror.tokenRotationError,
    group_token_id: mirror.groupTokenId,
    deploy_key_title: mirror.deployKeyTitle,
    issue_sync_enabled: mirror.issueSyncEnabled,
    effective_mirror_transport: transportOfMirror(mirror.direction, pair),
    ...effectiveFields(mirror, effective),
    effective_settings_from: originFields(effective),
    created_at: mirror.createdAt.toISOString(),
    updated_at: mirror.updatedAt.toISOString(),
  };
}

/** The direction is what the mirror was made with, whatever it would inherit today. */
const effectiveFields = (mirror: Mirror, effective: EffectiveSettings) => ({
  effective_mirror_direction: mirror.direction,
  effective_mirror_protected_branches: effective.mirrorProtectedBranches.value,
  effective_mirror_overwrite_diverged: effective.mirrorOverwriteDiverged.value,
  effective_mirror_trigger_builds: effective.mirrorTriggerBuilds.value,
  effective_only_mirror_protected_branches: effective.onlyMirrorProtectedBranches.value,
  effective_mirror_branch_regex: effective.mirrorBranchRegex.value,
  effective_mirror_user_id: effective.mirrorUserId.value,
});

const originFields = (effective: EffectiveSettings): EffectiveOriginsView => ({
  mirror_direction: origin(effective.mirrorDirection.origin),
  mirror_protected_branches: origin(effective.mirrorProtectedBranches.origin),
  mirror_overwrite_diverged: origin(effective.mirrorOverwriteDiverged.origin),
  mirror_trigger_builds: origin(effective.mirrorTriggerBuilds.origin),
  only_mirror_protected_branches: origin(effective.onlyMirrorProtectedBranches.origin),
  mirror_branch_regex: origin(effective.mirrorBranchRegex.origin),
  mirror_user_id: origin(effective.mirrorUserId.origin),
});

const origin = (from: SettingOrigin): SettingOriginView => ({
  level: from.level,
  group_path: from.level === 'group' ? from.groupPath : null,
});
