import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { iso } from '@app/common';
import { CHANNEL_KINDS, type ChannelKind, type NotificationChannel } from './channel.entity';
import type { LastDelivery } from './channels.repository';

/** What may be shown: `to` of an e-mail channel, the host of the others. */
export class ChannelSettingsView {
  @ApiPropertyOptional({ type: [String], example: ['ops@example.com'] })
  to?: string[];

  @ApiPropertyOptional({ type: 'string', example: 'hooks.slack.com' })
  url_host?: string;

  /** Whether messages are signed. */
  @ApiPropertyOptional({ type: 'boolean', example: false })
  has_secret?: boolean;
}

export class ChannelView {
  @ApiProperty({ type: 'integer', example: 3 })
  id: number;

  @ApiProperty({ example: 'Operations' })
  name: string;

  @ApiProperty({ enum: CHANNEL_KINDS, example: 'slack' })
  kind: ChannelKind;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ type: () => ChannelSettingsView, example: { url_host: 'hooks.slack.com', has_secret: false } })
  settings: ChannelSettingsView;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T09:00:00Z' })
  updated_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-11-30T01:30:00Z' })
  last_delivery_at: string | null;

  @ApiProperty({ type: 'string', enum: ['sent', 'failed', null], nullable: true, example: 'sent' })
  last_delivery_status: 'sent' | 'failed' | null;
}

export class ChannelTestView {
  @ApiProperty({ example: true })
  ok: boolean;

  /** What happened, in a sentence. */
  @ApiProperty({ example: 'hooks.slack.com took the test message (HTTP 200).' })
  detail: string;
}

export class NotificationDeletedView {
  @ApiProperty({ example: 'deleted' })
  status: 'deleted';
}

export class CapabilitiesView {
  /** SMTP_URL is set, so that there can be channels of the kind email. */
  @ApiProperty({ example: true })
  email: boolean;

  /** PUBLIC_URL is set, so that messages have links to the web app. */
  @ApiProperty({ example: true })
  links: boolean;
}

export const channelView = (channel: NotificationChannel, last: LastDelivery | undefined): ChannelView => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  enabled: channel.enabled,
  settings:
    channel.kind === 'email'
      ? { to: channel.recipients }
      : { url_host: channel.urlHost ?? '', has_secret: channel.secretEncrypted !== null },
  created_at: channel.createdAt.toISOString(),
  updated_at: channel.updatedAt.toISOString(),
  last_delivery_at: iso(last?.at),
  last_delivery_status: last?.status ?? null,
});
