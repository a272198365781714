/** What a rule can be about. */
export const NOTIFICATION_EVENTS = [
  'mirror_failed',
  'mirror_stale',
  'mirror_drift',
  'mirror_held',
  'issue_sync_failed',
  'token_expiring',
  'instance_degraded',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

export interface Threshold {
  /** What it counts, in the plural. */
  unit: 'failures in a row' | 'hours' | 'days';
  max: number;
  default: number;
}

/** The events that count something. */
export const THRESHOLDS: Partial<Record<NotificationEvent, Threshold>> = {
  mirror_failed: { unit: 'failures in a row', max: 100, default: 1 },
  mirror_stale: { unit: 'hours', max: 8_760, default: 24 },
  issue_sync_failed: { unit: 'failures in a row', max: 100, default: 1 },
  token_expiring: { unit: 'days', max: 365, default: 14 },
};

/** What is wrong with a threshold, in words; null when it fits the event. */
export function thresholdFault(event: NotificationEvent, threshold: number | null): string | null {
  const known = THRESHOLDS[event];
  if (!known) return threshold === null ? null : `${event} counts nothing; leave the threshold out.`;
  if (threshold === null || (threshold >= 1 && threshold <= known.max)) return null;
  return `for ${event} it counts ${known.unit}, from 1 to ${known.max}.`;
}

/** With the default of the event where none is given. */
export const thresholdOf = (event: NotificationEvent, threshold: number | null): number | null =>
  threshold ?? THRESHOLDS[event]?.default ?? null;
