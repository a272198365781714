import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import passport from 'passport';
import { Settings } from '@app/config';
import { isSameText } from '@app/crypto';
import { Accounts, type Caller } from '@features/users';
import { passwordCheck } from './admin-password';
import { basicCredentials } from './basic-credentials';

/** HTTP Basic against the administrator's name and password, in constant time, else against the stored users. */
@Injectable()
export class BasicStrategy extends PassportStrategy(passport.Strategy, 'basic') {
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
