import {
  applyDecorators,
  CallHandler,
  ExecutionContext,
  Injectable,
  NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { pageHeaders, type Page } from '@app/common';

/** Sends the items of a page as the array of the contract and the rest as headers. */
@Injectable()
export class PageInterceptor implements NestInterceptor<Page<unknown>, unknown[]> {
  intercept(context: ExecutionContext, next: CallHandler<Page<unknown>>): Observable<unknown[]> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    return next.handle().pipe(
      map((page) => {
        response.set(pageHeaders(page, addressOf(request)));
        return page.items;
      }),
    );
  }
}

/** As the caller wrote it; behind a trusted proxy (TRUST_PROXY) the proxy's name and scheme. */
export const addressOf = ({ protocol, host, originalUrl }: Request): string =>
  host ? `${protocol}://${host}${originalUrl}` : originalUrl;

const integerHeader = (description: string) => ({ description, schema: { type: 'integer' as const } });

/** For handlers that return a `Page` of this view. */
export const ApiPage = (view: Type): MethodDecorator =>
  applyDecorators(
    UseInterceptors(PageInterceptor),
    ApiOkResponse({
      type: [view],
      headers: {
        'X-Total': integerHeader('Number of items'),
        'X-Total-Pages': integerHeader('Number of pages'),
        'X-Page': integerHeader('This page'),
        'X-Per-Page': integerHeader('Items a page'),
        'X-Next-Page': { description: 'The next page, empty on the last', schema: { type: 'string' } },
        Link: { description: 'first, prev, next, last', schema: { type: 'string' } },
      },
    }),
  );
