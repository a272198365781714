import { Injectable } from '@nestjs/common';
import type { Role } from '@app/common';
import { hashPassword, PasswordProofs } from '@app/crypto';
import { UsersRepository } from './users.repository';

/** Who is logged in. */
export interface Caller {
  username: string;
  role: Role;
}

const LOGIN_NOTED_SECONDS = 300;

/** Checks the credentials of stored users. */
@Injectable()
export class Accounts {
  private readonly proofs = new PasswordProofs();
  /** An unknown name takes as long as a known one. */
  private readonly nobody = hashPassword('nobody has this one');

  constructor(private readonly users: UsersRepository) {}

  /** @returns null when the name is unknown or disabled, or the password is wrong: the caller must not learn which */
  async authenticate(username: string, password: string): Promise<Caller | null> {
    const user = await this.users.findByName(username);
    const right = await this.proofs.isRight(password, user?.passwordHash ?? (await this.nobody));
    if (user === null || !user.enabled || !right) return null;
    await this.users.noteLogin(user.id, LOGIN_NOTED_SECONDS);
    return { username: user.username, role: user.role };
  }
}
