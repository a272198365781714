import { ApiProperty } from '@nestjs/swagger';
import { iso, tokenStatus } from '@app/common';
import type { GroupToken } from './group-token.entity';
import { GROUP_TOKEN_STATUSES, type GroupTokenStatus } from './group-tokens.repository';
import { groupTokenWarnings } from './group-token-warnings';

/** A group access token, without the token. */
export class GroupTokenView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  gitlab_instance_id: number;

  @ApiProperty({ example: 'platform/core' })
  group_path: string;

  @ApiProperty({ example: 'mirror-maestro' })
  token_name: string;

  /** Empty when GitLab did not tell. */
  @ApiProperty({ example: ['write_repository'] })
  scopes: string[];

  /** The token is dead from 00:00 UTC of this day; null: it never expires, or GitLab did not tell. */
  @ApiProperty({ format: 'date', example: '2026-03-31' })
  expires_at: string | null;

  @ApiProperty({ enum: GROUP_TOKEN_STATUSES, example: 'active' })
  token_status: GroupTokenStatus;

  /** When GitLab last described the token; null: it never did, so that scopes and expiry are unknown. */
  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  described_at: string | null;

  /** What may go wrong with it; one sentence each. */
  @ApiProperty({ example: [] })
  warnings: string[];

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  updated_at: string;
}

export const groupTokenView = (row: GroupToken, now: Date): GroupTokenView => ({
  id: row.id,
  gitlab_instance_id: row.gitlabInstanceId,
  group_path: row.groupPath,
  token_name: row.tokenName,
  scopes: row.scopes,
  expires_at: row.expiresAt,
  token_status: tokenStatus(row.expiresAt, now),
  described_at: iso(row.describedAt),
  warnings: groupTokenWarnings(row, now),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export class GroupTokenDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';
}
