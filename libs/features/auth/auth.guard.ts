import { ExecutionContext, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AuthGuard } from '@nestjs/passport';
import type { Request, Response } from 'express';
import { AppError, currentContext, mayActAs, type Role } from '@app/common';
import { Settings } from '@app/config';
import { NEEDED_ROLE } from '@app/http';
import type { Caller } from '@features/users';
import { basicCredentials } from './basic-credentials';
import { LOGIN_FAILED, type LoginFailed } from './login.events';
import { LoginLimit } from './login-limit';

const PUBLIC = 'auth:public';
const LOGIN_OPTIONAL = 'auth:login-optional';

/** Marks what needs no login. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Marks what answers without a login, too, but wants to know who is logged in; wrong logins count as everywhere. */
export const LoginOptional = (): MethodDecorator => SetMetadata(LOGIN_OPTIONAL, true);

/** Everything needs a login and a role, unless it is marked public or AUTH_ENABLED is false. */
@Injectable()
export class BasicAuthGuard extends AuthGuard('basic') {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly limit: LoginLimit,
    private readonly events: EventEmitter2,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request & { user?: Caller }>();
    if (!this.settings.get('AUTH_ENABLED')) return actAs({ username: 'anonymous', role: 'admin' });

    const address = request.ip ?? 'unknown';
    await this.limit.check(address);
    try {
      await super.canActivate(context);
    } catch (error) {
      // A database that is away says nothing about the password.
      if (!(error instanceof UnauthorizedException)) throw error;
      if (request.headers.authorization !== undefined) await this.refused(request, address);
      if (this.reflector.get<boolean>(LOGIN_OPTIONAL, context.getHandler())) return true;
      challenge(request, context.switchToHttp().getResponse<Response>());
      throw new AppError('unauthenticated', 'login_required', loginHelp(request));
    }
    await this.limit.succeeded(address);
    const caller = request.user;
    if (caller === undefined) throw new AppError('unauthenticated', 'login_required', loginHelp(request));
    this.requireRole(context, caller);
    return actAs(caller);
  }

  private async refused(request: Request, address: string): Promise<void> {
    await this.limit.failed(address);
    const event: LoginFailed = { username: usernameOf(request), address };
    this.events.emit(LOGIN_FAILED, event);
  }

  private requireRole(context: ExecutionContext, caller: Caller): void {
    const reading = READING.has(context.switchToHttp().getRequest<Request>().method);
    const needed =
      this.reflector.get<Role | undefined>(NEEDED_ROLE, context.getHandler()) ??
      (reading ? 'viewer' : (this.reflector.get<Role | undefined>(NEEDED_ROLE, context.getClass()) ?? 'operator'));
    if (mayActAs(caller.role, needed)) return;
    throw new AppError(
      'forbidden',
      'role_required',
      `This needs the role ${needed}, and ${caller.username} is ${caller.role}: ask an administrator.`,
    );
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

function actAs({ username, role }: Caller): true {
  const context = currentContext();
  if (context) Object.assign(context, { actor: username, role });
  return true;
}

/** Browsers show their own login box for this header; our web app has a page of its own. */
function challenge(request: Request, response: Response): void {
  if (request.headers['x-requested-with'] !== 'XMLHttpRequest') {
    response.setHeader('WWW-Authenticate', 'Basic realm="Mirror Maestro", charset="UTF-8"');
  }
}

const MAX_USERNAME = 100;

/** As it was typed, fit for one line; empty when the header is none of ours. */
function usernameOf({ headers }: Request): string {
  const { username } = basicCredentials(headers.authorization) ?? { username: '' };
  return username
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_USERNAME);
}

const loginHelp = (request: Request): string =>
  request.headers.authorization === undefined
    ? 'Log in with HTTP Basic: AUTH_USERNAME and AUTH_PASSWORD of the server, or as one of its users.'
    : 'The user name or the password is wrong.';
