import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer. */
export async function waitUntil<T>(what: string, read: () => Promise<T | null>, limitMs = 60_000): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await read();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}.`);
    await delay(200);
  }
}
