import { tokenHealth } from './instance-health';

const NOW = Date.parse('2026-03-01T00:00:00Z');

describe('tokenHealth', () => {
  it.each([
    [null, null, 'unknown'],
    [null, 'sync-bot', 'ok'],
    ['2026-12-01', 'sync-bot', 'ok'],
    ['2026-03-31', 'sync-bot', 'warning'],
    ['2026-03-02', 'sync-bot', 'warning'],
    ['2026-03-01', 'sync-bot', 'error'],
    ['2025-01-01', 'sync-bot', 'error'],
  ])('a token until %p of %p is %s', (token_expires_at, token_username, health) => {
    expect(tokenHealth({ token_expires_at, token_username }, NOW).health).toBe(health);
  });
});
