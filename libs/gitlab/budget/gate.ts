import type { Priority } from '../http/call';
import type { Timing } from '../timing';
import { ClassLimits } from './class-limits';
import { Pacer } from './pacer';
import { type Observation, type Slot, type SlotRequest, NoSlotError } from './request-budget';

/** Wait after a 429 that shows no time of its own and concerns the whole instance. */
const BLOCK_MS = 3_000;
/** An overloaded server gets half the requests, at most once in this time; each success gives a little back. */
const HALVE_EVERY_MS = 1_000;

interface Waiter extends SlotRequest {
  admit(): void;
  reject(error: NoSlotError): void;
}

export interface GateOptions {
  timing: Timing;
  /** Called whenever requests wait or start, so that the owner can ask for more slots. */
  onDemand?: () => void;
  /** Called when nothing waits and nothing is in flight any more. */
  onIdle?: () => void;
  firstClassBlockMs?: number;
}

/** One process's queue before an instance: so many requests at once, evenly spaced, blocked while GitLab wants it. */
export class Gate {
  private slots = 0;
  private validUntil = Infinity;
  private frozenAt = Infinity;
  private easing = 1;
  private halvedAt = -Infinity;
  private blockedUntil = -Infinity;
  private blocks = 0;
  private running = 0;
  private started = 0;
  private paced = false;
  private readonly queues: Record<Priority, Waiter[]> = { interactive: [], background: [] };
  private readonly pacer = new Pacer();
  private readonly classes: ClassLimits;
  private cancelTimer: (() => void) | undefined;

  constructor(private readonly options: GateOptions) {
    this.classes = new ClassLimits(options.firstClassBlockMs);
  }

  get inFlight(): number {
    return this.running;
  }

  get waiting(): number {
    return this.queues.interactive.length + this.queues.background.length;
  }

  /** Requests a minute that GitLab's headers showed; null when none did. */
  get learnedPerMinute(): number | null {
    return this.pacer.learned;
  }

  /** Requests started and whether any was held back by the pace since the last look; the looks reset both. */
  takeUsage(): { started: number; paced: boolean } {
    const usage = { started: this.started, paced: this.paced };
    this.started = 0;
    this.paced = false;
    return usage;
  }

  /** `slots` at once and `ratePerSecond` until `validUntil` (on our clock); `share`: our part of what headers show. */
  setLimits(limits: { slots: number; ratePerSecond: number; share?: number; validUntil?: number }): void {
    this.slots = limits.slots;
    this.validUntil = limits.validUntil ?? Infinity;
    this.frozenAt = Infinity;
    this.pacer.configure(limits.ratePerSecond, limits.share);
    this.pump();
  }

  /** Until the next limits no more requests run at once than now; their number. */
  freeze(): number {
    this.frozenAt = Math.min(this.frozenAt, this.running);
    return this.frozenAt;
  }

  /** Nothing starts for so long. */
  block(ms: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, this.options.timing.now() + ms);
  }

  /** Milliseconds the whole instance stays blocked. */
  get blockedForMs(): number {
    return Math.max(0, this.blockedUntil - this.options.timing.now());
  }

  acquire(request: SlotRequest): Promise<Slot> {
    if (request.signal?.aborted) return Promise.reject(new NoSlotError('aborted'));
    // Nothing shortens a block, so there is no use in waiting for the end of a longer one.
    if (this.blockedForMs > request.maxWaitMs) return Promise.reject(new NoSlotError('blocked', this.blockedForMs));
    return new Promise((resolve, reject) => {
      const queue = this.queues[request.priority];
      const forget = (): void => {
        cancelTimeout();
        request.signal?.removeEventListener('abort', onAbort);
        const at = queue.indexOf(waiter);
        if (at >= 0) queue.splice(at, 1);
      };
      const waiter: Waiter = {
        ...request,
        admit: () => {
          forget();
          resolve(this.occupy(request.limitClass));
        },
        reject: (error) => {
          forget();
          reject(error);
          this.settle();
        },
      };
      const onAbort = (): void => waiter.reject(new NoSlotError('aborted'));
      const cancelTimeout = this.options.timing.after(request.maxWaitMs, () =>
        waiter.reject(new NoSlotError('timeout', this.delayFor(request.limitClass))),
      );
      request.signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(waiter);
      this.options.onDemand?.();
      this.pump();
    });
  }

  observe(observation: Observation): void {
    const now = this.options.timing.now();
    const { limitClass, outcome, rate, retryAfterMs } = observation;
    // The answered request still holds its slot here, and is counted in the answer.
    if (rate) this.pacer.learn(rate, Math.max(0, this.running - 1), now);
    if (outcome === 'ok') {
      this.blocks = 0;
      this.classes.succeeded(limitClass, now);
      this.easing = Math.min(1, this.easing + 0.1 / Math.max(1, this.slots));
      return;
    }
    if (outcome === 'limited' && observation.scope === 'class') {
      this.classes.limited(limitClass, retryAfterMs, now);
      return;
    }
    if (outcome === 'limited') {
      if (now >= this.blockedUntil) this.blocks += 1;
      this.block(retryAfterMs ?? Math.min(60_000, BLOCK_MS * 2 ** (this.blocks - 1)));
    } else if (retryAfterMs !== undefined) {
      this.block(retryAfterMs);
    }
    if (now - this.halvedAt >= HALVE_EVERY_MS) {
      this.halvedAt = now;
      this.easing = Math.max(0.1, this.easing / 2);
    }
  }

  close(): void {
    for (const queue of Object.values(this.queues)) {
      for (const waiter of [...queue]) waiter.reject(new NoSlotError('closed'));
    }
    this.cancelTimer?.();
  }

  private occupy(limitClass: string): Slot {
    const now = this.options.timing.now();
    this.pacer.take(now);
    this.classes.started(limitClass);
    this.running += 1;
    this.started += 1;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.running -= 1;
        this.classes.ended(limitClass);
        this.pump();
        this.settle();
      },
    };
  }

  /** Admits who may start now; sets one timer for the earliest moment when the next one may. */
  private pump(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    while (this.waiting > 0) {
      const now = this.options.timing.now();
      if (now >= this.validUntil || this.running >= Math.min(this.frozenAt, Math.ceil(this.slots * this.easing)))
        return;
      const { waiter, delay } = this.next(now);
      if (waiter) {
        waiter.admit();
        continue;
      }
      if (delay !== Infinity) this.cancelTimer = this.options.timing.after(delay, () => this.pump());
      return;
    }
  }

  private next(now: number): { waiter?: Waiter; delay: number } {
    const paceDelay = this.pacer.delay(now);
    if (paceDelay > 0) this.paced = true;
    const common = Math.max(paceDelay, this.blockedUntil - now);
    if (common > 0) return { delay: common };
    let delay = Infinity;
    const seen = new Set<string>();
    for (const queue of [this.queues.interactive, this.queues.background]) {
      for (const waiter of queue) {
        if (seen.has(waiter.limitClass)) continue;
        seen.add(waiter.limitClass);
        const wait = this.classes.delay(waiter.limitClass, now);
        if (wait <= 0) return { waiter, delay: 0 };
        delay = Math.min(delay, wait);
      }
    }
    return { delay };
  }

  private delayFor(limitClass: string): number {
    const now = this.options.timing.now();
    const classDelay = this.classes.delay(limitClass, now);
    return Math.max(0, this.blockedUntil - now, this.pacer.delay(now), Number.isFinite(classDelay) ? classDelay : 0);
  }

  private settle(): void {
    if (this.running === 0 && this.waiting === 0) {
      this.cancelTimer?.();
      this.cancelTimer = undefined;
      this.options.onIdle?.();
    }
  }
}
