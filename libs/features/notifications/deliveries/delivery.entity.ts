import { CreatedAtColumn, IdColumn, TimeColumn } from '@app/database';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { NotificationChannel } from '../channels/channel.entity';
import type { Message } from '../messages/message';
import { NotificationRule } from '../rules/rule.entity';

export const DELIVERY_STATUSES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A message to a channel: written together with what it tells, then sent by a run, and kept for a while as a log. */
@Entity('notification_deliveries')
@Index('notification_deliveries_channel_id_idx', ['channelId', 'id'])
@Index('notification_deliveries_rule_id_idx', ['ruleId', 'id'])
@Index('notification_deliveries_waiting_idx', ['id'], { where: `status = 'waiting'` })
@Check('notification_deliveries_status_check', `status in ('waiting', 'sent', 'failed')`)
export class NotificationDelivery {
  @IdColumn()
  id: number;

  /** The same for every attempt, so that a receiver can tell a repeat from a new message. */
  @Column({ type: 'uuid' })
  deliveryKey: string;

  @Column({ type: 'bigint', nullable: true })
  channelId: number | null;

  @ManyToOne(() => NotificationChannel, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'channel_id', foreignKeyConstraintName: 'notification_deliveries_channel_id_fkey' })
  channel?: NotificationChannel | null;

  @Column({ type: 'varchar', length: 100 })
  channelName: string;

  /** Null for tests, and when the rule is no more. */
  @Column({ type: 'bigint', nullable: true })
  ruleId: number | null;

  @ManyToOne(() => NotificationRule, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'rule_id', foreignKeyConstraintName: 'notification_deliveries_rule_id_fkey' })
  rule?: NotificationRule | null;

  /** Null for tests. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  ruleName: string | null;

  @Column({ type: 'varchar', length: 10, default: 'waiting' })
  status: DeliveryStatus;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  text: string;

  /** How many alerts it tells. */
  @Column({ type: 'integer' })
  items: number;

  @Column({ type: 'jsonb' })
  message: Message;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** Why the last attempt failed, in a sentence. */
  @Column({ type: 'text', nullable: true })
  error: string | null;

  @Index('notification_deliveries_created_at_idx')
  @CreatedAtColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  sentAt: Date | null;
}
