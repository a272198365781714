import { type Timing, systemTiming } from '../timing';
import { Gate } from './gate';
import type { BudgetLedger, Grant } from './ledger';
import {
  type BudgetLimits,
  DEFAULT_CONCURRENCY,
  type Observation,
  type RequestBudget,
  type Slot,
  type SlotRequest,
} from './request-budget';

export interface SharedBudgetOptions {
  ledger: BudgetLedger;
  instanceId: number;
  /** Unique to this process and its start. */
  processId: string;
  limits?: BudgetLimits;
  /** How long a dead process keeps its part. Default 4 000 ms. */
  leaseMs?: number;
  timing?: Timing;
  /** Told when the ledger cannot be reached; requests wait meanwhile. */
  onError?: (error: unknown) => void;
}

const DEFAULT_LEASE_MS = 4_000;
/** An unanswered wish for more is repeated after this, then ever more rarely. */
const HUNGRY_MS = 200;
/** The ledger is asked again so long after it could not be reached. */
const RETRY_MS = 1_000;
/** A process without work gives its part back after this, once; from then on it costs nothing. */
const LINGER_MS = 250;

/**
 * A process's part of the budget that all processes share. It holds a lease in the ledger while it works: grants say how
 * many requests it may have in flight and how fast, and never add up to more than the instance's limits.
 */
export class SharedBudget implements RequestBudget {
  private readonly gate: Gate;
  private readonly timing: Timing;
  private readonly leaseMs: number;
  private limits: { concurrency: number; requestsPerSecond: number | null };
  private grant: Grant | null = null;
  private validUntil = -Infinity;
  private renewedAt = -Infinity;
  private hungryMs = HUNGRY_MS;
  /** How long a grant that is large enough is kept before the next look. */
  private contentMs = HUNGRY_MS;
  /** One conversation with the ledger at a time. */
  private talking = false;
  private closed = false;
  private retryAt = -Infinity;
  private cancelAlarm: (() => void) | undefined;

  constructor(private readonly options: SharedBudgetOptions) {
    this.timing = options.timing ?? systemTiming;
    this.leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
    this.limits = complete(options.limits);
    this.gate = new Gate({
      timing: this.timing,
      onDemand: () => this.onDemand(),
      onIdle: () => this.next(),
    });
  }

  acquire(request: SlotRequest): Promise<Slot> {
    return this.gate.acquire(request);
  }

  observe(observation: Observation): void {
    this.gate.observe(observation);
    if (observation.outcome !== 'limited' || observation.scope === 'class') return;
    this.options.ledger
      .block(this.options.instanceId, this.gate.blockedForMs)
      .catch((error: unknown) => this.options.onError?.(error));
  }

  configure(limits: BudgetLimits): void {
    this.limits = complete(limits);
    if (this.grant) this.wake(0, () => void this.renew());
  }

  close(): void {
    this.closed = true;
    this.cancelAlarm?.();
    this.gate.close();
    if (!this.talking && this.grant) void this.giveBack();
  }

  private onDemand(): void {
    if (this.talking || this.closed) return;
    const now = this.timing.now();
    if (now < this.validUntil) this.next();
    else if (now >= this.retryAt) void this.renew();
  }

  /** What to do next, and when: renew while there is work, give back when there is none. */
  private next(): void {
    if (this.talking || this.closed || !this.grant) return;
    if (this.gate.inFlight + this.gate.waiting === 0) return this.wake(LINGER_MS, () => void this.giveBack());
    const due = this.renewedAt + (this.isHungry(this.grant) ? this.hungryMs : this.contentMs);
    this.wake(due - this.timing.now(), () => void this.renew());
  }

  private isHungry(grant: Grant): boolean {
    const wanted = Math.min(this.limits.concurrency, this.gate.inFlight + this.gate.waiting);
    return grant.slots < wanted || grant.ratePerSecond === 0 || this.gate.inFlight > grant.slots;
  }

  private async renew(): Promise<void> {
    const askedAt = this.timing.now();
    const usage = this.gate.takeUsage();
    // What starts while the ledger decides would be unknown to it, and might be granted to others as well.
    const inFlight = this.gate.freeze();
    const seconds = Math.max(0.001, (askedAt - this.renewedAt) / 1000);
    const grant = await this.talk(() =>
      this.options.ledger.renew({
        instanceId: this.options.instanceId,
        processId: this.options.processId,
        inFlight,
        wantedSlots: Math.min(this.limits.concurrency, this.gate.inFlight + this.gate.waiting),
        // Something to spare, so that a process can quicken between two renewals.
        wantedRate: usage.paced || this.grant === null ? null : (usage.started / seconds) * 1.25 + 1,
        limits: this.limits,
        learnedPerMinute: this.gate.learnedPerMinute,
        leaseMs: this.leaseMs,
      }),
    );
    if (!grant) {
      this.retryAt = this.timing.now() + RETRY_MS;
      return this.wake(RETRY_MS, () => void this.renewIfNeeded());
    }
    const begins = this.grant === null;
    // Who has to give something back says so as soon as he has, because somebody waits for it.
    const quick = begins || grant.slots > (this.grant?.slots ?? 0) || this.gate.inFlight > grant.slots;
    this.hungryMs = quick ? HUNGRY_MS : Math.min(this.leaseMs / 4, this.hungryMs * 2);
    // Who begins alone gets everything; others that begin with him wait for their part of it.
    this.contentMs = begins ? HUNGRY_MS : this.leaseMs / 4;
    this.grant = grant;
    this.renewedAt = askedAt;
    // Counted from before the question, so that it ends here before it ends in the ledger.
    this.validUntil = askedAt + this.leaseMs;
    if (grant.blockedForMs > 0) this.gate.block(grant.blockedForMs);
    this.gate.setLimits({ ...grant, validUntil: this.validUntil });
    this.next();
  }

  private async renewIfNeeded(): Promise<void> {
    if (this.gate.inFlight + this.gate.waiting > 0) await this.renew();
    else this.next();
  }

  private async giveBack(): Promise<void> {
    this.grant = null;
    this.validUntil = -Infinity;
    this.gate.setLimits({ slots: 0, ratePerSecond: Infinity });
    await this.talk(() => this.options.ledger.release(this.options.instanceId, this.options.processId));
    if (this.gate.waiting > 0) this.onDemand();
  }

  private async talk<T>(question: () => Promise<T>): Promise<T | null> {
    this.talking = true;
    this.cancelAlarm?.();
    this.cancelAlarm = undefined;
    try {
      return await question();
    } catch (error) {
      this.options.onError?.(error);
      return null;
    } finally {
      this.talking = false;
    }
  }

  private wake(ms: number, what: () => void): void {
    if (this.closed) return;
    this.cancelAlarm?.();
    this.cancelAlarm = this.timing.after(ms, () => {
      this.cancelAlarm = undefined;
      what();
    });
  }
}

const complete = (limits: BudgetLimits = {}): { concurrency: number; requestsPerSecond: number | null } => ({
  concurrency: limits.concurrency ?? DEFAULT_CONCURRENCY,
  requestsPerSecond: limits.requestsPerSecond ?? null,
});
