import { CreatedAtColumn, IdColumn } from '@app/database';
import { Pair } from '@features/pairs';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { BulkCounts, BulkItem } from './bulk-plan';

/** A plan for a group tree as it was made, to be looked through page by page; kept for a day. */
@Entity('bulk_plans')
export class StoredPlan {
  @IdColumn()
  id: number;

  @Index('bulk_plans_instance_pair_id_idx')
  @Column({ type: 'bigint' })
  instancePairId: number;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'bulk_plans_instance_pair_id_fkey' })
  instancePair?: Pair;

  @Column({ type: 'text' })
  sourceGroupPath: string;

  @Column({ type: 'text' })
  targetNamespacePath: string;

  @Column({ type: 'jsonb' })
  counts: BulkCounts;

  /** Full paths, parents first. */
  @Column({ type: 'jsonb' })
  groupsToCreate: string[];

  /** By source path. Not loaded with the rest: there may be thousands. */
  @Column({ type: 'jsonb', select: false })
  items: BulkItem[];

  @Index('bulk_plans_created_at_idx')
  @CreatedAtColumn()
  createdAt: Date;
}

/** A plan without its items. */
export type PlanSummary = Omit<StoredPlan, 'items' | 'instancePair'>;
