import type { ForeignError } from '@app/common';

/**
 * What a failed probe says about an instance's health; null: nothing. A rate limit, a full budget and a breaker that is
 * open already tell nothing new about the server.
 */
export function judge(error: ForeignError): { health: 'degraded'; error: string } | null {
  if (error.kind === 'rate_limited') return null;
  if (error.causeCode === 'circuit_open' || error.causeCode === 'no_slot' || error.causeCode === 'aborted') return null;
  return { health: 'degraded', error: error.reason };
}
