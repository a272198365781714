import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Pair, type MirrorDirection } from '@features/pairs';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/**
 * Where a mirror is in its life: `provisioning` (its credential and GitLab's mirror are being made), `active`,
 * `removing` (being taken down on GitLab), `broken` (provisioning gave up; last_error says why).
 */
export const MIRROR_PHASES = ['provisioning', 'active', 'removing', 'broken'] as const;
export type MirrorPhase = (typeof MIRROR_PHASES)[number];

export const SYNC_STATUSES = ['pending', 'updating', 'finished', 'failed'] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];

/** A project that GitLab mirrors to another, because we told it to. */
@Entity('mirrors')
@Index('mirrors_pair_projects_key', ['instancePairId', 'sourceProjectId', 'targetProjectId'], { unique: true })
@Check('mirrors_phase_check', `phase in ('provisioning', 'active', 'removing', 'broken')`)
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

  // State as GitLab last told it.

  @Index('mirrors_last_successful_update_idx')
  @TimeColumn({ nullable: true })
  lastSuccessfulUpdate: Date | null;

  @Index('mirrors_last_update_at_idx')
  @TimeColumn({ nullable: true })
  lastUpdateAt: Date | null;

  @Index('mirrors_last_update_status_idx')
  @Column({ type: 'varchar', length: 20, default: 'pending' })
  lastUpdateStatus: SyncStatus;

  @Column({ type: 'text', nullable: true })
  lastError: string | null;

  /** When we last read its state from GitLab. */
  @Index('mirrors_status_checked_at_idx')
  @TimeColumn({ nullable: true })
  statusCheckedAt: Date | null;

  // The project access token that we made for it; all null when a group token is used.

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

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
