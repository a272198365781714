import { timeAgo } from './time-ago';

describe('time ago', () => {
  const now = new Date('2026-01-31T12:00:00Z');

  it.each([
    [0, 'just now'],
    [-30, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [7_200, '2 hours ago'],
    [86_400 * 3, '3 days ago'],
    [86_400 * 61, '2 months ago'],
    [86_400 * 800, '2 years ago'],
  ])('%d seconds: %s', (seconds, expected) => {
    expect(timeAgo(new Date(now.getTime() - seconds * 1000), now)).toBe(expected);
  });
});
