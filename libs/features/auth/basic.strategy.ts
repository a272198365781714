import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { BasicStrategy as HttpBasicStrategy } from 'passport-http';
import { Settings } from '@app/config';
import { isSameText } from '@app/crypto';
import { Accounts, type Caller } from '@features/users';
import { passwordCheck } from './admin-password';

/** HTTP Basic against the administrator's name and password, in constant time, else against the stored users. */
@Injectable()
export class BasicStrategy extends PassportStrategy(HttpBasicStrategy, 'basic') {
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

  async validate(username: string, password: string): Promise<Caller | false> {
    if (isSameText(username, this.username))
      return (await this.isPassword(password)) ? { username: this.username, role: 'admin' } : false;
    return (await this.accounts.authenticate(username, password)) ?? false;
  }
}
