import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** CPU time of the thread, µs; not the time that others had the processor. */
  tdur?: number;
  args?: { name?: string };
}

const isTrace = (value: unknown): value is { traceEvents: TraceEvent[] } =>
  typeof value === 'object' && value !== null && 'traceEvents' in value && Array.isArray(value.traceEvents);

/**
 * How long the page's thread was busy with each task while something was done, in milliseconds of CPU, the longest first.
 * Unlike a measured time it does not grow when the machine is busy with something else.
 */
export async function tasksWhile(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  let buffer: Buffer;
  try {
    await act();
  } finally {
    buffer = await browser.stopTracing();
  }
  const trace: unknown = JSON.parse(buffer.toString());
  if (!isTrace(trace)) throw new Error('Chromium gave no trace.');
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const renderers = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  return trace.traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && renderers.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000)
    .toSorted((a, b) => b - a);
}
