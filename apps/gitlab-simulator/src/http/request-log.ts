export interface RequestEntry {
  method: string;
  /** The route with its placeholders: `/api/v4/projects/:id/issues`. */
  route: string;
  url: string;
  userAgent: string;
  /** The name of the token that was used, never its secret. */
  token: string | null;
  startedAt: number;
  /** 0 while it is being served, and when the connection broke before an answer. */
  status: number;
}

export type RequestListener = (entry: RequestEntry, phase: 'received' | 'written' | 'closed') => void;

const KEPT = 2_000;

/** Counts what reaches the API (git over HTTP apart), for benchmarks and for tests that wait for a request. */
export class RequestLog {
  total = 0;
  git = 0;
  inFlight = 0;
  maxInFlight = 0;
  /** `GET /api/v4/projects/:id/issues` → count. */
  byRoute: Record<string, number> = {};
  byStatus: Record<number, number> = {};
  recent: RequestEntry[] = [];
  private readonly listeners = new Set<RequestListener>();

  /** Calls the listener for each request: when it came, when its handler has done its work, when the answer is out. */
  observe(listener: RequestListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(entry: RequestEntry, phase: 'received' | 'written' | 'closed'): void {
    for (const listener of this.listeners) listener(entry, phase);
  }

  start(entry: RequestEntry): void {
    if (entry.route.startsWith('/api/')) {
      this.total++;
      this.inFlight++;
      this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
      const key = `${entry.method} ${entry.route}`;
      this.byRoute[key] = (this.byRoute[key] ?? 0) + 1;
    } else if (entry.route.startsWith('git ')) this.git++;
    this.recent.push(entry);
    if (this.recent.length > 2 * KEPT) this.recent = this.recent.slice(-KEPT);
    this.tell(entry, 'received');
  }

  finish(entry: RequestEntry, status: number): void {
    entry.status = status;
    if (entry.route.startsWith('/api/')) {
      this.inFlight--;
      this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    }
    this.tell(entry, 'closed');
  }

  /** How often a route was called; without a method, by any. */
  count(route: string, method?: string): number {
    return Object.entries(this.byRoute)
      .filter(([key]) => (method ? key === `${method} ${route}` : key.endsWith(` ${route}`)))
      .reduce((sum, [, count]) => sum + count, 0);
  }

  reset(): void {
    this.total = 0;
    this.git = 0;
    this.maxInFlight = this.inFlight;
    this.byRoute = {};
    this.byStatus = {};
    this.recent = [];
  }

  summary(): Record<string, unknown> {
    const { total, git, inFlight, maxInFlight, byRoute, byStatus } = this;
    return { total, git, inFlight, maxInFlight, byRoute, byStatus };
  }
}
