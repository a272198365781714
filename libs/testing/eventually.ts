import { setTimeout as sleep } from 'node:timers/promises';

const SOONEST_MS = 10;
const LATEST_MS = 100;
/** How long tests wait: it is the limit for what never happens, and costs nothing where the machine is merely slow. */
export const PATIENCE_MS = 180_000;

/**
 * Asks again until the expectation holds; in the end it fails with its own message. What takes longer is asked for less
 * often, so that asking costs little of the time in which it should happen.
 */
export async function eventually<T>(expectation: () => T | Promise<T>, timeoutMs = PATIENCE_MS): Promise<T> {
  const start = performance.now();
  for (;;) {
    const passed = performance.now() - start;
    try {
      return await expectation();
    } catch (error) {
      if (passed > timeoutMs) throw error;
      await sleep(Math.min(LATEST_MS, Math.max(SOONEST_MS, passed / 10)));
    }
  }
}
