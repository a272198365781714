import { ManualTiming, settle } from '../test-support/manual-timing';
import { InMemoryLedger } from './in-memory-ledger';
import type { BudgetLedger } from './ledger';
import type { BudgetLimits } from './request-budget';
import { SharedBudget } from './shared-budget';

const LATENCY = 50;

/** One worker process that always has `width` requests in flight or waiting. */
class Worker {
  sent: number[] = [];
  failures = 0;
  inFlight = 0;
  private stopped = false;
  readonly budget: SharedBudget;

  constructor(
    readonly name: string,
    private readonly timing: ManualTiming,
    ledger: BudgetLedger,
    limits: BudgetLimits,
    private readonly answer: (at: number) => Parameters<SharedBudget['observe']>[0] = () => ({
      limitClass: 'x',
      outcome: 'ok',
      rate: null,
    }),
  ) {
    this.budget = new SharedBudget({
      ledger,
      instanceId: 1,
      processId: name,
      limits,
      timing,
      onError: () => (this.failures += 1),
    });
  }

  work(width: number): void {
    this.stopped = false;
    for (let i = 0; i < width; i++) void this.lane();
  }

  stop(): void {
    this.stopped = true;
  }

  private async lane(): Promise<void> {
    while (!this.stopped) {
      const slot = await this.budget
        .acquire({ limitClass: 'x', priority: 'background', maxWaitMs: 600_000 })
        .catch(() => null);
      if (!slot) return;
      this.sent.push(this.timing.now());
      this.inFlight += 1;
      await new Promise<void>((resolve) => void this.timing.after(LATENCY, resolve));
      this.inFlight -= 1;
      this.budget.observe(this.answer(this.timing.now()));
      slot.release();
    }
  }
}

describe('several processes that share an instance', () => {
  let timing: ManualTiming;
  let ledger: InMemoryLedger;

  beforeEach(() => {
    timing = new ManualTiming();
    ledger = new InMemoryLedger(timing);
  });

  const between = (times: number[], from: number, to: number): number =>
    times.filter((at) => at >= from && at < to).length;

  /** Moves on in small steps and tells the most requests that were ever in flight together. */
  async function watch(workers: Worker[], ms: number): Promise<number> {
    let most = 0;
    for (let passed = 0; passed < ms; passed += 10) {
      await timing.advance(10);
      most = Math.max(
        most,
        workers.reduce((sum, worker) => sum + worker.inFlight, 0),
      );
    }
    return most;
  }

  it('lets one process alone use everything', async () => {
    const worker = new Worker('a', timing, ledger, { concurrency: 10 });
    worker.work(20);
    await timing.advance(5_000);
    expect(between(worker.sent, 1_000, 5_000)).toBeGreaterThanOrEqual(0.95 * 10 * (4_000 / LATENCY));
  });

  it('never has more in flight than allowed, and shares equally', async () => {
    const workers = ['a', 'b', 'c'].map((name) => new Worker(name, timing, ledger, { concurrency: 10 }));
    workers[0]?.work(20);
    await timing.advance(1_500);
    workers[1]?.work(20);
    workers[2]?.work(20);
    expect(await watch(workers, 10_000)).toBeLessThanOrEqual(10);
    const counts = workers.map((worker) => between(worker.sent, 6_000, 11_000));
    const total = counts.reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThanOrEqual(0.9 * 10 * (5_000 / LATENCY));
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0.25 * total);
  });

  it('shares soon between processes that begin together, at the cost of a few questions', async () => {
    let asked = 0;
    const counting: BudgetLedger = {
      renew: (request) => ((asked += 1), ledger.renew(request)),
      release: (...args) => ledger.release(...args),
      block: (...args) => ledger.block(...args),
    };
    const workers = ['a', 'b'].map((name) => new Worker(name, timing, counting, { concurrency: 10 }));
    workers[0]?.work(10);
    await timing.advance(20);
    workers[1]?.work(10);
    expect(await watch(workers, 1_500)).toBeLessThanOrEqual(10);
    expect(workers[1]?.sent[0]).toBeLessThan(700);
    expect(asked).toBeLessThanOrEqual(10);
  });

  it('gives the part of a busy process that died to the others, once its lease has ended', async () => {
    let dead = false;
    const mortal: BudgetLedger = {
      renew: (request) => (dead ? new Promise(() => undefined) : ledger.renew(request)),
      release: () => new Promise(() => undefined),
      block: () => Promise.resolve(),
    };
    const dying = new Worker('a', timing, mortal, { concurrency: 10 });
    const living = new Worker('b', timing, ledger, { concurrency: 10 });
    dying.work(20);
    living.work(20);
    await timing.advance(5_000);
    expect(ledger.live(1).find((row) => row.processId === 'a')?.slots).toBe(5);
    dead = true;
    dying.stop();
    await timing.advance(6_000);
    expect(between(living.sent, 10_000, 11_000)).toBeGreaterThanOrEqual(0.95 * 10 * (1_000 / LATENCY));
  });

  it('gives its part back when it has nothing to do, and then costs nothing', async () => {
    const worker = new Worker('a', timing, ledger, { concurrency: 10 });
    worker.work(3);
    await timing.advance(1_000);
    worker.stop();
    await timing.advance(1_000);
    expect(ledger.live(1)).toEqual([]);
    expect(timing.pending).toBe(0);
  });

  it('keeps to a configured rate together', async () => {
    const workers = ['a', 'b'].map(
      (name) => new Worker(name, timing, ledger, { concurrency: 10, requestsPerSecond: 20 }),
    );
    for (const worker of workers) worker.work(10);
    await timing.advance(20_000);
    const sent = workers.flatMap((worker) => worker.sent);
    for (let second = 0; second < 20; second++) {
      expect(between(sent, second * 1_000, second * 1_000 + 1_000)).toBeLessThanOrEqual(21);
    }
    expect(between(sent, 5_000, 20_000)).toBeGreaterThanOrEqual(0.9 * 20 * 15);
  });

  it('keeps to a quota that GitLab shows, at 95 % of it or more', async () => {
    const LIMIT = 600;
    const counts = new Map<number, number>();
    const answer = (at: number): Parameters<SharedBudget['observe']>[0] => {
      const window = Math.floor(at / 60_000);
      const observed = (counts.get(window) ?? 0) + 1;
      counts.set(window, observed);
      const resetInMs = (window + 1) * 60_000 - Math.floor(at / 1000) * 1000;
      const rate = { limitPerMinute: LIMIT, remaining: Math.max(0, LIMIT - observed), resetInMs, windowId: window };
      return { limitClass: 'x', outcome: 'ok', rate };
    };
    const workers = ['a', 'b'].map((name) => new Worker(name, timing, ledger, { concurrency: 10 }, answer));
    for (const worker of workers) worker.work(10);
    await timing.advance(240_000);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(LIMIT);
    for (const window of [1, 2, 3]) expect(counts.get(window)).toBeGreaterThanOrEqual(LIMIT * 0.95);
  });

  it('lets all wait when one was told to', async () => {
    let limited = false;
    const answer = (): Parameters<SharedBudget['observe']>[0] =>
      limited
        ? { limitClass: 'x', outcome: 'limited', scope: 'instance', retryAfterMs: 10_000, rate: null }
        : { limitClass: 'x', outcome: 'ok', rate: null };
    const workers = ['a', 'b'].map(
      (name) => new Worker(name, timing, ledger, { concurrency: 10 }, name === 'a' ? answer : undefined),
    );
    for (const worker of workers) worker.work(10);
    await timing.advance(4_000);
    limited = true;
    await timing.advance(100);
    limited = false;
    await timing.advance(1_200);
    // Within one renewal the other has heard of it.
    expect(between(workers[1]?.sent ?? [], 5_300, 13_000)).toBe(0);
    await timing.advance(10_000);
    expect(between(workers[1]?.sent ?? [], 14_000, 15_300)).toBeGreaterThan(0);
  });

  it('waits while the ledger is away, and goes on when it is back', async () => {
    let away = true;
    const flaky: BudgetLedger = {
      renew: (request) => (away ? Promise.reject(new Error('away')) : ledger.renew(request)),
      release: (...args) => ledger.release(...args),
      block: (...args) => ledger.block(...args),
    };
    const worker = new Worker('a', timing, flaky, { concurrency: 10 });
    worker.work(2);
    await timing.advance(3_500);
    expect(worker.sent).toEqual([]);
    expect(worker.failures).toBe(4);
    away = false;
    await timing.advance(1_000);
    expect(worker.sent.length).toBeGreaterThan(10);
  });

  it('takes new limits at once', async () => {
    const worker = new Worker('a', timing, ledger, { concurrency: 10 });
    worker.work(20);
    await timing.advance(500);
    worker.budget.configure({ concurrency: 2 });
    await timing.advance(200);
    expect(await watch([worker], 1_000)).toBeLessThanOrEqual(2);
    await settle();
  });
});
