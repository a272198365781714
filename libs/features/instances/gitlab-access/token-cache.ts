/** How long another process's rotation of a token may stay unnoticed; a query for each request would be the price of 0. */
const FRESH_MS = 1_000;

interface Entry {
  token: Promise<string>;
  readAt: number;
}

/** Tokens in plain, each read again once a second at most, whatever the number of requests, unless GitLab refuses it. */
export class TokenCache {
  private readonly entries = new Map<number, Entry>();

  constructor(
    private readonly read: (instanceId: number) => Promise<string>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param refused a token that GitLab just turned down: another process may have replaced it this very moment */
  async get(instanceId: number, refused?: string): Promise<string> {
    const known = this.entries.get(instanceId);
    if (known && this.now() - known.readAt < FRESH_MS) {
      const token = await known.token;
      if (token !== refused) return token;
    }
    return this.readAgain(instanceId, known);
  }

  /** Somebody just read it. */
  learn(instanceId: number, token: string): void {
    this.entries.set(instanceId, { token: Promise.resolve(token), readAt: this.now() });
  }

  forget(instanceId: number): void {
    this.entries.delete(instanceId);
  }

  private readAgain(instanceId: number, outdated: Entry | undefined): Promise<string> {
    const current = this.entries.get(instanceId);
    // Somebody else was faster.
    if (current && current !== outdated) return current.token;
    const entry: Entry = { token: this.read(instanceId), readAt: this.now() };
    this.entries.set(instanceId, entry);
    // A failed read is not remembered: the next request tries again.
    entry.token.catch(() => {
      if (this.entries.get(instanceId) === entry) this.entries.delete(instanceId);
    });
    return entry.token;
  }
}
