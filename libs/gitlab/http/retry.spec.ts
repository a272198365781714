import type { Failure } from '../errors';
import type { Safety } from './call';
import { DEFAULT_RETRY, retryDelay } from './retry';

const failure = (over: Partial<Failure>): Failure => ({
  kind: 'transient',
  reason: '',
  status: null,
  effect: 'none',
  repeatable: true,
  ...over,
});
const ask = (safety: Safety, over: Partial<Failure>, failures = 1, leftMs = 60_000): number | null =>
  retryDelay({ safety, failure: failure(over), failures, leftMs, random: 1, settings: DEFAULT_RETRY });

describe('whether a request is sent again', () => {
  it.each<[Safety, string, Partial<Failure>, boolean]>([
    ['read', 'a lost answer', { effect: 'unknown' }, true],
    ['idempotent', 'a lost answer', { effect: 'unknown' }, true],
    ['create', 'a lost answer', { effect: 'unknown' }, false],
    ['once', 'a lost answer', { effect: 'unknown' }, false],
    ['create', 'a refused connection', { cause: 'refused' }, true],
    ['once', 'a refused connection', { cause: 'refused' }, false],
    ['create', 'a rate limit', { kind: 'rate_limited', status: 429 }, true],
    ['once', 'a rate limit', { kind: 'rate_limited', status: 429 }, false],
    ['create', 'a resource lock', { status: 409 }, true],
    ['read', 'a refusal', { kind: 'validation', repeatable: false }, false],
    ['read', 'an untrusted certificate', { cause: 'tls', repeatable: false }, false],
  ])('a %s after %s: %s', (safety, _name, over, again) => {
    expect(ask(safety, over) !== null).toBe(again);
  });

  it('waits twice as long each time, and not for ever', () => {
    expect([1, 2, 3, 4].map((failures) => ask('read', {}, failures))).toEqual([250, 500, 1000, null]);
  });

  it('waits as long as the server asks', () => {
    expect(ask('read', { retryAfterMs: 7_000 })).toBe(7_000);
  });

  it('does not count waiting for a rate limit as an attempt', () => {
    expect(ask('read', { kind: 'rate_limited', retryAfterMs: 7_000 }, 4)).toBe(7_000);
  });

  it('gives up at once when the wait would last longer than the call may', () => {
    expect(ask('read', { retryAfterMs: 7_000 }, 1, 5_000)).toBeNull();
  });
});
