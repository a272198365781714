import { ApiProperty } from '@nestjs/swagger';
import { iso, ROLES, type Role } from '@app/common';
import type { User } from './user.entity';

export class UserView {
  @ApiProperty({ type: 'integer', example: 2 })
  id: number;

  @ApiProperty({ example: 'anna' })
  username: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'Anna Berg' })
  display_name: string | null;

  @ApiProperty({ enum: ROLES, example: 'operator' })
  role: Role;

  @ApiProperty({ example: true })
  enabled: boolean;

  /** Exact to a few minutes. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-11-22T08:30:00.000Z' })
  last_login_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:30:00.000Z' })
  updated_at: string;
}

export class UserDeletedView {
  @ApiProperty({ example: 'deleted' })
  status: 'deleted';
}

export const userView = (user: User): UserView => ({
  id: user.id,
  username: user.username,
  display_name: user.displayName,
  role: user.role,
  enabled: user.enabled,
  last_login_at: iso(user.lastLoginAt),
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
});
