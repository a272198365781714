import type { Simulator } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';
import type { Stage } from './stage';

/** A request that changes something on GitLab. */
export interface Write {
  on: 'source' | 'target';
  method: 'POST' | 'PUT' | 'DELETE';
  /** `/projects/:id/access_tokens` */
  route: string;
}

/**
 * `before`: the worker dies and GitLab has done nothing · `done`: GitLab did it and the worker dies before it hears ·
 * `answered`: the worker dies with the answer in its hands · `lost`: GitLab did it, the answer is lost and the worker
 * lives.
 */
export const ENDS = ['before', 'done', 'answered', 'lost'] as const;
export type End = (typeof ENDS)[number];

const PHASES = { before: 'received', done: 'written', answered: 'closed' } as const;

const pathOf = (route: string): string => `^/api/v4${route.replace(/:\w+/g, '[^/]+')}(\\?|$)`;

/** What the worker asks GitLab to change, from now on; git's own requests are not among them. */
export function watchWrites(stage: Stage): { seen: Write[]; stop: () => void } {
  const seen: Write[] = [];
  const watch = (on: Write['on'], { requests }: Simulator): (() => void) =>
    requests.observe(({ method, route }, phase) => {
      if (phase !== 'received' || method === 'GET' || !route.startsWith('/api/v4')) return;
      seen.push({ on, method: method as Write['method'], route: route.slice('/api/v4'.length) });
    });
  const stops = [watch('source', stage.source), watch('target', stage.target)];
  return { seen, stop: () => stops.forEach((stop) => stop()) };
}

/** Has the worker die, or an answer get lost, the first time that it makes this request. Resolves when that is over. */
export async function strike(stage: Stage, { on, method, route }: Write, end: End): Promise<void> {
  const simulator = stage[on];
  const match = { method, path: pathOf(route), nth: 1 };
  if (end === 'before') simulator.faults.add({ kind: 'reset_before', match });
  if (end === 'lost') simulator.faults.add({ kind: 'reset_after_write', match });
  await new Promise<void>((resolve) => {
    const stop = simulator.requests.observe((entry, phase) => {
      if (entry.method !== method || entry.route !== `/api/v4${route}`) return;
      if (phase !== (end === 'lost' ? 'closed' : PHASES[end])) return;
      stop();
      if (end === 'lost') resolve();
      else void stage.worker?.kill().then(resolve);
    });
  });
}

/** How many push mirrors the source has. */
export const mirrorsMade = ({ source }: Stage): number =>
  [...source.world.projects.values()].reduce((sum, { pushMirrors }) => sum + pushMirrors.size, 0);

/** Kills one worker after the other, each as soon as so many mirrors are there; the last one finishes the run. */
export async function finishDespite(deaths: number[], stage: Stage, runId: number): Promise<object> {
  for (const count of deaths) {
    const worker = stage.startWorker();
    await waitFor(`${count} mirrors`, () => mirrorsMade(stage) >= count);
    await worker.kill();
    await stage.timePasses();
  }
  stage.startWorker();
  return waitFor('the run to finish', async () => {
    const { body } = await stage.http.get(`/api/runs/${runId}`);
    return !['queued', 'running'].includes((body as { status: string }).status) && (body as object);
  });
}

/**
 * Waits until so many mirrors are made, and says how many are planned and known here; GitLab has a mirror a moment
 * before its answer is stored.
 */
export async function mirrorsKnown(stage: Stage, count: number): Promise<{ all: number; made: number }> {
  return waitFor('all mirrors to be known', async () => {
    const { rows } = await stage.sql.query<{ all: number; made: number }>(
      'select count(*)::int as all, count(mirror_id)::int as made from mirrors',
    );
    return rows[0]?.made === count && rows[0];
  });
}
