import type { QueryClient } from '@tanstack/react-query';
import type { Affected } from './affected';

/**
 * Asks for answers anew when events have made them out of date: many events in a short time are one request, and what
 * is still being answered is not asked for again before the answer is there.
 */
export class Refresher {
  private readonly waiting = new Map<string, Affected>();
  private readonly lastAt = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly queries: QueryClient,
    private readonly gatherMs = 250,
  ) {}

  add(affected: Affected[]): void {
    for (const each of affected) this.waiting.set(each.name, each);
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => this.flush(), this.gatherMs);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.waiting.clear();
  }

  private flush(): void {
    this.timer = null;
    const now = Date.now();
    for (const [name, affected] of this.waiting) {
      const { matches, everyMs } = affected;
      const isTooEarly = now - (this.lastAt.get(name) ?? 0) < everyMs;
      if (isTooEarly || this.queries.isFetching({ predicate: matches }) > 0) continue;
      this.waiting.delete(name);
      this.lastAt.set(name, now);
      void this.queries.invalidateQueries({ predicate: matches });
    }
    if (this.lastAt.size > 1_000) this.lastAt.clear();
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.flush(), this.gatherMs);
  }
}
