import { ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request, Response } from 'express';
import { AppError, currentContext } from '@app/common';
import { Settings } from '@app/config';
import type { Caller } from './basic.strategy';
import { LoginLimit } from './login-limit';

const PUBLIC = 'auth:public';

/** Marks what needs no login. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Everything needs a login, unless it is marked public or AUTH_ENABLED is false. */
@Injectable()
export class BasicAuthGuard extends AuthGuard('basic') {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly limit: LoginLimit,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request & { user?: Caller }>();
    if (!this.settings.get('AUTH_ENABLED')) return actAs('anonymous');

    const address = request.ip ?? 'unknown';
    await this.limit.check(address);
    try {
      await super.canActivate(context);
    } catch {
      if (request.headers.authorization !== undefined) await this.limit.failed(address);
      challenge(request, context.switchToHttp().getResponse<Response>());
      throw new AppError('unauthenticated', 'login_required', loginHelp(request));
    }
    await this.limit.succeeded(address);
    return actAs(request.user?.username ?? 'unknown');
  }
}

function actAs(username: string): true {
  const context = currentContext();
  if (context) context.actor = username;
  return true;
}

/** Browsers show their own login box for this header; our web app has a page of its own. */
function challenge(request: Request, response: Response): void {
  if (request.headers['x-requested-with'] !== 'XMLHttpRequest') {
    response.setHeader('WWW-Authenticate', 'Basic realm="Mirror Maestro", charset="UTF-8"');
  }
}

const loginHelp = (request: Request): string =>
  request.headers.authorization === undefined
    ? 'Log in with HTTP Basic: AUTH_USERNAME and AUTH_PASSWORD of the server.'
    : 'The user name or the password is wrong.';
