import { isUtf8 } from 'node:buffer';
import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { AppError } from '@app/common';

/** What no DTO sees: a query of an endpoint that takes none, and a body that nobody could read. */
@Injectable()
export class RequestShapeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<RawBodyRequest<Request>>();
    if (!takes(context, RouteParamtypes.QUERY)) refuseQuery(Object.keys(request.query));
    if (takes(context, RouteParamtypes.BODY)) requireReadBody(request);
    if (request.rawBody !== undefined) requireUtf8(request.rawBody, charsetOf(request));
    return next.handle();
  }
}

/** @throws HttpException 415 for a body of a type that nobody reads */
export function requireReadBody(request: Request): void {
  if (request.body !== undefined || !hasBody(request)) return;
  throw new HttpException('Send the body as JSON, with the header Content-Type: application/json.', 415);
}

/**
 * What is not UTF-8, as of a shell that writes Latin-1, would be stored as something that nobody wrote.
 * @throws AppError invalid
 */
export function requireUtf8(bytes: Buffer, charset: string): void {
  if (charset !== 'utf-8' || isUtf8(bytes)) return;
  throw new AppError('invalid', 'invalid_utf8', 'The body is not valid UTF-8. Send it in that encoding.', {
    errors: [{ field: 'body', message: 'body is not valid UTF-8' }],
  });
}

const charsetOf = ({ headers }: Request): string =>
  /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';

/** Nest keeps them as `<type>:<position>`. */
function takes(context: ExecutionContext, type: RouteParamtypes): boolean {
  const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(metadata ?? {}).some((key) => key.startsWith(`${type}:`));
}

function refuseQuery(names: string[]): void {
  if (names.length === 0) return;
  const errors = names.map((field) => ({ field, message: `${field} is not a known query parameter` }));
  const detail = `Leave the query away: this path does not know ${names.join(', ')}.`;
  throw new AppError('invalid', 'validation_failed', detail, { errors });
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
