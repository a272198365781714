import { isTimeToTell, type Manners, type Untold } from './telling';

const now = new Date('2026-01-10T03:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const untold = (given: Partial<Untold>): Untold => ({ new: 0, still: 0, recovered: 0, oldest: null, ...given });
const night = { from: '22:00', to: '07:00', timeZone: 'UTC' };

describe('time to tell', () => {
  it.each<[string, Partial<Untold>, Manners, boolean]>([
    ['nothing', {}, { groupMinutes: 5, quietHours: null }, false],
    ['what waits for others', { new: 2, oldest: ago(4) }, { groupMinutes: 5, quietHours: null }, false],
    ['what has waited', { new: 2, oldest: ago(5) }, { groupMinutes: 5, quietHours: null }, true],
    ['at once', { new: 1, oldest: now }, { groupMinutes: 0, quietHours: null }, true],
    ['a recovery that has waited', { recovered: 1, oldest: ago(6) }, { groupMinutes: 5, quietHours: null }, true],
    ['what is due again waits for nobody', { still: 1 }, { groupMinutes: 60, quietHours: null }, true],
    ['nobody at night', { new: 9, still: 9, oldest: ago(400) }, { groupMinutes: 5, quietHours: night }, false],
  ])('%s', (_name, given, manners, expected) => {
    expect(isTimeToTell(untold(given), manners, now)).toBe(expected);
  });

  it('comes as quiet hours end', () => {
    const morning = new Date('2026-01-10T07:00:00Z');
    expect(isTimeToTell(untold({ new: 1, oldest: now }), { groupMinutes: 5, quietHours: night }, morning)).toBe(true);
  });
});
