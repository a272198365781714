const MINUTE = 60_000;
/** Multiples of it, taken modulo 1, spread evenly however many there are. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * When the config is due next: the first point after `after` of a fixed grid of its own. A thousand configs with the
 * same interval get a thousand different points of it, and a late or a manual run moves nothing.
 */
export function nextSlot(configId: number, intervalMinutes: number, after: Date): Date {
  const interval = intervalMinutes * MINUTE;
  const phase = Math.floor(((configId * GOLDEN) % 1) * interval);
  const passed = Math.floor((after.getTime() - phase) / interval);
  return new Date((passed + 1) * interval + phase);
}

/**
 * When it is due after a scheduled run that began at `start`: an interval later, on its grid. Of two points it is the
 * nearer one, so that a run that began late (nobody worked for a while) is not followed by another one at once.
 */
export const slotAfterRun = (configId: number, intervalMinutes: number, start: Date): Date =>
  nextSlot(configId, intervalMinutes, new Date(start.getTime() + (intervalMinutes * MINUTE) / 2));
