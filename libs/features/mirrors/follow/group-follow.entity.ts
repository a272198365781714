import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Pair } from '@features/pairs';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { MirrorWishes } from '../bulk/bulk-order';
import type { Visibility } from '../bulk/visibility';

export const FOLLOW_STATUSES = ['success', 'partial', 'failed'] as const;
export type FollowStatus = (typeof FOLLOW_STATUSES)[number];

/** A group tree of the source that is mirrored as it grows. */
@Entity('group_follows')
@Index('group_follows_tree_key', ['instancePairId', 'sourceGroupId', 'targetNamespacePath'], { unique: true })
@Check('group_follows_last_status_check', `last_status in ('success', 'partial', 'failed')`)
@Check('group_follows_visibility_check', `visibility in ('private', 'internal', 'public')`)
export class GroupFollow {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  instancePairId: number;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'group_follows_instance_pair_id_fkey' })
  instancePair?: Pair;

  /** Stays when the group is renamed or moved. */
  @GitlabIdColumn()
  sourceGroupId: number;

  /** As it was called last. */
  @Column({ type: 'text' })
  sourceGroupPath: string;

  @Column({ type: 'text' })
  targetNamespacePath: string;

  @Column({ type: 'text', array: true, default: '{}' })
  include: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  exclude: string[];

  @Column({ type: 'boolean', default: false })
  includeArchived: boolean;

  @Column({ type: 'boolean', default: true })
  createMissing: boolean;

  /** Of what is made; null: as on the source. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  visibility: Visibility | null;

  /** Of the mirrors that it makes, by their API names; what is absent is inherited. */
  @Column({ type: 'jsonb', default: {} })
  mirrorSettings: MirrorWishes;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  @TimeColumn({ nullable: true })
  lastReconciledAt: Date | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  lastStatus: FollowStatus | null;

  @Column({ type: 'text', nullable: true })
  lastError: string | null;

  /** Mirrors that the last reconcile made. */
  @Column({ type: 'integer', default: 0 })
  newLastTime: number;

  /** Null while it is disabled. */
  @Index('group_follows_next_reconcile_at_idx')
  @TimeColumn({ nullable: true })
  nextReconcileAt: Date | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
