import { timeWindow } from './time-window';

const NOW = new Date('2026-01-31T12:34:56Z');
const window = (bucket: 'hour' | 'day', from: string | null, to: string | null) => {
  const found = timeWindow(
    bucket,
    { from: from === null ? null : new Date(from), to: to === null ? null : new Date(to) },
    NOW,
  );
  return found && [found.from.toISOString(), found.to.toISOString(), found.buckets];
};

describe('the window of statistics', () => {
  it.each([
    [
      'the last 24 hours with the one that goes on',
      'hour',
      null,
      null,
      ['2026-01-30T13:00:00.000Z', '2026-01-31T13:00:00.000Z', 24],
    ],
    ['the last 30 days with today', 'day', null, null, ['2026-01-02T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 30]],
    [
      'whole hours',
      'hour',
      '2026-01-31T10:20:00Z',
      '2026-01-31T11:00:01Z',
      ['2026-01-31T10:00:00.000Z', '2026-01-31T12:00:00.000Z', 2],
    ],
    [
      'no hour after an end on the hour',
      'hour',
      '2026-01-31T10:00:00Z',
      '2026-01-31T11:00:00Z',
      ['2026-01-31T10:00:00.000Z', '2026-01-31T11:00:00.000Z', 1],
    ],
    [
      'days of UTC whatever the zone',
      'day',
      '2026-01-31T00:30:00+02:00',
      '2026-01-31T12:00:00Z',
      ['2026-01-30T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 2],
    ],
  ] as const)('is %s', (_what, bucket, from, to, expected) => {
    expect(window(bucket, from, to)).toEqual(expected);
  });

  it('must not end before it begins', () => {
    expect(window('hour', '2026-01-31T11:00:00Z', '2026-01-31T11:00:00Z')).toBeNull();
    expect(window('hour', '2026-02-01T00:00:00Z', null)).toBeNull();
  });
});
