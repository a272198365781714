const DAY = 86_400;
/** Seconds; a unit is used from `from` on. Months say too little about the next sixty days. */
const STEPS: { unit: Intl.RelativeTimeFormatUnit; size: number; from: number }[] = [
  { unit: 'year', size: 365 * DAY, from: 2 * 365 * DAY },
  { unit: 'month', size: 30 * DAY, from: 60 * DAY },
  { unit: 'day', size: DAY, from: DAY },
  { unit: 'hour', size: 3_600, from: 3_600 },
  { unit: 'minute', size: 60, from: 60 },
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** "3 min. ago", "in 2 hr.", "just now"; both times in milliseconds since the epoch. */
export function relativeTime(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1_000);
  for (const { unit, size, from } of STEPS) {
    if (Math.abs(seconds) >= from) return relative.format(Math.trunc(seconds / size), unit);
  }
  if (seconds >= 10) return `in ${seconds} s`;
  return seconds <= -10 ? `${-seconds} s ago` : 'just now';
}

/** The same of something that is planned: "in 2 hr.", or "due" once its time has come, however long ago. */
export const plannedTime = (then: number, now: number): string =>
  then - now < 10_000 ? 'due' : relativeTime(then, now);

export const exactTime = (then: number): string => exact.format(then);

/** "850 ms", "4.2 s", "3 min 20 s", "1 h 5 min". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
