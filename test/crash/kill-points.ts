import type { Simulator } from '../../apps/gitlab-simulator/src';
import type { CrashLab } from './crash-lab';
import type { Random } from './random';

/** A request, counted from the start of the worker, and how far it has got when the worker dies. */
export interface KillPoint {
  request: number;
  /** `received`: nothing done yet · `written`: done, no answer sent · `closed`: the answer is on its way. */
  phase: 'received' | 'written' | 'closed';
}

export const randomKillPoint = (random: Random, requests: number): KillPoint => ({
  request: random.between(1, requests),
  phase: random.pick(['received', 'written', 'closed'] as const),
});

/** Resolves when the point is reached. */
function reached({ request, phase }: KillPoint, simulators: Simulator[]): { promise: Promise<void>; stop: () => void } {
  let seen = 0;
  let stop = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    const observers = simulators.map(({ requests }) =>
      requests.observe((entry, at) => {
        if (at !== phase || !entry.route.startsWith('/api/')) return;
        seen += 1;
        if (seen === request) resolve();
      }),
    );
    stop = () => observers.forEach((end) => end());
  });
  return { promise, stop };
}

/** Starts a worker and kills it at the point. False when it had nothing left to do before. */
export async function killAt(lab: CrashLab, point: KillPoint, idle: () => Promise<boolean>): Promise<boolean> {
  const { promise, stop } = reached(point, [lab.stage.source, lab.stage.target]);
  const worker = lab.stage.startWorker();
  const finished = new AbortController();
  const gotIdle = (async () => {
    while (!finished.signal.aborted && !(await idle())) await new Promise((resolve) => setTimeout(resolve, 50));
  })();
  const killed = await Promise.race([promise.then(() => true), gotIdle.then(() => false)]);
  await worker.kill();
  finished.abort();
  stop();
  await gotIdle;
  await lab.stage.expireLeases();
  return killed;
}
