import type { Response } from 'supertest';

/** Status, and the fields that an answer names as wrong; for `expect(problemOf(answer)).toEqual([422, ['url']])`. */
export function problemOf(response: Response): [status: number, fields: string[]] {
  const errors = (response.body as { errors?: { field: string }[] }).errors ?? [];
  return [response.status, [...new Set(errors.map(({ field }) => field))]];
}
