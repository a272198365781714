/** Time as a dependency, so that tests can set it. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** ISO 8601 in UTC with `Z`, or null. */
export const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
