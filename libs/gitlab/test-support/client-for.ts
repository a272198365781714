import { ForeignError } from '@app/common';
import { LocalBudget } from '../budget/local-budget';
import { GitlabClient, type GitlabClientOptions } from '../gitlab-client';
import { ImpatientTiming } from './impatient-timing';

export const SECRET = 'glpat-very-secret-value';

/** A client for a server of the test, whose waits are over at once unless it gets another time. */
export function clientFor(url: string, over: Partial<GitlabClientOptions> = {}): GitlabClient {
  const timing = over.timing ?? new ImpatientTiming();
  return new GitlabClient({
    baseUrl: url,
    instanceName: 'Lab',
    token: SECRET,
    budget: new LocalBudget({}, timing),
    timing,
    ...over,
  });
}

/** The `ForeignError` that work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<ForeignError> {
  const error: unknown = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ForeignError) return error;
  throw error;
}
