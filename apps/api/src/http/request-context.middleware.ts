import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { runInContext } from '@app/common';

const SAFE_ID = /^[\w.-]{1,100}$/;

/** Gives each request an id (the caller's X-Request-Id, if it is harmless) that logs and problems carry. */
export function requestContext(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  const requestId = given !== undefined && SAFE_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', requestId);
  runInContext({ requestId, actor: 'anonymous', origin: originOf(request) }, next);
}

/** Our web app and our command line say who they are; everybody else uses the API. */
function originOf(request: Request): string {
  if (request.get('user-agent')?.startsWith('maestro-cli/')) return 'cli';
  return request.get('x-requested-with') === 'XMLHttpRequest' ? 'web' : 'api';
}
