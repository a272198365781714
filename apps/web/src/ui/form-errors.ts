import { ApiError } from '../api/errors';

/** The server's complaints by field, for `form.setErrors`. Fields that the form doesn't have are left to the alert. */
export function fieldErrors(error: unknown, known: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    error.fields.filter(({ field }) => known.includes(field)).map(({ field, message }) => [field, message]),
  );
}
