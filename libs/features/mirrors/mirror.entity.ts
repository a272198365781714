import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Pair, type MirrorDirection } from '@features/pairs';
import { GroupToken } from '@features/tokens';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { Hold, SourceSnapshot } from './hold/suspicion';

/**
 * Where a mirror is in its life: `provisioning` (its credential and GitLab's mirror are being made), then `active`.
 * When it is deleted, or can't be made, the row goes at once and what is left on GitLab becomes a Leftover.
 */
export const MIRROR_PHASES = ['provisioning', 'active'] as const;
export type MirrorPhase = (typeof MIRROR_PHASES)[number];

export const SYNC_STATUSES = ['pending', 'updating', 'finished', 'failed'] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];

/** What was changed here and has not reached GitLab yet; a new credential brings the settings along. */
export const PENDING_CHANGES = ['settings', 'credential'] as const;
export type PendingChange = (typeof PENDING_CHANGES)[number];

/** What comparing with GitLab found; see VerifyResult. */
export const VERIFY_STATUSES = ['healthy', 'drift', 'orphan', 'error'] as const;
export type VerifyStatus = (typeof VERIFY_STATUSES)[number];

/** A project that GitLab mirrors to another, because we told it to. */
@Entity('mirrors')
@Index('mirrors_pair_projects_key', ['instancePairId', 'sourceProjectId', 'targetProjectId'], { unique: true })
@Index('mirrors_search_trgm_idx', { synchronize: false })
@Index('mirrors_filters_idx', [
  'instancePairId',
  'lastUpdateStatus',
  'enabled',
  'direction',
  'verifyStatus',
  'tokenExpiresOn',
])
@Index('mirrors_token_expires_on_desc_idx', { synchronize: false })
@Index('mirrors_token_expires_on_idx', ['tokenExpiresOn', 'id'])
@Index('mirrors_last_update_status_idx', ['lastUpdateStatus', 'id'])
@Index('mirrors_pair_source_path_idx', { synchronize: false })
@Index('mirrors_source_group_idx', { synchronize: false })
@Index('mirrors_target_group_idx', { synchronize: false })
@Index('mirrors_last_successful_update_desc_idx', { synchronize: false })
@Index('mirrors_last_update_at_desc_idx', { synchronize: false })
@Index('mirrors_source_project_idx', ['sourceProjectId'])
@Index('mirrors_target_project_idx', ['targetProjectId'])
@Check('mirrors_phase_check', `phase in ('provisioning', 'active')`)
@Check('mirrors_pending_change_check', `pending_change in ('settings', 'credential')`)
@Check('mirrors_verify_status_check', `verify_status in ('healthy', 'drift', 'orphan', 'error')`)
@Check('mirrors_direction_check', `direction in ('push', 'pull')`)
@Check('mirrors_last_update_status_check', `last_update_status in ('pending', 'updating', 'finished', 'failed')`)
export class Mirror {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  instancePairId: number;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'mirrors_instance_pair_id_fkey' })
  instancePair?: Pair;

  @GitlabIdColumn()
  sourceProjectId: number;

  /** For display and search: it may change on GitLab; the id is what counts. */
  @Index('mirrors_source_project_path_idx')
  @Column({ type: 'text' })
  sourceProjectPath: string;

  @GitlabIdColumn()
  targetProjectId: number;

  @Index('mirrors_target_project_path_idx')
  @Column({ type: 'text' })
  targetProjectPath: string;

  /** Both paths in lower case, for search; a trigger keeps it. */
  @Index('mirrors_search_text_idx')
  @Column({ type: 'text', default: '', select: false, insert: false, update: false })
  searchText?: string;

  @Index('mirrors_enabled_idx')
  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  @Index('mirrors_phase_idx')
  @Column({ type: 'varchar', length: 20, default: 'provisioning' })
  phase: MirrorPhase;

  /** The effective direction: fixed while the mirror lives. */
  @Index('mirrors_direction_idx')
  @Column({ type: 'varchar', length: 10 })
  direction: MirrorDirection;

  // Overrides; null inherits from the group default, then the pair.

  @Column({ type: 'varchar', length: 10, nullable: true })
  mirrorDirection: MirrorDirection | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorProtectedBranches: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorOverwriteDiverged: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorTriggerBuilds: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  onlyMirrorProtectedBranches: boolean | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  mirrorBranchRegex: string | null;

  @GitlabIdColumn({ nullable: true })
  mirrorUserId: number | null;

  /** GitLab's id of the mirror: of the remote mirror for push, of the project for pull. */
  @GitlabIdColumn({ nullable: true })
  mirrorId: number | null;

  /**
   * Set just before GitLab is asked to make the mirror (or a new one in its place), null again once its id is stored: an
   * earlier attempt may have succeeded although its answer was lost, so look first.
   */
  @TimeColumn({ nullable: true })
  mirrorIntentAt: Date | null;

  /** Where GitLab's mirror leads, without credentials; set together with the intent. */
  @Column({ type: 'text', nullable: true })
  mirrorUrl: string | null;

  /** The branch filter that GitLab's mirror was given last: GitLab does not tell it of push mirrors, nor of any before 17.5. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  givenBranchRegex: string | null;

  @Index('mirrors_pending_change_idx', { where: 'pending_change is not null' })
  @Column({ type: 'varchar', length: 20, nullable: true })
  pendingChange: PendingChange | null;

  /** When it was last set: it is over only if nothing was changed since. */
  @TimeColumn({ nullable: true })
  pendingSince: Date | null;

  /** For display: an issue sync configuration exists and is on. */
  @Column({ type: 'boolean', default: false })
  issueSyncEnabled: boolean;

  // State as GitLab last told it.

  @Index('mirrors_last_successful_update_idx')
  @TimeColumn({ nullable: true })
  lastSuccessfulUpdate: Date | null;

  @Index('mirrors_last_update_at_idx')
  @TimeColumn({ nullable: true })
  lastUpdateAt: Date | null;

  @Column({ type: 'varchar', length: 20, default: 'pending' })
  lastUpdateStatus: SyncStatus;

  @Column({ type: 'text', nullable: true })
  lastError: string | null;

  /** When we last read its state from GitLab. */
  @TimeColumn({ nullable: true })
  statusCheckedAt: Date | null;

  /** Why the last attempt to read its state failed; the state above stays as it was. */
  @Column({ type: 'text', nullable: true })
  refreshError: string | null;

  @Index('mirrors_next_check_at_idx')
  @TimeColumn({ default: () => 'now()' })
  nextCheckAt: Date;

  @Index('mirrors_verify_status_idx')
  @Column({ type: 'varchar', length: 10, nullable: true })
  verifyStatus: VerifyStatus | null;

  @TimeColumn({ nullable: true })
  verifiedAt: Date | null;

  /** When all branches and tags that it mirrors were last seen equal on both sides. */
  @TimeColumn({ nullable: true })
  provenEqualAt: Date | null;

  /** What is odd about its two projects, in words: archived, marked for deletion, not found. */
  @Column({ type: 'text', nullable: true })
  projectNotice: string | null;

  /** When we last looked whether its projects were renamed or moved. */
  @Index('mirrors_projects_checked_at_idx')
  @TimeColumn({ default: () => 'now()' })
  projectsCheckedAt: Date;

  // What the source looked like when we last let it be mirrored, and why it waits for approval now, if it does.

  @Column({ type: 'jsonb', nullable: true })
  sourceSnapshot: SourceSnapshot | null;

  @Index('mirrors_held_at_idx', { where: 'held_at is not null' })
  @TimeColumn({ nullable: true })
  heldAt: Date | null;

  @Column({ type: 'text', nullable: true })
  heldReason: string | null;

  @Column({ type: 'jsonb', nullable: true })
  hold: Hold | null;

  // The credential: a group token, or else the project access token that we made for it.

  @Index('mirrors_group_token_id_idx')
  @Column({ type: 'bigint', nullable: true })
  groupTokenId: number | null;

  @ManyToOne(() => GroupToken, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'group_token_id', foreignKeyConstraintName: 'mirrors_group_token_id_fkey' })
  groupToken?: GroupToken | null;

  @GitlabIdColumn({ nullable: true })
  mirrorTokenId: number | null;

  @Column({ type: 'text', nullable: true })
  mirrorTokenName: string | null;

  /** Fernet token. */
  @Column({ type: 'text', nullable: true })
  mirrorTokenEncrypted: string | null;

  /** Day (UTC) at whose start the token dies. */
  @Index('mirrors_mirror_token_expires_at_idx')
  @Column({ type: 'date', nullable: true })
  mirrorTokenExpiresAt: string | null;

  /** When its token was last to be rotated, and why that failed. */
  @TimeColumn({ nullable: true })
  tokenRotationTriedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  tokenRotationError: string | null;

  /**
   * When the token in use dies, the own or the group's: `infinity` when never or when nobody knows, null when there is
   * none. For filters and order; a trigger keeps it.
   */
  @Column({ type: 'date', nullable: true, select: false, insert: false, update: false })
  tokenExpiresOn?: string | null;

  // The token that takes its place as soon as GitLab's mirror uses it. A name without an id: GitLab was asked to make
  // it, and the answer has not come yet or was lost.

  @Column({ type: 'text', nullable: true })
  nextTokenName: string | null;

  @GitlabIdColumn({ nullable: true })
  nextTokenId: number | null;

  /** Fernet token. */
  @Column({ type: 'text', nullable: true })
  nextTokenEncrypted: string | null;

  @Column({ type: 'date', nullable: true })
  nextTokenExpiresAt: string | null;

  // Over SSH there is no token: the target lets in GitLab's mirror by a deploy key. The next one has no id yet: GitLab is
  // being asked to add it, for the mirror that takes the place of the present one.

  @GitlabIdColumn({ nullable: true })
  deployKeyId: number | null;

  @Column({ type: 'text', nullable: true })
  deployKeyTitle: string | null;

  @Column({ type: 'text', nullable: true })
  nextDeployKeyTitle: string | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
