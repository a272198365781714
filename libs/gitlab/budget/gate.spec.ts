import { settle, ManualTiming } from '../test-support/manual-timing';
import { Gate } from './gate';
import type { NoSlotError, Slot, SlotRequest } from './request-budget';

describe('the gate before an instance', () => {
  let timing: ManualTiming;
  let gate: Gate;
  let admitted: string[];
  let slots: Map<string, Slot>;

  beforeEach(() => {
    timing = new ManualTiming();
    gate = new Gate({ timing });
    gate.setLimits({ slots: 2, ratePerSecond: Infinity });
    admitted = [];
    slots = new Map();
  });

  const ask = (name: string, over: Partial<SlotRequest> = {}): Promise<NoSlotError | undefined> =>
    gate.acquire({ limitClass: 'reads', priority: 'background', maxWaitMs: 60_000, ...over }).then(
      (slot) => {
        admitted.push(name);
        slots.set(name, slot);
        return undefined;
      },
      (error: NoSlotError) => error,
    );
  const done = async (name: string): Promise<void> => {
    slots.get(name)?.release();
    await settle();
  };

  it('admits as many at once as there are slots, in the order they came', async () => {
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await settle();
    expect(admitted).toEqual(['a', 'b']);
    await done('b');
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('takes a second release of the same slot for nothing', async () => {
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await settle();
    await done('a');
    await done('a');
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('lets people go before background work', async () => {
    for (const name of ['a', 'b', 'c']) void ask(name);
    void ask('person', { priority: 'interactive' });
    await settle();
    await done('a');
    expect(admitted).toEqual(['a', 'b', 'person']);
  });

  it('rejects at once who would wait for GitLab longer than he can', async () => {
    gate.block(30_000);
    expect(await ask('a', { maxWaitMs: 29_000 })).toMatchObject({ why: 'blocked', retryInMs: 30_000 });
    void ask('b', { maxWaitMs: 31_000 });
    await timing.advance(30_000);
    expect(admitted).toEqual(['b']);
  });

  it('rejects who waited too long, and says when it may get better', async () => {
    gate.setLimits({ slots: 0, ratePerSecond: Infinity });
    const late = ask('a', { maxWaitMs: 1_000 });
    gate.block(30_000);
    await timing.advance(1_000);
    await expect(late).resolves.toMatchObject({ why: 'timeout', retryInMs: 29_000 });
    expect(gate.waiting).toBe(0);
  });

  it('rejects who gives up, at once', async () => {
    gate.setLimits({ slots: 0, ratePerSecond: Infinity });
    const control = new AbortController();
    const given = ask('a', { signal: control.signal });
    control.abort();
    await expect(given).resolves.toMatchObject({ why: 'aborted' });
    await expect(ask('b', { signal: control.signal })).resolves.toMatchObject({ why: 'aborted' });
  });

  it('sets no timer when nothing waits', async () => {
    void ask('a');
    await settle();
    await done('a');
    expect(timing.pending).toBe(0);
  });

  it('spaces requests in time', async () => {
    gate.setLimits({ slots: 10, ratePerSecond: 2 });
    for (const name of ['a', 'b', 'c']) void ask(name);
    await settle();
    expect(admitted).toEqual(['a']);
    await timing.advance(499);
    expect(admitted).toEqual(['a']);
    await timing.advance(1);
    expect(admitted).toEqual(['a', 'b']);
  });

  describe('after a 429', () => {
    it('lets nothing pass for as long as GitLab says', async () => {
      gate.observe({ limitClass: 'reads', outcome: 'limited', scope: 'instance', retryAfterMs: 5_000, rate: null });
      void ask('a');
      await timing.advance(4_999);
      expect(admitted).toEqual([]);
      await timing.advance(1);
      expect(admitted).toEqual(['a']);
    });

    it('waits some seconds, longer each time, when GitLab does not say', async () => {
      const limited = { limitClass: 'reads', outcome: 'limited', scope: 'instance', rate: null } as const;
      gate.observe(limited);
      expect(gate.blockedForMs).toBe(3_000);
      await timing.advance(3_000);
      gate.observe(limited);
      expect(gate.blockedForMs).toBe(6_000);
      await timing.advance(6_000);
      gate.observe({ limitClass: 'reads', outcome: 'ok', rate: null });
      gate.observe(limited);
      expect(gate.blockedForMs).toBe(3_000);
    });

    it('of a hidden limit stops that class only, then lets one look before the others', async () => {
      gate.setLimits({ slots: 10, ratePerSecond: Infinity });
      gate.observe({ limitClass: 'notes', outcome: 'limited', scope: 'class', rate: null });
      for (const name of ['n1', 'n2', 'n3']) void ask(name, { limitClass: 'notes' });
      void ask('r');
      await settle();
      expect(admitted).toEqual(['r']);
      await timing.advance(3_000);
      expect(admitted).toEqual(['r', 'n1']);
      gate.observe({ limitClass: 'notes', outcome: 'ok', rate: null });
      await done('n1');
      expect(admitted).toEqual(['r', 'n1', 'n2', 'n3']);
    });

    it('of a hidden limit that lasts waits longer', async () => {
      const limited = { limitClass: 'notes', outcome: 'limited', scope: 'class', rate: null } as const;
      gate.observe(limited);
      gate.observe(limited); // refused together: one block
      void ask('n1', { limitClass: 'notes' });
      await timing.advance(3_000);
      expect(admitted).toEqual(['n1']);
      gate.observe(limited);
      await done('n1');
      void ask('n2', { limitClass: 'notes' });
      await timing.advance(5_999);
      expect(admitted).toEqual(['n1']);
      await timing.advance(1);
      expect(admitted).toEqual(['n1', 'n2']);
    });
  });

  it('halves what it sends to a server in trouble, and recovers with successes', async () => {
    gate.setLimits({ slots: 4, ratePerSecond: Infinity });
    gate.observe({ limitClass: 'reads', outcome: 'overloaded', rate: null });
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await settle();
    expect(admitted).toEqual(['a', 'b']);
    for (let i = 0; i < 20; i++) gate.observe({ limitClass: 'reads', outcome: 'ok', rate: null });
    await done('a');
    expect(admitted).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets nothing start on a lease that has ended', async () => {
    gate.setLimits({ slots: 2, ratePerSecond: Infinity, validUntil: 1_000 });
    await timing.advance(1_000);
    void ask('a');
    await settle();
    expect(admitted).toEqual([]);
    gate.setLimits({ slots: 2, ratePerSecond: Infinity, validUntil: 2_000 });
    await settle();
    expect(admitted).toEqual(['a']);
  });

  it('rejects all who wait when it closes', async () => {
    gate.setLimits({ slots: 0, ratePerSecond: Infinity });
    const waiting = ask('a');
    gate.close();
    await expect(waiting).resolves.toMatchObject({ why: 'closed' });
    expect(timing.pending).toBe(0);
  });
});
