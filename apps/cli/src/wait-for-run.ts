import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client';
import { PassingFailure } from './exit-codes';

export interface Run {
  id: number;
  status: 'queued' | 'running' | 'success' | 'partial' | 'failed' | 'cancelled';
  counters: Record<string, number>;
  error: string | null;
  errors: { item: string; message: string }[];
}

const FIRST_MS = 200;
const LONGEST_MS = 3_000;
/** A server that restarts is back by then; the run goes on meanwhile. */
const PATIENCE_MS = 60_000;

/** Asks until the run is finished, less and less often. */
export async function waitForRun(client: Client, id: number): Promise<Run> {
  let heardAt = Date.now();
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    try {
      const run = await client.get<Run>(`/api/runs/${id}`);
      if (run.status !== 'queued' && run.status !== 'running') return run;
      heardAt = Date.now();
    } catch (error) {
      if (!(error instanceof PassingFailure) || Date.now() - heardAt > PATIENCE_MS) throw error;
    }
    await sleep(pause);
  }
}
