import type { Timing } from '../timing';

interface Alarm {
  at: number;
  callback: () => void;
}

/** A clock that moves only when it is told to. */
export class ManualTiming implements Timing {
  private time = 0;
  private alarms: Alarm[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): () => void {
    const alarm = { at: this.time + Math.max(0, ms), callback };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Alarms that are set; idle code has none. */
  get pending(): number {
    return this.alarms.length;
  }

  /** Moves on, ringing each alarm at its time and letting promises run in between. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await settle();
    for (;;) {
      const next = this.alarms.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
      await settle();
    }
    this.time = until;
  }
}

/** Lets everything that is ready run. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
