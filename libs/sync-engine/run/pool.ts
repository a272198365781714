/** Runs tasks side by side, so many at once; they *start* in the order in which they are handed over. */
export class Pool {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly size: number) {}

  /** Waits for a free place, then starts the task; `ended` is called after it. Tasks must not throw. */
  async start(task: () => Promise<void>, ended: () => void): Promise<void> {
    while (this.running.size >= this.size) await Promise.race(this.running);
    const work: Promise<void> = task().finally(() => {
      this.running.delete(work);
      ended();
    });
    this.running.add(work);
  }

  async idle(): Promise<void> {
    await Promise.all(this.running);
  }
}
