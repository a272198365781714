import type { Role } from '@app/common';
import { CreatedAtColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Check, Column, Entity, Index } from 'typeorm';

/** Somebody who may log in besides the administrator of AUTH_USERNAME. */
@Entity('users')
@Check('users_role_check', `role in ('viewer', 'operator', 'admin')`)
@Index('users_username_key', { synchronize: false })
export class User {
  @IdColumn()
  id: number;

  /** Unique whatever its case; a unique index on lower(username) holds that. */
  @Column({ type: 'varchar', length: 100 })
  username: string;

  @Column({ type: 'varchar', length: 200, nullable: true })
  displayName: string | null;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** As `hashPassword` made it; never the password. */
  @Column({ type: 'text' })
  passwordHash: string;

  /** Written at most every few minutes, since each call logs in. */
  @TimeColumn({ nullable: true })
  lastLoginAt: Date | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
