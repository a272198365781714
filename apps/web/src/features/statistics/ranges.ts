import type { StatisticsQuery } from '../../api/model';

const HOUR_MS = 3_600_000;

interface Range {
  label: string;
  hours: number;
  bucket: 'hour' | 'day';
}

export const RANGES = {
  day: { label: '24 h', hours: 24, bucket: 'hour' },
  week: { label: '7 d', hours: 7 * 24, bucket: 'hour' },
  month: { label: '30 d', hours: 30 * 24, bucket: 'day' },
  quarter: { label: '90 d', hours: 90 * 24, bucket: 'day' },
} as const satisfies Record<string, Range>;

export type RangeName = keyof typeof RANGES;
export const isRange = (name: string | null): name is RangeName => name !== null && Object.hasOwn(RANGES, name);

/** Ends with the hour or day that `now` lies in, so that the same question keeps its answer for a while. */
export function statisticsQuery(name: RangeName, now: number): StatisticsQuery {
  const { hours, bucket } = RANGES[name];
  const step = bucket === 'hour' ? HOUR_MS : 24 * HOUR_MS;
  const to = (Math.floor(now / step) + 1) * step;
  return { from: new Date(to - hours * HOUR_MS).toISOString(), to: new Date(to).toISOString(), bucket };
}

const hourOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const hourOfWeek = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
/** Days are those of UTC, as the server counts them. */
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function pointLabel(at: string, name: RangeName): string {
  if (RANGES[name].bucket === 'day') return day.format(Date.parse(at));
  return (name === 'day' ? hourOfDay : hourOfWeek).format(Date.parse(at));
}
