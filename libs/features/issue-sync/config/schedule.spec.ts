import { nextSlot } from './schedule';

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`);

describe('nextSlot', () => {
  it.each([5, 15, 60, 1440])('lies within one interval of %i minutes', (minutes) => {
    for (const id of [1, 2, 77, 123_456]) {
      const wait = nextSlot(id, minutes, at('12:00:00')).getTime() - at('12:00:00').getTime();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(minutes * 60_000);
    }
  });

  it('keeps its grid: the slot after a slot is one interval later', () => {
    const first = nextSlot(7, 15, at('12:00:00'));
    expect(nextSlot(7, 15, first).getTime() - first.getTime()).toBe(15 * 60_000);
  });

  it.each([0, 1, 14])('is one interval after its point when the run begins %i minutes late', (late) => {
    const slot = nextSlot(7, 15, at('12:00:00'));
    const begun = new Date(slot.getTime() + late * 60_000);
    expect(nextSlot(7, 15, begun).getTime() - slot.getTime()).toBe(15 * 60_000);
  });

  it('skips what was missed while we were away instead of catching up', () => {
    const slot = nextSlot(7, 15, at('00:00:00'));
    expect(nextSlot(7, 15, at('18:30:00')).getTime() - at('18:30:00').getTime()).toBeLessThanOrEqual(15 * 60_000);
    expect((nextSlot(7, 15, at('18:30:00')).getTime() - slot.getTime()) % (15 * 60_000)).toBe(0);
  });

  it('spreads 1,000 configs over their interval: no minute of 15 gets more than a tenth of them', () => {
    const perMinute = new Map<number, number>();
    for (let id = 1; id <= 1000; id++) {
      const minute = Math.floor(nextSlot(id, 15, at('12:00:00')).getTime() / 60_000);
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    }
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(100);
  });
});
