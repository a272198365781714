import { ApiProperty } from '@nestjs/swagger';
import { daysLeft, tokenStatus } from '@app/common';
import { GROUP_TOKEN_STATUSES, type GroupTokenStatus } from '../group-tokens.repository';
import { TOKEN_KINDS, type ExpiringToken, type TokenKind } from './expiring-tokens.query';

/** A token that will expire, or has expired. Never the token itself. */
export class ExpiringTokenView {
  @ApiProperty({ enum: TOKEN_KINDS, example: 'project' })
  kind: TokenKind;

  /** Of the instance, of the group token, or of the mirror that uses the project token. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  id: number;

  /** Name of the token; of an instance's token its user. */
  @ApiProperty({ example: 'mirror-maestro-12-a1b2c3d4' })
  name: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 2 })
  instance_id: number;

  @ApiProperty({ example: 'Backup' })
  instance_name: string;

  /** Of the group or project. */
  @ApiProperty({ type: String, nullable: true, example: 'backup/api' })
  path: string | null;

  /** The token is dead from 00:00 UTC of this day. */
  @ApiProperty({ format: 'date', example: '2026-07-30' })
  expires_at: string;

  @ApiProperty({ enum: GROUP_TOKEN_STATUSES, example: 'expiring_soon' })
  token_status: GroupTokenStatus;

  /** Whether a new one is made before it ends. Tokens of instances and groups have to be replaced by hand. */
  @ApiProperty({ example: true })
  rotates_itself: boolean;

  /** Negative once it has expired. */
  @ApiProperty({ type: 'integer', example: 12 })
  days_left: number;

  /** Why the last rotation failed; it is tried again. */
  @ApiProperty({ type: String, nullable: true, example: null })
  rotation_error: string | null;
}

export const expiringTokenView = (token: ExpiringToken, rotationDays: number, now: Date): ExpiringTokenView => ({
  kind: token.kind,
  id: token.id,
  name: token.name,
  instance_id: token.instanceId,
  instance_name: token.instanceName,
  path: token.path,
  expires_at: token.expiresAt,
  token_status: tokenStatus(token.expiresAt, now),
  rotates_itself: token.kind === 'project' && rotationDays > 0,
  days_left: daysLeft(token.expiresAt, now),
  rotation_error: token.rotationError,
});
