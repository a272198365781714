import type { RateInfo } from '../http/rate-headers';

/** Part of GitLab's quota that is used: its windows and ours don't begin at the same moment. */
const USED_SHARE = 0.98;
/** A request that starts late (timers are never early) does not delay those after it, up to this. */
const CATCH_UP_MS = 50;

/** Requests a second to send under a quota of so many a minute. */
export const usableRate = (limitPerMinute: number): number => (limitPerMinute * USED_SHARE) / 60;

interface Window {
  id: number | null;
  /** Requests we may still send in it. */
  left: number;
  endsAt: number;
}

/**
 * Spaces requests evenly under the slowest of: the configured rate, the rate GitLab's
 * headers show, and what is left of its current window. Pure in time: the caller passes `now` (ms).
 */
export class Pacer {
  private configured = Infinity;
  private learnedPerMinute = Infinity;
  private share = 1;
  private window: Window | null = null;
  /** When the next request would be due if all came evenly. */
  private due = -Infinity;

  /** `ratePerSecond`: our part of the rate; `share`: our part (0–1) of what the headers show. */
  configure(ratePerSecond: number, share = 1): void {
    this.configured = ratePerSecond;
    this.share = share;
  }

  /** Learns from an answer; `inFlight` requests were sent but may not be counted in it. */
  learn(rate: RateInfo, inFlight: number, now: number): void {
    this.learnedPerMinute = rate.limitPerMinute;
    if (rate.remaining === null || rate.resetInMs === null) return;
    const left = Math.floor(rate.remaining * this.share) - inFlight;
    // Clocks are cut to whole seconds, so the window may end a second later than it seems.
    const endsAt = now + rate.resetInMs + 1000;
    const same = this.window !== null && this.window.id === rate.windowId && now < this.window.endsAt;
    this.window = {
      id: rate.windowId,
      left: same && this.window ? Math.min(this.window.left, left) : left,
      endsAt: same && this.window ? this.window.endsAt : endsAt,
    };
  }

  /** Requests a minute that GitLab's headers showed last; null when none did. */
  get learned(): number | null {
    return this.learnedPerMinute === Infinity ? null : this.learnedPerMinute;
  }

  /** Milliseconds until the next request may start; 0: now. */
  delay(now: number): number {
    const window = this.windowAt(now);
    if (window && window.left <= 0) return window.endsAt - now;
    const interval = this.intervalAt(now);
    if (interval === Infinity) return 1000;
    return Math.max(0, this.due - now);
  }

  /** Counts a request that starts now. */
  take(now: number): void {
    const interval = this.intervalAt(now);
    const start = now - this.due <= CATCH_UP_MS ? this.due : now;
    if (interval !== Infinity) this.due = start + interval;
    const window = this.windowAt(now);
    if (window) window.left -= 1;
  }

  private windowAt(now: number): Window | null {
    if (this.window && now >= this.window.endsAt) this.window = null;
    return this.window;
  }

  private intervalAt(now: number): number {
    const learned =
      this.learnedPerMinute === Infinity ? Infinity : (usableRate(this.learnedPerMinute) * this.share) / 1000;
    const window = this.windowAt(now);
    const untilReset = window ? Math.max(window.left, 0) / Math.max(1, window.endsAt - now) : Infinity;
    const perMs = Math.min(this.configured / 1000, learned, untilReset);
    return perMs <= 0 ? Infinity : 1 / perMs;
  }
}
