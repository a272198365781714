import { CreatedAtColumn, GitlabIdColumn, IdColumn, UpdatedAtColumn } from '@app/database';
import { Instance } from '@features/instances';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

export const MIRROR_DIRECTIONS = ['push', 'pull'] as const;
export type MirrorDirection = (typeof MIRROR_DIRECTIONS)[number];

/** How the Git data of push mirrors travels. */
export const MIRROR_TRANSPORTS = ['https', 'ssh'] as const;
export type MirrorTransport = (typeof MIRROR_TRANSPORTS)[number];

/** Two instances, what is mirrored from the one to the other, and the defaults of its mirrors. */
@Entity('pairs')
@Check('pairs_hold_branch_loss_percent_check', 'hold_branch_loss_percent between 1 and 100')
@Check('pairs_mirror_direction_check', `mirror_direction in ('push', 'pull')`)
@Check('pairs_mirror_transport_check', `mirror_transport in ('https', 'ssh')`)
export class Pair {
  @IdColumn()
  id: number;

  @Index('pairs_name_key', { unique: true })
  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Index('pairs_source_instance_id_idx')
  @Column({ type: 'bigint' })
  sourceInstanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'source_instance_id', foreignKeyConstraintName: 'pairs_source_instance_id_fkey' })
  sourceInstance?: Instance;

  @Index('pairs_target_instance_id_idx')
  @Column({ type: 'bigint' })
  targetInstanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'target_instance_id', foreignKeyConstraintName: 'pairs_target_instance_id_fkey' })
  targetInstance?: Instance;

  @Column({ type: 'varchar', length: 10, default: 'pull' })
  mirrorDirection: MirrorDirection;

  /** `ssh` only where mirrors push; see `sshFault`. */
  @Column({ type: 'varchar', length: 5, default: 'https' })
  mirrorTransport: MirrorTransport;

  @Column({ type: 'boolean', default: true })
  mirrorProtectedBranches: boolean;

  @Column({ type: 'boolean', default: false })
  mirrorOverwriteDiverged: boolean;

  @Column({ type: 'boolean', default: false })
  mirrorTriggerBuilds: boolean;

  @Column({ type: 'boolean', default: false })
  onlyMirrorProtectedBranches: boolean;

  /** RE2 syntax. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  mirrorBranchRegex: string | null;

  @GitlabIdColumn({ nullable: true })
  mirrorUserId: number | null;

  /** Before we have GitLab mirror, its source is looked at; what looks like an accident waits for approval. */
  @Column({ type: 'boolean', default: false })
  holdSuspiciousChanges: boolean;

  /** Of the source's branches: losing so many of them at once looks like an accident. */
  @Column({ type: 'integer', default: 50 })
  holdBranchLossPercent: number;

  /** New mirrors of the pair get an issue sync configuration. */
  @Column({ type: 'boolean', default: false })
  issueSyncEnabled: boolean;

  @Column({ type: 'varchar', length: 500, nullable: true })
  description: string | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
