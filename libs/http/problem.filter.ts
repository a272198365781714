import { ArgumentsHost, Catch, ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { currentContext, safeMessage } from '@app/common';
import { toProblem } from './problem';

/** The one place where failures become answers: application/problem+json, never a secret, never a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly isDown: (error: unknown) => boolean) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { problem, retryAfter } = toProblem(error, this.isDown);
    const requestId = currentContext()?.requestId;
    if (problem.status === 500) {
      this.logger.error(
        `${request.method} ${request.path}: ${safeMessage(error)}`,
        error instanceof Error ? error.stack : undefined,
      );
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, ...(requestId === undefined ? {} : { request_id: requestId }) }));
  }
}
