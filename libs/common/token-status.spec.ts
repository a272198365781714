import { daysLeft, tokenStatus } from './token-status';

const now = new Date('2025-06-15T12:00:00Z');

describe('tokenStatus', () => {
  it.each([
    ['never expires', null, 'active'],
    ['dies in a year', '2026-06-15', 'active'],
    ['dies in 31 days', '2025-07-17', 'active'],
    ['dies in 30 days', '2025-07-15', 'expiring_soon'],
    ['dies at the next midnight', '2025-06-16', 'expiring_soon'],
    ['died at the last midnight: its last day is already unusable', '2025-06-15', 'expired'],
    ['died last year', '2024-06-15', 'expired'],
  ])('%s', (_what, expiresAt, expected) => {
    expect(tokenStatus(expiresAt, now)).toBe(expected);
  });
});

describe('daysLeft', () => {
  it.each([
    ['2025-06-16', 1],
    ['2025-06-15', 0],
    ['2025-06-13', -2],
    ['2025-07-15', 30],
  ])('%s', (expiresAt, expected) => {
    expect(daysLeft(expiresAt, now) + 0).toBe(expected);
  });
});
