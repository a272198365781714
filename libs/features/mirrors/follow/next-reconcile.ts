import type { Settings } from '@app/config';

/** A tenth more or less by chance, so that follows that began together drift apart. */
export function nextReconcile(now: Date, settings: Settings): Date {
  const seconds = settings.get('GROUP_FOLLOW_INTERVAL_SECONDS');
  return new Date(now.getTime() + seconds * 1000 * (0.9 + Math.random() / 5));
}
