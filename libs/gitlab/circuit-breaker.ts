/** `closed` requests flow · `open` nothing is sent · `half_open` one request looks whether the server is back. */
export type BreakerState = 'closed' | 'open' | 'half_open';

export interface BreakerSettings {
  /** Failures in a row that open it. Default 5. */
  threshold: number;
  /** How long it stays open the first time (ms), doubled each time the look fails. Default 5 000. */
  openMs: number;
  /** Default 60 000. */
  maxOpenMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = { threshold: 5, openMs: 5_000, maxOpenMs: 60_000 };

/** Everything the breaker knows; times on the caller's monotonic clock in ms. */
export interface BreakerMemory {
  state: BreakerState;
  failures: number;
  /** Times it was opened without a success since. */
  opened: number;
  /** When an open breaker lets one request look. */
  retryAt: number;
}

export const CLOSED: BreakerMemory = { state: 'closed', failures: 0, opened: 0, retryAt: 0 };

/** `enter` a request wants to start · `success` an answer came (a 4xx is one) · `failure` none or a 5xx · `abandon` undecided. */
export type BreakerEvent = 'enter' | 'success' | 'failure' | 'abandon';

/** The whole machine as a pure function. */
export function breakerStep(
  memory: BreakerMemory,
  event: BreakerEvent,
  now: number,
  settings: BreakerSettings = DEFAULT_BREAKER,
): BreakerMemory {
  if (event === 'success') return memory.state === 'closed' && memory.failures === 0 ? memory : CLOSED;
  if (event === 'enter') {
    return memory.state === 'open' && now >= memory.retryAt ? { ...memory, state: 'half_open' } : memory;
  }
  if (event === 'abandon') return memory.state === 'half_open' ? { ...memory, state: 'open', retryAt: now } : memory;
  // Late failures of requests that were under way when it opened say nothing new.
  if (memory.state === 'open') return memory;
  const failures = memory.failures + 1;
  if (memory.state === 'closed' && failures < settings.threshold) return { ...memory, failures };
  const retryAt = now + Math.min(settings.maxOpenMs, settings.openMs * 2 ** memory.opened);
  return { state: 'open', failures, opened: memory.opened + 1, retryAt };
}

export interface BreakerChange {
  state: BreakerState;
  previous: BreakerState;
  /** Milliseconds until the next look; 0 unless open. */
  retryInMs: number;
  /** What opened it, redacted; null when it closes. */
  reason: string | null;
}

/** Keeps a dead instance from turning every job into its own failure: after a few failures in a row nothing is sent. */
export class CircuitBreaker {
  private memory = CLOSED;

  constructor(
    private readonly now: () => number,
    private readonly onChange: (change: BreakerChange) => void = () => undefined,
    private readonly settings: BreakerSettings = DEFAULT_BREAKER,
  ) {}

  get state(): BreakerState {
    return this.memory.state;
  }

  /** Milliseconds until a look is allowed, or 0 when a request may be queued. */
  closedForMs(): number {
    return this.memory.state === 'open' ? Math.max(0, this.memory.retryAt - this.now()) : 0;
  }

  /** True when a request may start now. In `half_open` only the first one may; it must report how it ended. */
  enter(): boolean {
    if (this.memory.state === 'half_open') return false;
    this.apply('enter', null);
    return this.state !== 'open';
  }

  succeeded(): void {
    this.apply('success', null);
  }

  failed(reason: string): void {
    this.apply('failure', reason);
  }

  /** The request ended without telling anything about the server (aborted by us). */
  abandoned(): void {
    this.apply('abandon', null);
  }

  private apply(event: BreakerEvent, reason: string | null): void {
    const previous = this.memory.state;
    this.memory = breakerStep(this.memory, event, this.now(), this.settings);
    if (this.memory.state === previous) return;
    this.onChange({ state: this.memory.state, previous, retryInMs: this.closedForMs(), reason });
  }
}
