import { ApiProperty } from '@nestjs/swagger';
import type { QuietHours } from './quiet-hours';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './rule-events';
import { quietHoursOf } from './rule-quiet-hours';
import type { NotificationRule } from './rule.entity';

export class QuietHoursView {
  @ApiProperty({ example: '22:00' })
  from: string;

  @ApiProperty({ example: '07:00' })
  to: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  time_zone: string;
}

export class RuleView {
  @ApiProperty({ type: 'integer', example: 4 })
  id: number;

  @ApiProperty({ example: 'Production mirrors fail' })
  name: string;

  @ApiProperty({ enum: NOTIFICATION_EVENTS, example: 'mirror_failed' })
  event: NotificationEvent;

  /** Failures in a row, hours or days; null where the event counts nothing. */
  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  threshold: number | null;

  @ApiProperty({ example: true })
  notify_recovery: boolean;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  instance_pair_id: number | null;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [3] })
  channel_ids: number[];

  @ApiProperty({
    type: () => QuietHoursView,
    nullable: true,
    example: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
  })
  quiet_hours: QuietHoursView | null;

  @ApiProperty({ type: 'integer', example: 5 })
  group_minutes: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 24 })
  repeat_hours: number | null;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  updated_at: string;
}

const quietView = (hours: QuietHours | null): QuietHoursView | null =>
  hours && { from: hours.from, to: hours.to, time_zone: hours.timeZone };

export const ruleView = (rule: NotificationRule): RuleView => ({
  id: rule.id,
  name: rule.name,
  event: rule.event,
  threshold: rule.threshold,
  notify_recovery: rule.notifyRecovery,
  instance_pair_id: rule.instancePairId,
  channel_ids: rule.channelIds,
  quiet_hours: quietView(quietHoursOf(rule)),
  group_minutes: rule.groupMinutes,
  repeat_hours: rule.repeatHours,
  enabled: rule.enabled,
  created_at: rule.createdAt.toISOString(),
  updated_at: rule.updatedAt.toISOString(),
});
