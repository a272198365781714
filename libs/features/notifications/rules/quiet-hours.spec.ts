import { isQuiet } from './quiet-hours';

const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' };
const lunch = { from: '12:00', to: '13:30', timeZone: 'UTC' };

describe('quiet hours', () => {
  it.each([
    ['before they begin', night, '2026-01-10T20:59:59Z', false],
    ['as they begin', night, '2026-01-10T21:00:00Z', true],
    ['at midnight', night, '2026-01-10T23:00:00Z', true],
    ['just before they end', night, '2026-01-11T05:59:59Z', true],
    ['as they end', night, '2026-01-11T06:00:00Z', false],
    ['in summer the same clock shows another time of UTC', night, '2026-07-10T20:00:00Z', true],
    ['and they end earlier in UTC', night, '2026-07-11T05:00:00Z', false],
    ['within a day', lunch, '2026-01-10T12:30:00Z', true],
    ['after them on the same day', lunch, '2026-01-10T13:30:00Z', false],
  ])('%s', (_name, hours, now, expected) => {
    expect(isQuiet(hours, new Date(now))).toBe(expected);
  });

  it('are not always there', () => {
    expect(isQuiet(null, new Date())).toBe(false);
  });
});
