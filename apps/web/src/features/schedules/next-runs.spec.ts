import { nextRuns } from './next-runs';

const FROM = new Date('2026-03-28T12:00:00Z');

describe('nextRuns', () => {
  it('knows the time zone and its summer time', () => {
    expect(nextRuns('0 3 * * *', 'Europe/Berlin', 2, FROM)?.map((at) => at.toISOString())).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T01:00:00.000Z',
    ]);
  });

  it.each(['', '* * * *', '0 3 * * * *', '61 3 * * *', 'now'])('finds no time in %p', (cron) => {
    expect(nextRuns(cron, 'UTC', 1, FROM)).toBeNull();
  });

  it('finds no time in an unknown zone', () => {
    expect(nextRuns('0 3 * * *', 'Mars/Olympus', 1, FROM)).toBeNull();
  });
});
