import type { Method } from './call';

/** One request that went out, for metrics and benchmarks. */
export interface RequestRecord {
  instance: string;
  method: Method;
  /** The template, e.g. `/projects/:id/issues`. */
  route: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Duration in ms, without waiting for a slot. */
  ms: number;
  /** 1 for the first try. */
  attempt: number;
}

export type RequestRecorder = (record: RequestRecord) => void;

/** Counts requests by method and route; pass `counter.record` as recorder. */
export class RequestCounter {
  private readonly counts = new Map<string, number>();

  readonly record: RequestRecorder = ({ method, route }) => {
    const key = `${method} ${route}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  };

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** `GET /projects/:id` → count, most frequent first. */
  byRoute(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort(([, a], [, b]) => b - a));
  }
}
