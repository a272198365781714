import { Injectable } from '@nestjs/common';
import { Clock, type Role } from '@app/common';
import { hashPassword, PasswordProofs } from '@app/crypto';
import type { User } from './user.entity';
import { UsersRepository } from './users.repository';

/** Who is logged in. */
export interface Caller {
  username: string;
  role: Role;
}

/** A login younger than this is not noted again, to spare a write for each call. */
const LOGIN_NOTED_MS = 300_000;

/** Checks the credentials of stored users. */
@Injectable()
export class Accounts {
  private readonly proofs = new PasswordProofs();
  /** An unknown name takes as long as a known one. */
  private readonly nobody = hashPassword('nobody has this one');

  constructor(
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns null when the name is unknown or disabled, or the password is wrong: the caller must not learn which */
  async authenticate(username: string, password: string): Promise<Caller | null> {
    const user = await this.users.findByName(username);
    const right = await this.proofs.isRight(password, user?.passwordHash ?? (await this.nobody));
    if (user === null || !user.enabled || !right) return null;
    if (this.isToBeNoted(user)) await this.users.noteLogin(user.id);
    return { username: user.username, role: user.role };
  }

  private isToBeNoted({ lastLoginAt }: User): boolean {
    return lastLoginAt === null || this.clock.now().getTime() - lastLoginAt.getTime() > LOGIN_NOTED_MS;
  }
}
