/** First wait after a hidden limit showed itself; doubled while it lasts. */
export const FIRST_BLOCK_MS = 3_000;
/** GitLab counts by the minute: looking again four times a minute loses little of the next one. */
const MAX_BLOCK_MS = 15_000;

interface ClassState {
  blockedUntil: number;
  /** Blocks in a row without a success between them. */
  blocks: number;
  inFlight: number;
}

/**
 * GitLab's application limits (note creation, issue creation, project listing …) show in no header: they are met by a
 * 429 only. Each class of endpoints is blocked by itself, so that limited notes do not stop reads; after a block one
 * request looks whether the limit is gone before the others follow.
 */
export class ClassLimits {
  private readonly classes = new Map<string, ClassState>();

  constructor(private readonly firstBlockMs = FIRST_BLOCK_MS) {}

  /** Milliseconds until a request of the class may start; 0: now; Infinity: when the one that looks is back. */
  delay(name: string, now: number): number {
    const state = this.classes.get(name);
    if (!state || state.blocks === 0) return 0;
    if (now < state.blockedUntil) return state.blockedUntil - now;
    return state.inFlight > 0 ? Infinity : 0;
  }

  started(name: string): void {
    const state = this.classes.get(name) ?? { blockedUntil: 0, blocks: 0, inFlight: 0 };
    state.inFlight += 1;
    this.classes.set(name, state);
  }

  ended(name: string): void {
    const state = this.classes.get(name);
    if (!state) return;
    state.inFlight -= 1;
    if (state.inFlight <= 0 && state.blocks === 0) this.classes.delete(name);
  }

  limited(name: string, retryAfterMs: number | undefined, now: number): void {
    const state = this.classes.get(name) ?? { blockedUntil: 0, blocks: 0, inFlight: 0 };
    this.classes.set(name, state);
    // Requests that were in flight together are refused together: that is one block, not many.
    if (now >= state.blockedUntil) state.blocks += 1;
    const wait = retryAfterMs ?? Math.min(MAX_BLOCK_MS, this.firstBlockMs * 2 ** (state.blocks - 1));
    state.blockedUntil = Math.max(state.blockedUntil, now + wait);
  }

  succeeded(name: string, now: number): void {
    const state = this.classes.get(name);
    if (state && now >= state.blockedUntil) state.blocks = 0;
  }
}
