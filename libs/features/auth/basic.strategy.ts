import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { BasicStrategy as HttpBasicStrategy } from 'passport-http';
import { Settings } from '@app/config';
import { isSameText } from '@app/crypto';
import { Accounts, type Caller } from '@features/users';
import { passwordCheck } from './admin-password';
import { basicCredentials } from './basic-credentials';

/** HTTP Basic against the administrator's name and password, in constant time, else against the stored users. */
@Injectable()
export class BasicStrategy extends PassportStrategy(HttpBasicStrategy, 'basic') {
  // Passport gives these to the strategy of each request.
  declare readonly fail: (status: number) => void;
  declare readonly success: (caller: Caller) => void;
  declare readonly error: (reason: unknown) => void;
  private readonly username: string;
  private readonly isPassword: (password: string) => Promise<boolean>;

  constructor(
    settings: Settings,
    private readonly accounts: Accounts,
  ) {
    super();
    this.username = settings.get('AUTH_USERNAME');
    this.isPassword = passwordCheck(settings);
  }

  /** Reads the header itself: passport-http would cut a password at its first colon. */
  override authenticate(request: Request): void {
    const login = basicCredentials(request.headers.authorization);
    if (login === null) {
      this.fail(401);
      return;
    }
    this.validate(login.username, login.password).then(
      (caller) => (caller === false ? this.fail(401) : this.success(caller)),
      (error: unknown) => this.error(error),
    );
  }

  async validate(username: string, password: string): Promise<Caller | false> {
    if (isSameText(username, this.username))
      return (await this.isPassword(password)) ? { username: this.username, role: 'admin' } : false;
    return (await this.accounts.authenticate(username, password)) ?? false;
  }
}
