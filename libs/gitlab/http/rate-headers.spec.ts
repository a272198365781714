import { readRateInfo, readRetryAfter } from './rate-headers';

const DATE = 'Sun, 22 Nov 2026 01:00:00 GMT';
const EPOCH = Date.parse(DATE) / 1000;

describe('rate-limit headers', () => {
  it('measures the reset with the server’s own clock, however wrong ours is', () => {
    const headers = {
      date: DATE,
      'ratelimit-limit': '600',
      'ratelimit-remaining': '599',
      'ratelimit-reset': String(EPOCH + 60),
    };
    expect(readRateInfo(headers, 0)).toEqual({
      limitPerMinute: 600,
      remaining: 599,
      resetInMs: 60_000,
      windowId: EPOCH + 60,
    });
  });

  it.each([[{}], [{ 'ratelimit-limit': '0' }], [{ 'ratelimit-limit': 'many' }]])('%j says nothing', (headers) => {
    expect(readRateInfo(headers as Record<string, string>)).toBeNull();
  });

  it.each([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['a date', { date: DATE, 'retry-after': 'Sun, 22 Nov 2026 01:00:10 GMT' }, 10_000],
    ['a date that is over', { date: DATE, 'retry-after': 'Sun, 22 Nov 2026 00:59:00 GMT' }, 0],
    ['the reset, one second late', { date: DATE, 'ratelimit-reset': String(EPOCH + 5) }, 6_000],
    ['Retry-After before the reset', { date: DATE, 'retry-after': '3', 'ratelimit-reset': String(EPOCH + 50) }, 3_000],
    ['nothing', { date: DATE }, null],
  ])('waits by %s', (_name, headers, expected) => {
    expect(readRetryAfter(headers as Record<string, string>)).toBe(expected);
  });
});
