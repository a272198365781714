import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the expectation holds; in the end it fails with its own message. */
export async function eventually<T>(expectation: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
