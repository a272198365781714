export interface FieldError {
  field: string;
  message: string;
}

/** What the API answers when it refuses (RFC 9457), or what we say in its stead when it can't be reached. */
export class ApiError extends Error {
  constructor(
    /** The HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly fields: FieldError[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

export const serverAway = (): ApiError =>
  new ApiError(0, 'Server away', 'The server does not answer. This page tries again by itself.');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) =>
    isRecord(entry) && typeof entry.field === 'string' && typeof entry.message === 'string'
      ? [{ field: entry.field, message: entry.message }]
      : [],
  );
}

/** A problem document as an error; tolerant, as proxies answer in their own words. */
export function problemToError(status: number, body: unknown): ApiError {
  const problem = isRecord(body) ? body : {};
  const title = typeof problem.title === 'string' ? problem.title : `HTTP ${status}`;
  const detail =
    typeof problem.detail === 'string'
      ? problem.detail
      : `The server answered with status ${status} and no explanation.`;
  return new ApiError(status, title, detail, fieldErrors(problem.errors));
}

/** One sentence for people, whatever was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong that has no description.';
}

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.status === status;
