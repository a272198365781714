/** A time of every day in which nothing is told; `to` before `from` is on the next day. */
export interface QuietHours {
  /** HH:MM */
  from: string;
  /** HH:MM; the hours end when it strikes. */
  to: string;
  /** IANA name. */
  timeZone: string;
}

/** By the clock on the wall there, so that summer time moves them along. */
export function isQuiet(hours: QuietHours | null, now: Date): boolean {
  if (hours === null) return false;
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return hours.from < hours.to ? time >= hours.from && time < hours.to : time >= hours.from || time < hours.to;
}
