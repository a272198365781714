import { duration, plannedTime, relativeTime } from './relative-time-text';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('relativeTime', () => {
  it.each([
    [0, 'just now'],
    [-9 * SECOND, 'just now'],
    [-10 * SECOND, '10 s ago'],
    [45 * SECOND, 'in 45 s'],
    [-MINUTE, '1 min. ago'],
    [-119 * SECOND, '1 min. ago'],
    [3 * HOUR, 'in 3 hr.'],
    [-DAY, 'yesterday'],
    [-3 * DAY, '3 days ago'],
    [45 * DAY, 'in 45 days'],
    [70 * DAY, 'in 2 mo.'],
    [400 * DAY, 'in 13 mo.'],
    [-2 * 365 * DAY, '2 yr. ago'],
  ])('%d ms from now is %p', (offset, expected) => {
    expect(relativeTime(NOW + offset, NOW)).toBe(expected);
  });
});

describe('plannedTime', () => {
  it.each([
    [3 * HOUR, 'in 3 hr.'],
    [9 * SECOND, 'due'],
    [-2 * DAY, 'due'],
  ])('%d ms from now is %p', (offset, expected) => {
    expect(plannedTime(NOW + offset, NOW)).toBe(expected);
  });
});

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [4_240, '4.2 s'],
    [42_400, '42 s'],
    [200_000, '3 min 20 s'],
    [3_900_000, '1 h 5 min'],
  ])('%d ms is %p', (ms, expected) => {
    expect(duration(ms)).toBe(expected);
  });
});
