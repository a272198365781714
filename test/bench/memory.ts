export const MB = 1024 * 1024;

const SAMPLE_MS = 100;

/** How much memory (RSS, in bytes) this process had before `work`, and at most while it went on. */
export async function memoryOf(work: () => Promise<unknown>): Promise<{ before: number; most: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(sampler);
  }
  return { before, most };
}
