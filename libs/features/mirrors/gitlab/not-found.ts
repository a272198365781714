import { isFailure, type ForeignError } from '@app/common';

/** For GitLab "not there" and "not for you" are the same answer. */
export const isNotFound = (error: unknown): error is ForeignError => isFailure(error, 'not_found');

/** What is read, or null when GitLab does not show it. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
