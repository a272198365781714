import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ImportBatch } from './import-batch.entity';

export const ITEM_ACTIONS = ['create', 'change', 'delete'] as const;
export type ItemAction = (typeof ITEM_ACTIONS)[number];

export const ITEM_OUTCOMES = ['pending', 'done', 'skipped', 'failed'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

export const RESOURCE_KINDS = [
  'instance',
  'pair',
  'group_default',
  'mirror',
  'issue_sync',
  'schedule',
  'pause',
  'group_follow',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** One thing to do, and what became of it. Done in the order of the positions. */
@Entity('import_items')
@Check('import_items_outcome_check', `outcome in ('pending', 'done', 'skipped', 'failed')`)
@Check('import_items_action_check', `action in ('create', 'change', 'delete')`)
export class ImportItem {
  @PrimaryColumn({ type: 'bigint' })
  batchId: number;

  @ManyToOne(() => ImportBatch, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'batch_id', foreignKeyConstraintName: 'import_items_batch_id_fkey' })
  batch?: ImportBatch;

  /** From 1, as in the document. */
  @PrimaryColumn({ type: 'integer' })
  position: number;

  @Column({ type: 'varchar', length: 10 })
  action: ItemAction;

  @Column({ type: 'varchar', length: 20 })
  kind: ResourceKind;

  /** For people: `platform/api → backup/api`. */
  @Column({ type: 'text' })
  name: string;

  /** What it is about, in the form of the document; never a secret. */
  @Column({ type: 'jsonb' })
  payload: Record<string, unknown>;

  /** An attempt may have done it, although its outcome is not here. */
  @Column({ type: 'boolean', default: false })
  begun: boolean;

  @Column({ type: 'varchar', length: 10, default: 'pending' })
  outcome: ItemOutcome;

  /** One sentence: why it was skipped, why it failed, or why it is tried again. */
  @Column({ type: 'text', nullable: true })
  message: string | null;
}
