import { Pacer } from './pacer';

/** Sends as fast as it may until `until` (ms); the times of all requests. */
function send(pacer: Pacer, until: number, from = 0, onSent: (at: number) => void = () => undefined): number[] {
  const sent: number[] = [];
  let now = from;
  while (now < until) {
    const delay = pacer.delay(now);
    if (delay > 0) {
      now += delay;
      continue;
    }
    pacer.take(now);
    sent.push(now);
    onSent(now);
  }
  return sent;
}

const mostInAnyMinute = (times: number[]): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + 60_000).length));

describe('the pacer', () => {
  it('holds nothing back when nothing limits', () => {
    const pacer = new Pacer();
    pacer.configure(Infinity);
    expect(pacer.delay(0)).toBe(0);
    pacer.take(0);
    expect(pacer.delay(0)).toBe(0);
  });

  it('spaces requests evenly at the configured rate', () => {
    const pacer = new Pacer();
    pacer.configure(4);
    expect(send(pacer, 1_000)).toEqual([0, 250, 500, 750]);
  });

  it('lets nothing through at rate 0', () => {
    const pacer = new Pacer();
    pacer.configure(0);
    expect(pacer.delay(0)).toBeGreaterThan(0);
  });

  it.each([10, 60, 600, 2_000])('uses at least 95 %% of a quota of %d a minute and never more than all', (limit) => {
    const pacer = new Pacer();
    pacer.configure(Infinity);
    pacer.learn({ limitPerMinute: limit, remaining: null, resetInMs: null, windowId: null }, 0, 0);
    const minutes = 5;
    const sent = send(pacer, minutes * 60_000);
    expect(sent.length).toBeGreaterThanOrEqual(Math.floor(limit * minutes * 0.95));
    expect(mostInAnyMinute(sent)).toBeLessThanOrEqual(limit);
  });

  it('stays within what others left of the window', () => {
    const pacer = new Pacer();
    pacer.configure(Infinity);
    pacer.learn({ limitPerMinute: 600, remaining: 100, resetInMs: 50_000, windowId: 1 }, 4, 0);
    const sent = send(pacer, 50_000);
    expect(sent.length).toBeLessThanOrEqual(96);
    expect(sent.length).toBeGreaterThanOrEqual(90);
  });

  it('waits for the next window when this one is used up', () => {
    const pacer = new Pacer();
    pacer.configure(Infinity);
    pacer.learn({ limitPerMinute: 600, remaining: 0, resetInMs: 20_000, windowId: 1 }, 0, 0);
    expect(pacer.delay(0)).toBe(21_000);
    expect(pacer.delay(21_000)).toBe(0);
  });

  it('takes its share only', () => {
    const pacer = new Pacer();
    pacer.configure(Infinity, 0.25);
    pacer.learn({ limitPerMinute: 600, remaining: 600, resetInMs: 60_000, windowId: 1 }, 0, 0);
    const sent = send(pacer, 60_000);
    expect(sent.length).toBeLessThanOrEqual(150);
    expect(sent.length).toBeGreaterThan(140);
  });

  it('keeps to a fixed window of the server, answer by answer', () => {
    const pacer = new Pacer();
    pacer.configure(Infinity);
    const limit = 600;
    const counts = new Map<number, number>();
    const serverOffset = 17_300; // its minute does not begin with ours
    send(pacer, 240_000, 0, (at) => {
      const window = Math.floor((at + serverOffset) / 60_000);
      const observed = (counts.get(window) ?? 0) + 1;
      counts.set(window, observed);
      const resetInMs = (window + 1) * 60_000 - (at + serverOffset);
      const remaining = Math.max(0, limit - observed);
      pacer.learn(
        { limitPerMinute: limit, remaining, resetInMs: Math.floor(resetInMs / 1000) * 1000, windowId: window },
        0,
        at,
      );
    });
    const full = [...counts.values()].slice(1, -1);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(limit);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(limit * 0.95);
  });
});
