import * as fc from 'fast-check';
import { ManualTiming } from '../test-support/manual-timing';
import { InMemoryLedger } from './in-memory-ledger';
import { decideLease, type Lease, type LeaseRequest } from './ledger';

const request = (over: Partial<LeaseRequest> = {}): LeaseRequest => ({
  instanceId: 1,
  processId: 'me',
  inFlight: 0,
  wantedSlots: 10,
  wantedRate: null,
  limits: { concurrency: 10, requestsPerSecond: 20 },
  learnedPerMinute: null,
  leaseMs: 4_000,
  ...over,
});
const lease = (over: Partial<Lease> = {}): Lease => ({
  processId: 'other',
  slots: 5,
  wantedSlots: 10,
  ratePerSecond: 10,
  wantedRate: null,
  share: 0.5,
  learnedPerMinute: null,
  waits: 0,
  ...over,
});

describe('the lease of a process', () => {
  it('is everything when it is alone, whatever it wants', () => {
    expect(decideLease(request({ wantedSlots: 1 }), []).lease).toMatchObject({
      slots: 10,
      ratePerSecond: 20,
      share: 1,
    });
  });

  it('is nothing yet while another holds everything', () => {
    const other = lease({ slots: 10, ratePerSecond: 20, share: 1 });
    expect(decideLease(request(), [other]).lease).toMatchObject({ slots: 0, ratePerSecond: 0, share: 0 });
  });

  it('shrinks to the fair part once another wants some', () => {
    const mine = lease({ processId: 'me', slots: 10, ratePerSecond: 20, share: 1 });
    const other = lease({ slots: 0, ratePerSecond: 0, share: 0 });
    expect(decideLease(request(), [mine, other]).lease).toMatchObject({ slots: 5, ratePerSecond: 10, share: 0.5 });
  });

  it('holds what is in flight, but may use its fair part only', () => {
    const mine = lease({ processId: 'me', slots: 10 });
    const { lease: held, slots } = decideLease(request({ inFlight: 8 }), [mine, lease({ slots: 0 })]);
    expect([held.slots, slots]).toEqual([8, 5]);
  });

  it('leaves to others what it does not want itself', () => {
    const other = lease({ slots: 2, wantedSlots: 2, ratePerSecond: 3, wantedRate: 3, share: 0.15 });
    expect(decideLease(request(), [other]).lease).toMatchObject({ slots: 8, ratePerSecond: 17 });
  });

  it('has no rate when nothing limits it', () => {
    expect(decideLease(request({ limits: { concurrency: 10, requestsPerSecond: null } }), []).lease).toMatchObject({
      ratePerSecond: null,
      share: 1,
    });
  });

  it('honours a quota that any process has seen', () => {
    const limits = { concurrency: 10, requestsPerSecond: null };
    const other = lease({ slots: 0, ratePerSecond: 0, share: 0, learnedPerMinute: 600 });
    expect(decideLease(request({ limits }), [other]).lease).toMatchObject({ ratePerSecond: 4.9, share: 0.5 });
    expect(decideLease(request({ limits, learnedPerMinute: 60 }), [other]).lease.ratePerSecond).toBeCloseTo(0.49);
  });

  it('never makes the sum exceed the limits, in whatever order processes ask, work and die', async () => {
    const step = fc.record({
      process: fc.integer({ min: 0, max: 5 }),
      wanted: fc.integer({ min: 0, max: 14 }),
      rate: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
      busy: fc.double({ min: 0, max: 1, noNaN: true }),
      wait: fc.integer({ min: 0, max: 2_000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(step, { maxLength: 40 }),
        async (concurrency, steps) => {
          const timing = new ManualTiming();
          const ledger = new InMemoryLedger(timing);
          for (const { process, wanted, rate, busy, wait } of steps) {
            await timing.advance(wait);
            const processId = `p${process}`;
            // What is in flight never exceeds what was granted, as long as the lease lives.
            const held = ledger.live(1).find((row) => row.processId === processId)?.slots ?? 0;
            const limits = { concurrency, requestsPerSecond: 20 };
            const ask = request({
              processId,
              wantedSlots: wanted,
              wantedRate: rate,
              inFlight: Math.floor(held * busy),
              limits,
            });
            await ledger.renew(ask);
            const live = ledger.live(1);
            expect(live.reduce((sum, row) => sum + row.slots, 0)).toBeLessThanOrEqual(concurrency);
            expect(live.reduce((sum, row) => sum + (row.ratePerSecond ?? 0), 0)).toBeLessThanOrEqual(20.000001);
            expect(live.reduce((sum, row) => sum + row.share, 0)).toBeLessThanOrEqual(1.000001);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives everybody his turn when there are more processes than slots', async () => {
    const timing = new ManualTiming();
    const ledger = new InMemoryLedger(timing);
    const turns = new Map<string, number>();
    for (let round = 0; round < 30; round++) {
      for (const processId of ['a', 'b', 'c']) {
        await timing.advance(100);
        const limits = { concurrency: 1, requestsPerSecond: null };
        const { slots } = await ledger.renew(request({ processId, limits, wantedSlots: 1 }));
        turns.set(processId, (turns.get(processId) ?? 0) + slots);
      }
    }
    expect(Math.min(...turns.values())).toBeGreaterThan(3);
  });
});
