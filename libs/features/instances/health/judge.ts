import { AppError, ForeignError } from '@app/common';

/** Failures that say nothing new about the server: the budget is full, or the breaker is open already. */
const NOTHING_NEW = ['circuit_open', 'no_slot', 'aborted'];

/** What a failed probe says about an instance's health; null: nothing. */
export function judge(error: unknown): { health: 'degraded'; error: string } | null {
  // Our own reason not to ask, such as a token that cannot be decrypted.
  if (error instanceof AppError) return { health: 'degraded', error: error.message };
  if (!(error instanceof ForeignError) || error.kind === 'rate_limited') return null;
  if (error.causeCode !== undefined && NOTHING_NEW.includes(error.causeCode)) return null;
  return { health: 'degraded', error: error.reason };
}
