import { systemTiming, type Timing } from '../timing';

/**
 * Real time in which every wait of the client is over at once but still counts: `waits` tells how long each was to be.
 * Waits of `guard` ms and more are time limits, and don't ring.
 */
export class ImpatientTiming implements Timing {
  readonly waits: number[] = [];
  private skipped = 0;

  constructor(private readonly guard = 20_000) {}

  now(): number {
    return systemTiming.now() + this.skipped;
  }

  after(ms: number, callback: () => void): () => void {
    if (ms >= this.guard) return () => undefined;
    return systemTiming.after(0, () => {
      this.waits.push(Math.round(ms));
      this.skipped += ms;
      callback();
    });
  }
}
