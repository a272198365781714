import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { DELIVERY_STATUSES, type DeliveryStatus, type NotificationDelivery } from './delivery.entity';

export class DeliveryView {
  @ApiProperty({ type: 'integer', example: 81 })
  id: number;

  /** Null when the channel is no more. */
  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  channel_id: number | null;

  @ApiProperty({ example: 'Operations' })
  channel_name: string;

  /** Null for a test, and when the rule is no more. */
  @ApiProperty({ type: 'integer', nullable: true, example: 4 })
  rule_id: number | null;

  /** Null for a test. */
  @ApiProperty({ type: 'string', nullable: true, example: 'Production mirrors fail' })
  rule_name: string | null;

  @ApiProperty({ enum: DELIVERY_STATUSES, example: 'sent' })
  status: DeliveryStatus;

  @ApiProperty({ example: '2 mirrors fail' })
  subject: string;

  @ApiProperty({ example: '2 mirrors fail.\n\n- platform/api → backup/api, since 2026-11-30 01:25 UTC' })
  text: string;

  /** How many alerts it tells. */
  @ApiProperty({ type: 'integer', example: 2 })
  items: number;

  @ApiProperty({ type: 'integer', example: 1 })
  attempts: number;

  /** Why the last attempt failed, or who was refused. */
  @ApiProperty({ type: 'string', nullable: true, example: null })
  error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-30T01:30:00Z' })
  created_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-11-30T01:30:01Z' })
  sent_at: string | null;
}

export class DeliveryRetriedView {
  @ApiProperty({ example: 'The message is being sent again.' })
  message: string;

  @ApiProperty({ type: 'integer', example: 81 })
  delivery_id: number;

  @ApiProperty({ type: 'integer', example: 412 })
  job_id: number;
}

export const deliveryView = (delivery: NotificationDelivery): DeliveryView => ({
  id: delivery.id,
  channel_id: delivery.channelId,
  channel_name: delivery.channelName,
  rule_id: delivery.ruleId,
  rule_name: delivery.ruleName,
  status: delivery.status,
  subject: delivery.subject,
  text: delivery.text,
  items: delivery.items,
  attempts: delivery.attempts,
  error: delivery.error,
  created_at: delivery.createdAt.toISOString(),
  sent_at: iso(delivery.sentAt),
});
