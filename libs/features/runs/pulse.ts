/** Does something every so many milliseconds, one after the other, until it is stopped. A failing beat skips one. */
export class Pulse {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private running = false;

  constructor(
    private readonly everyMs: number,
    private readonly beat: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.next(0);
  }

  /** Resolves when the beat in progress is over. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.current;
  }

  private next(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.current = this.once();
    }, delayMs);
  }

  private async once(): Promise<void> {
    try {
      await this.beat();
    } catch (error) {
      this.onError(error);
    }
    if (this.running) this.next(this.everyMs);
  }
}
