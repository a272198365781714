/**
 * What went wrong with a request to us, in terms the HTTP rim translates into a status:
 * invalid → 422, rule → 400, unauthenticated → 401, forbidden → 403, not_found → 404, conflict → 409,
 * too_many → 429, upstream → 502, unavailable → 503.
 */
export type AppErrorKind =
  | 'invalid'
  | 'rule'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many'
  | 'upstream'
  | 'unavailable';

export interface FieldError {
  /** The request field as the caller wrote it, in snake_case; nested fields with dots. */
  field: string;
  /** One sentence that says what is wrong with it. */
  message: string;
}

export interface AppErrorOptions {
  errors?: FieldError[];
  /** Seconds after which a repeat makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * An expected failure with a stable `code` (for machines) and a `message` (one sentence for people, which says what
 * to do). Never put a token, a password or a URL with credentials into either.
 */
export class AppError extends Error {
  readonly errors: FieldError[];
  readonly retryAfter: number | undefined;

  constructor(
    readonly kind: AppErrorKind,
    readonly code: string,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** `field`: where the request names it, unless that is the path. */
export function notFound(what: string, id: number | string, field?: string): AppError {
  const message = `There is no ${what} with id ${id}.`;
  const errors = field === undefined ? [] : [{ field, message }];
  return new AppError('not_found', `${what.replaceAll(' ', '_')}_not_found`, message, { errors });
}

export const invalidField = (field: string, message: string): AppError =>
  new AppError('invalid', 'validation_failed', `The field ${field} is not valid: ${message}`, {
    errors: [{ field, message }],
  });

export const brokenRule = (code: string, message: string, field?: string): AppError =>
  new AppError('rule', code, message, field === undefined ? {} : { errors: [{ field, message }] });

export const conflict = (code: string, message: string, field?: string): AppError =>
  new AppError('conflict', code, message, field === undefined ? {} : { errors: [{ field, message }] });
