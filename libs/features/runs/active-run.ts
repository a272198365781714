import { setMaxListeners } from 'node:events';
import { safeMessage } from '@app/common';
import { Pace } from './pace';
import { type AbortReason, RunAborted } from './run-aborted';
import type { RunContext } from './run-context';
import type { Held, Report } from './run-leases.repository';
import type { Run, RunProgress } from './run.entity';

/** More item errors than this are only counted. */
export const MAX_ITEM_ERRORS = 1_000;
const MAX_MESSAGE = 500;

/** An attempt in this process: what its handler says, until it is written down, and what it must be told. */
export class ActiveRun implements RunContext, Held {
  private readonly controller = new AbortController();
  private readonly counters: Record<string, number>;
  private readonly errors: Map<string, string>;
  private latest: RunProgress | null;
  private readonly pace = new Pace();
  private hasNews = false;

  /** @param leaseUntil in the time of performance.now(), by which another worker may take it over */
  constructor(
    readonly run: Run,
    readonly owner: string,
    public leaseUntil: number,
  ) {
    // Each request in flight listens, and there may be dozens: no leak.
    setMaxListeners(0, this.controller.signal);
    this.counters = { ...run.counters };
    this.errors = new Map(run.itemErrors.map(({ item, message }) => [item, message]));
    this.latest = run.progress;
  }

  get id(): number {
    return this.run.id;
  }

  get input(): Record<string, unknown> {
    return this.run.input;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get aborted(): AbortReason | undefined {
    const reason: unknown = this.signal.reason;
    return reason instanceof RunAborted ? reason.reason : undefined;
  }

  abort(reason: AbortReason): void {
    if (!this.signal.aborted) this.controller.abort(new RunAborted(reason));
  }

  progress(done: number, total: number | null = null, phase: string | null = null): void {
    this.pace.note(done, performance.now());
    this.latest = { done, total, phase, perMinute: null, secondsLeft: null };
    this.hasNews = true;
  }

  count(name: string, by = 1): void {
    this.counters[name] = (this.counters[name] ?? 0) + by;
    this.hasNews = true;
  }

  itemError(item: string, message: string): void {
    const isNew = !this.errors.has(item);
    if (!isNew || this.errors.size < MAX_ITEM_ERRORS) this.errors.set(item, safeMessage(message, MAX_MESSAGE));
    if (isNew) this.count('item_errors');
  }

  forgetItemErrors(): void {
    this.errors.clear();
    if (this.counters.item_errors !== undefined) this.count('item_errors', -this.counters.item_errors);
  }

  /** Everything so far. */
  report(): Report {
    return {
      progress: this.latest && { ...this.latest, ...this.rate(this.latest.total) },
      counters: { ...this.counters },
      itemErrors: [...this.errors].map(([item, message]) => ({ item, message })),
    };
  }

  private rate(total: number | null): Pick<RunProgress, 'perMinute' | 'secondsLeft'> {
    const now = performance.now();
    const perMinute = this.pace.perMinute(now);
    return {
      perMinute: perMinute === null ? null : Math.round(perMinute * 10) / 10,
      secondsLeft: this.pace.secondsLeft(total, now),
    };
  }

  /** Everything so far, if something is new since the last time; null when not. */
  news(): Report | null {
    if (!this.hasNews) return null;
    this.hasNews = false;
    return this.report();
  }

  /** What was taken as news could not be written down. */
  keepNews(): void {
    this.hasNews = true;
  }
}
