import { CreatedAtColumn, IdColumn, TimeColumn } from '@app/database';
import { Instance } from '@features/instances';
import { Pair } from '@features/pairs';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/** A time in which nothing is started by schedule: a maintenance window, or a pause until further notice. */
@Entity('pauses')
@Check('pauses_subject_check', `num_nonnulls(instance_id, pair_id) = 1`)
@Check('pauses_order_check', `ends_at > starts_at`)
export class Pause {
  @IdColumn()
  id: number;

  /** All pairs that touch this instance. */
  @Index('pauses_instance_id_idx')
  @Column({ type: 'bigint', nullable: true })
  instanceId: number | null;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'pauses_instance_id_fkey' })
  instance?: Instance | null;

  @Index('pauses_pair_id_idx')
  @Column({ type: 'bigint', nullable: true })
  pairId: number | null;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'pair_id', foreignKeyConstraintName: 'pauses_pair_id_fkey' })
  pair?: Pair | null;

  @TimeColumn()
  startsAt: Date;

  /** Null: until somebody ends it. */
  @Index('pauses_ends_at_idx')
  @TimeColumn({ nullable: true })
  endsAt: Date | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  reason: string | null;

  @Column({ type: 'text' })
  createdBy: string;

  @CreatedAtColumn()
  createdAt: Date;
}
