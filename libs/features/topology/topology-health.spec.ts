import {
  healthOfStatuses,
  stalenessOf,
  worse,
  type Health,
  type StatusCounts,
  type Thresholds,
} from './topology-health';

const counts = (given: Partial<StatusCounts>): StatusCounts => ({
  pending: 0,
  updating: 0,
  finished: 0,
  failed: 0,
  ...given,
});

describe('health of statuses', () => {
  it.each<[string, Partial<StatusCounts>, Health]>([
    ['nothing at all', {}, 'unknown'],
    ['only finished', { finished: 3 }, 'ok'],
    ['one pending among finished', { finished: 3, pending: 1 }, 'warning'],
    ['one updating among finished', { finished: 3, updating: 1 }, 'warning'],
    ['one failed among all', { finished: 3, updating: 1, pending: 2, failed: 1 }, 'error'],
  ])('%s', (_name, given, expected) => {
    expect(healthOfStatuses(counts(given))).toBe(expected);
  });
});

describe('staleness', () => {
  const now = new Date('2026-01-10T00:00:00Z');
  const thresholds: Thresholds = { warning: 86_400, error: 604_800, neverSucceeded: 'warning' };
  const since = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

  it.each<[string, number, number, Date | null, Health, number | null]>([
    ['no mirrors', 0, 0, null, 'unknown', null],
    ['none has ever succeeded', 2, 2, null, 'warning', null],
    ['a success just now', 1, 0, since(0), 'ok', 0],
    ['just below the warning', 1, 0, since(86_399), 'ok', 86_399],
    ['at the warning', 1, 0, since(86_400), 'warning', 86_400],
    ['at the error', 1, 0, since(604_800), 'error', 604_800],
    ['some never, one lately', 3, 2, since(60), 'ok', 60],
    ['a success in the future (skewed clock)', 1, 0, since(-500), 'ok', 0],
  ])('%s', (_name, count, neverSucceeded, lastSuccess, staleness, ageSeconds) => {
    expect(stalenessOf({ count, neverSucceeded, lastSuccess }, thresholds, now)).toEqual({ staleness, ageSeconds });
  });

  it('takes never succeeded as an error when asked to', () => {
    const strict: Thresholds = { ...thresholds, neverSucceeded: 'error' };
    expect(stalenessOf({ count: 1, neverSucceeded: 1, lastSuccess: null }, strict, now).staleness).toBe('error');
  });
});

describe('the worse of two', () => {
  it.each<[Health, Health, Health]>([
    ['unknown', 'ok', 'ok'],
    ['ok', 'warning', 'warning'],
    ['error', 'warning', 'error'],
    ['unknown', 'unknown', 'unknown'],
  ])('%s and %s is %s', (a, b, expected) => {
    expect([worse(a, b), worse(b, a)]).toEqual([expected, expected]);
  });
});
