/** How long another process's rotation of a token may stay unnoticed; a query for each request would be the price of 0. */
const FRESH_MS = 1_000;

interface Entry {
  token: Promise<string>;
  readAt: number;
}

/** Tokens in plain, each read again once a second at most, whatever the number of requests. */
export class TokenCache {
  private readonly entries = new Map<number, Entry>();

  constructor(
    private readonly read: (instanceId: number) => Promise<string>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(instanceId: number): Promise<string> {
    const known = this.entries.get(instanceId);
    if (known && this.now() - known.readAt < FRESH_MS) return known.token;
    const entry: Entry = { token: this.read(instanceId), readAt: this.now() };
    this.entries.set(instanceId, entry);
    // A failed read is not remembered: the next request tries again.
    entry.token.catch(() => {
      if (this.entries.get(instanceId) === entry) this.entries.delete(instanceId);
    });
    return entry.token;
  }

  /** Somebody just read it. */
  learn(instanceId: number, token: string): void {
    this.entries.set(instanceId, { token: Promise.resolve(token), readAt: this.now() });
  }

  forget(instanceId: number): void {
    this.entries.delete(instanceId);
  }
}
