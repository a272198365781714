import { setTimeout as delay } from 'node:timers/promises';

/** Polls until `read` gives something true and returns it; fails with the last answer in its message. */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let problem: unknown;
  for (;;) {
    try {
      const value = await read();
      if (value) return value;
      problem = undefined;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > deadline) {
      const reason = problem instanceof Error ? ` The last try: ${problem.message}` : '';
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.${reason}`, { cause: problem });
    }
    await delay(20);
  }
}
