import { isRange, RANGES, statisticsQuery } from './ranges';

const NOW = Date.parse('2026-03-05T10:23:45Z');

describe('The ranges of the statistics', () => {
  it('end with the hour that has begun', () => {
    expect(statisticsQuery('day', NOW)).toEqual({
      from: '2026-03-04T11:00:00.000Z',
      to: '2026-03-05T11:00:00.000Z',
      bucket: 'hour',
    });
  });

  it('end with the day that has begun when they are long', () => {
    expect(statisticsQuery('month', NOW)).toEqual({
      from: '2026-02-04T00:00:00.000Z',
      to: '2026-03-06T00:00:00.000Z',
      bucket: 'day',
    });
  });

  it('ask the same for an hour', () => {
    expect(statisticsQuery('week', NOW)).toEqual(statisticsQuery('week', NOW + 36 * 60_000));
  });

  it('know their names', () => {
    expect(Object.keys(RANGES).every(isRange)).toBe(true);
    expect([null, '', 'year', 'toString'].some(isRange)).toBe(false);
  });
});
