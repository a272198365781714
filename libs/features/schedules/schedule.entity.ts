import { CreatedAtColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Mirror } from '@features/mirrors';
import { Pair } from '@features/pairs';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/** When mirrors of a pair, of a group of it, or one mirror, are synced by us. The most specific schedule counts. */
@Entity('mirror_schedules')
@Index('mirror_schedules_pair_key', ['instancePairId'], {
  unique: true,
  where: 'group_path is null and mirror_id is null',
})
@Index('mirror_schedules_group_key', ['instancePairId', 'groupPath'], { unique: true, where: 'group_path is not null' })
@Index('mirror_schedules_mirror_key', ['mirrorId'], { unique: true, where: 'mirror_id is not null' })
@Check('mirror_schedules_subject_check', `num_nonnulls(group_path, mirror_id) <= 1`)
@Check('mirror_schedules_timing_check', `num_nonnulls(cron, interval_minutes) = 1`)
export class MirrorSchedule {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  instancePairId: number;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'mirror_schedules_instance_pair_id_fkey' })
  instancePair?: Pair;

  /** Source projects below this group. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  groupPath: string | null;

  @Column({ type: 'bigint', nullable: true })
  mirrorId: number | null;

  @ManyToOne(() => Mirror, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'mirror_id', foreignKeyConstraintName: 'mirror_schedules_mirror_id_fkey' })
  mirror?: Mirror | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  cron: string | null;

  @Column({ type: 'integer', nullable: true })
  intervalMinutes: number | null;

  /** IANA name, for cron. */
  @Column({ type: 'varchar', length: 60, default: 'UTC' })
  timezone: string;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Null while it is disabled. */
  @Index('mirror_schedules_next_run_at_idx')
  @TimeColumn({ nullable: true })
  nextRunAt: Date | null;

  @TimeColumn({ nullable: true })
  lastRunAt: Date | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
