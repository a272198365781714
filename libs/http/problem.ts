import { HttpException } from '@nestjs/common';
import { AppError, ForeignError, redact, type AppErrorKind, type FieldError } from '@app/common';

/** An RFC 9457 problem document, as it goes over the wire. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** One sentence that says what to do. */
  detail: string;
  /** Stable, for machines. */
  code: string;
  request_id?: string;
  errors?: FieldError[];
}

export interface ProblemAnswer {
  problem: Problem;
  /** Seconds, for a Retry-After header. */
  retryAfter?: number;
}

const STATUS: Record<AppErrorKind, number> = {
  invalid: 422,
  rule: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  upstream: 502,
  unavailable: 503,
};

const TITLES: Record<number, string> = {
  400: 'A rule is broken',
  401: 'Login needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'A GitLab instance failed',
  503: 'Temporarily unavailable',
};

const problem = (status: number, code: string, detail: string, errors: FieldError[] = []): Problem => ({
  type: `urn:mirror-maestro:problem:${code}`,
  title: TITLES[status] ?? 'Error',
  status,
  detail: redact(detail),
  code,
  ...(errors.length > 0 ? { errors } : {}),
});

const seconds = (ms: number | undefined): { retryAfter?: number } =>
  ms === undefined ? {} : { retryAfter: Math.ceil(ms / 1000) };

/** Every failure of a request as the problem that the caller sees. `isDown` recognises dependencies of ours being away. */
export function toProblem(error: unknown, isDown: (error: unknown) => boolean): ProblemAnswer {
  if (error instanceof AppError) {
    const answer = problem(STATUS[error.kind], error.code, error.message, error.errors);
    return { problem: answer, ...seconds(error.retryAfter === undefined ? undefined : error.retryAfter * 1000) };
  }
  if (error instanceof ForeignError) {
    return {
      problem: problem(502, `gitlab_${error.kind}`, `${error.message}.`.replace(/\.\.$/, '.')),
      ...seconds(error.retryAfterMs),
    };
  }
  if (isDown(error)) {
    const detail = 'The database is not reachable at the moment; try again in a few seconds.';
    return { problem: problem(503, 'database_unavailable', detail), retryAfter: 5 };
  }
  // Nest wraps what the body parser throws.
  const parserError = error instanceof HttpException ? error.cause : error;
  if (isBodyParserError(parserError)) return { problem: fromBodyParser(parserError) };
  if (error instanceof HttpException) return { problem: fromHttpException(error) };
  const detail = 'Something went wrong on our side. The log has the details under this request id.';
  return { problem: problem(500, 'internal_error', detail) };
}

function fromHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  if (status === 404) return problem(404, 'no_such_path', `${error.message}. /docs lists what there is.`);
  // What Express could not decode: percent signs in the path, a compressed body.
  if (status === 400) return problem(400, 'unreadable_request', `The request cannot be read: ${error.message}.`);
  return problem(status, `http_${status}`, error.message);
}

interface BodyParserError extends Error {
  type: string;
  status: number;
  /** Bytes. */
  limit?: number;
}

const isBodyParserError = (error: unknown): error is BodyParserError =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' && 'status' in error;

function fromBodyParser(error: BodyParserError): Problem {
  if (error.type === 'entity.parse.failed') {
    return problem(422, 'invalid_json', 'The body is not valid JSON.', [
      { field: 'body', message: 'is not valid JSON' },
    ]);
  }
  if (error.type === 'entity.too.large') {
    const most = error.limit === undefined ? '' : `: at most ${Math.floor(error.limit / 2 ** 20)} MB are read here`;
    return problem(413, 'body_too_large', `The body is too large${most}. Send it in parts.`);
  }
  return problem(
    error.status >= 400 && error.status < 500 ? error.status : 500,
    'bad_body',
    'The body cannot be read.',
  );
}
