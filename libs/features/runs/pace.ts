/** How far back the rate looks, in milliseconds: it shows how fast it goes now, not how it began. */
const WINDOW_MS = 60_000;
const SAMPLE_MS = 1_000;

interface Sample {
  at: number;
  done: number;
}

/** How fast a run gets on. Times in milliseconds of any clock that only goes forward. */
export class Pace {
  private samples: Sample[] = [];

  note(done: number, at: number): void {
    const last = this.samples.at(-1);
    // Another part of the work, counted anew.
    if (last && done < last.done) this.samples = [];
    const previous = this.samples.at(-2);
    if (last && previous && at - previous.at < SAMPLE_MS) this.samples.pop();
    this.samples.push({ done, at });
    while (this.samples.length > 2 && at - (this.samples[1]?.at ?? at) >= WINDOW_MS) this.samples.shift();
  }

  /** Items a minute, over the last minute; null while nothing can be said. */
  perMinute(now: number): number | null {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (!first || !last || last.done === first.done || now - first.at < SAMPLE_MS) return null;
    return ((last.done - first.done) / (now - first.at)) * 60_000;
  }

  /** Whole seconds until `total` is reached at this rate; null while nothing can be said. */
  secondsLeft(total: number | null, now: number): number | null {
    const rate = this.perMinute(now);
    const done = this.samples.at(-1)?.done ?? 0;
    return rate === null || total === null ? null : Math.ceil((Math.max(0, total - done) / rate) * 60);
  }
}
