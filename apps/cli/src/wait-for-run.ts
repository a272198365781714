import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client';

export interface Run {
  id: number;
  status: 'queued' | 'running' | 'success' | 'partial' | 'failed' | 'cancelled';
  counters: Record<string, number>;
  error: string | null;
  errors: { item: string; message: string }[];
}

const FIRST_MS = 200;
const LONGEST_MS = 3_000;

/** Asks until the run is finished, less and less often. */
export async function waitForRun(client: Client, id: number): Promise<Run> {
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    const run = await client.get<Run>(`/api/runs/${id}`);
    if (run.status !== 'queued' && run.status !== 'running') return run;
    await sleep(pause);
  }
}
