import { cronFault, nextRun, type Timing } from './next-run';

const at = (text: string): Date => new Date(text);

describe('the next run', () => {
  it.each<[string, Timing, string, string | null]>([
    [
      'every night in UTC',
      { cron: '30 2 * * *', intervalMinutes: null, timezone: 'UTC' },
      '2026-01-05T10:00:00Z',
      '2026-01-06T02:30:00.000Z',
    ],
    [
      'in Berlin in winter',
      { cron: '0 6 * * *', intervalMinutes: null, timezone: 'Europe/Berlin' },
      '2026-01-05T10:00:00Z',
      '2026-01-06T05:00:00.000Z',
    ],
    [
      'in Berlin in summer',
      { cron: '0 6 * * *', intervalMinutes: null, timezone: 'Europe/Berlin' },
      '2026-07-05T10:00:00Z',
      '2026-07-06T04:00:00.000Z',
    ],
    [
      'exactly now is not next',
      { cron: '0 * * * *', intervalMinutes: null, timezone: 'UTC' },
      '2026-01-05T10:00:00Z',
      '2026-01-05T11:00:00.000Z',
    ],
    [
      'every 45 minutes',
      { cron: null, intervalMinutes: 45, timezone: 'UTC' },
      '2026-01-05T10:00:00Z',
      '2026-01-05T10:45:00.000Z',
    ],
    ['nothing set', { cron: null, intervalMinutes: null, timezone: 'UTC' }, '2026-01-05T10:00:00Z', null],
  ])('%s', (_name, timing, from, expected) => {
    expect(nextRun(timing, at(from))?.toISOString() ?? null).toBe(expected);
  });
});

describe('a cron expression', () => {
  it.each([
    ['*/15 8-18 * * 1-5', 'fine'],
    ['* * * *', 'five fields'],
    ['* * * * * *', 'five fields'],
    ['61 * * * *', 'cannot be understood'],
    ['0 0 30 2 *', 'never comes true'],
  ])('%s', (cron, fault) => {
    expect(cronFault(cron, 'UTC') ?? 'fine').toContain(fault);
  });
});
