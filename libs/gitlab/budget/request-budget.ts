import type { Priority } from '../http/call';
import type { RateInfo } from '../http/rate-headers';

export interface BudgetLimits {
  /** Requests in flight at once, over all processes together. Default 10. */
  concurrency?: number;
  /** Requests a second, over all processes together; null or absent: only what GitLab's own headers say. */
  requestsPerSecond?: number | null;
}

export const DEFAULT_CONCURRENCY = 10;

export interface SlotRequest {
  /** Endpoints with the same class share GitLab's hidden application limits. */
  limitClass: string;
  priority: Priority;
  /** How long to wait for a slot at most. */
  maxWaitMs: number;
  signal?: AbortSignal | undefined;
}

/** A place among the requests in flight. Releasing it twice is harmless. */
export interface Slot {
  release(): void;
}

/** What one answer taught about the instance's limits. */
export interface Observation {
  limitClass: string;
  rate: RateInfo | null;
  /** `ok` any answer of a healthy server · `limited` a 429 · `overloaded` a 5xx or no answer. */
  outcome: 'ok' | 'limited' | 'overloaded';
  /** For `limited`: whether everything has to wait, or the class only. */
  scope?: 'instance' | 'class' | undefined;
  /** What the server asked for. */
  retryAfterMs?: number | undefined;
}

/** Who may send a request to one instance when. Every client of the instance in a process shares one. */
export interface RequestBudget {
  /** Waits for a slot; rejects with `NoSlotError` when none comes free in time, or when the signal aborts. */
  acquire(request: SlotRequest): Promise<Slot>;
  observe(observation: Observation): void;
  configure(limits: BudgetLimits): void;
  /** Gives everything back; waiting requests are rejected. */
  close(): void;
}

const REASONS = {
  timeout: 'all requests the instance allows are taken; no slot came free in time',
  blocked: 'it asked to slow down, so nothing is sent for now',
  aborted: 'the wait for a request slot was aborted',
  closed: 'the wait for a request slot was closed',
};

export class NoSlotError extends Error {
  constructor(
    readonly why: keyof typeof REASONS,
    /** When a slot may come free, as far as known. */
    readonly retryInMs?: number,
  ) {
    super(REASONS[why]);
  }
}
