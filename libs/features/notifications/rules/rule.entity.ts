import { CreatedAtColumn, IdColumn, UpdatedAtColumn } from '@app/database';
import { Pair } from '@features/pairs';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { NotificationEvent } from './rule-events';

/** What people want to be told of, and how. */
@Entity('notification_rules')
@Check(
  'notification_rules_event_check',
  `event in ('mirror_failed', 'mirror_stale', 'mirror_drift', 'mirror_held', 'issue_sync_failed', 'token_expiring', 'instance_degraded')`,
)
@Check('notification_rules_quiet_check', `num_nonnulls(quiet_from, quiet_to, quiet_time_zone) in (0, 3)`)
export class NotificationRule {
  @IdColumn()
  id: number;

  @Index('notification_rules_name_key', { unique: true })
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 30 })
  event: NotificationEvent;

  /** Failures, hours or days, as the event counts; null where it counts nothing. */
  @Column({ type: 'integer', nullable: true })
  threshold: number | null;

  @Column({ type: 'boolean', default: true })
  notifyRecovery: boolean;

  /** Only what belongs to this pair; null: everything. */
  @Index('notification_rules_instance_pair_id_idx')
  @Column({ type: 'bigint', nullable: true })
  instancePairId: number | null;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'notification_rules_instance_pair_id_fkey' })
  instancePair?: Pair | null;

  /** Channels it is told to: those exist as long as the rule names them. */
  @Column({ type: 'bigint', array: true })
  channelIds: number[];

  /** HH:MM in the time zone. */
  @Column({ type: 'varchar', length: 5, nullable: true })
  quietFrom: string | null;

  @Column({ type: 'varchar', length: 5, nullable: true })
  quietTo: string | null;

  /** IANA name. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  quietTimeZone: string | null;

  /** How long what happens first waits for what else happens. */
  @Column({ type: 'integer', default: 5 })
  groupMinutes: number;

  /** After how long what is still wrong is told again; null: never. */
  @Column({ type: 'integer', nullable: true })
  repeatHours: number | null;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
