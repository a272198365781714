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
