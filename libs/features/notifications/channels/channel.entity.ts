import { CreatedAtColumn, IdColumn, UpdatedAtColumn } from '@app/database';
import { Check, Column, Entity, Index } from 'typeorm';

/** `email` goes through the SMTP server of the installation; the others are HTTP addresses, each with a body of its own. */
export const CHANNEL_KINDS = ['email', 'webhook', 'slack', 'mattermost', 'teams'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where notifications go. */
@Entity('notification_channels')
@Check('notification_channels_kind_check', `kind in ('email', 'webhook', 'slack', 'mattermost', 'teams')`)
@Check('notification_channels_address_check', `(kind = 'email') = (url_encrypted is null)`)
export class NotificationChannel {
  @IdColumn()
  id: number;

  @Index('notification_channels_name_key', { unique: true })
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 20 })
  kind: ChannelKind;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** Addresses of an e-mail channel. */
  @Column({ type: 'text', array: true, default: '{}' })
  recipients: string[];

  /** Host and port of the URL, for display: whoever knows all of the URL may post. */
  @Column({ type: 'text', nullable: true })
  urlHost: string | null;

  /** Fernet token. */
  @Column({ type: 'text', nullable: true })
  urlEncrypted: string | null;

  /** Fernet token: what a generic webhook is signed with. */
  @Column({ type: 'text', nullable: true })
  secretEncrypted: string | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
