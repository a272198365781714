import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { BasicStrategy as HttpBasicStrategy } from 'passport-http';
import { Settings } from '@app/config';
import { passwordCheck } from './admin-password';

/** Who is logged in. */
export interface Caller {
  username: string;
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** HTTP Basic against the administrator's name and password, in constant time. */
@Injectable()
export class BasicStrategy extends PassportStrategy(HttpBasicStrategy, 'basic') {
  private readonly username: string;
  private readonly isPassword: (password: string) => boolean;

  constructor(settings: Settings) {
    super();
    this.username = settings.get('AUTH_USERNAME');
    this.isPassword = passwordCheck(settings);
  }

  validate(username: string, password: string): Caller | false {
    const rightName = timingSafeEqual(digest(username), digest(this.username));
    const rightPassword = this.isPassword(password);
    return rightName && rightPassword ? { username: this.username } : false;
  }
}
