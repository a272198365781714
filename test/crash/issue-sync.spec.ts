import type { FaultKind } from '../../apps/gitlab-simulator/src';
import { CrashLab } from './crash-lab';
import { FORM } from './form';
import { killAt, randomKillPoint } from './kill-points';
import { Random } from './random';
import { undisturbed } from './undisturbed';

/** A worker gets so far at most before it dies. */
const REQUESTS = 25;

async function killRepeatedly(lab: CrashLab, random: Random): Promise<number> {
  let killed = 0;
  let job = await lab.trigger();
  for (let kill = 0; kill < FORM.kills; kill++) {
    const idle = async (): Promise<boolean> => !['queued', 'running'].includes((await lab.job(job)).status);
    if (await killAt(lab, randomKillPoint(random, REQUESTS), idle)) killed += 1;
    job = await lab.trigger();
  }
  return killed;
}

const KINDS: FaultKind[] = ['429', '500', '502', '503', 'reset_before', 'reset_after_write', 'truncate', 'hang'];
const SHARE = 0.1;
/** Longer than the worker waits. */
const HANG_MS = 5_000;

/** One of ten requests goes wrong, in one of many ways. Returns how to end it; that answers how many went wrong. */
function disturb(lab: CrashLab, random: Random): () => number {
  const simulators = [lab.stage.source, lab.stage.target];
  for (const { faults } of simulators) {
    for (const kind of KINDS) {
      const match = { path: '^/api/', probability: SHARE / KINDS.length, seed: random.between(1, 1e9) };
      faults.add({ kind, match, ms: HANG_MS, ...(kind === '429' && { retryAfter: 1 }) });
    }
  }
  return () =>
    simulators.reduce((sum, { faults }) => {
      const fired = faults.list().reduce((all, fault) => all + fault.fired, 0);
      faults.clear();
      return sum + fired;
    }, 0);
}

async function syncDisturbed(lab: CrashLab, random: Random): Promise<number> {
  const calm = disturb(lab, random);
  for (let run = 0; run < 3; run++) await lab.sync();
  const fired = calm();
  await lab.settle();
  return fired;
}

describe('a worker that is killed anywhere', () => {
  it.each(FORM.killSeeds)(
    'ends in the state of an undisturbed one, without duplicates and losses (seed %i)',
    async (seed) => {
      const expected = await undisturbed(seed);
      const random = new Random(seed * 7919);
      const lab = await CrashLab.start(seed, FORM.issues);
      try {
        const killed = await killRepeatedly(lab, random);
        lab.stage.startWorker();
        await lab.settle();
        expect(lab.state()).toEqual(expected.first);
        await lab.stage.worker?.kill();

        await lab.story.edit(FORM.edits);
        const killedAgain = await killRepeatedly(lab, random);
        lab.stage.startWorker();
        await lab.settle();
        expect(lab.state()).toEqual(expected.edited);
        expect(killed + killedAgain).toBeGreaterThanOrEqual(2 * FORM.kills - 2);
      } finally {
        await lab.stage.stop();
      }
    },
    900_000,
  );
});

describe('faults in one of ten requests', () => {
  it.each(FORM.faultSeeds)(
    'end in the state of an undisturbed run (seed %i)',
    async (seed) => {
      const expected = await undisturbed(seed);
      const random = new Random(seed * 104_729);
      const lab = await CrashLab.start(seed, FORM.issues);
      try {
        lab.stage.startWorker();
        const fired = await syncDisturbed(lab, random);
        expect(lab.state()).toEqual(expected.first);
        await lab.story.edit(FORM.edits);
        const firedAgain = await syncDisturbed(lab, random);
        expect(lab.state()).toEqual(expected.edited);
        expect(fired + firedAgain).toBeGreaterThan(5);
      } finally {
        await lab.stage.stop();
      }
    },
    900_000,
  );

  it('a token that is revoked in the middle and then replaced leaves no trace', async () => {
    const [seed = 1] = FORM.faultSeeds;
    const expected = await undisturbed(seed);
    const lab = await CrashLab.start(seed, FORM.issues);
    try {
      lab.stage.startWorker();
      lab.revokeTokenAfter(20);
      expect(await lab.sync()).toMatchObject({ status: 'failed' });
      await lab.replaceToken();
      await lab.settle();
      expect(lab.state()).toEqual(expected.first);
    } finally {
      await lab.stage.stop();
    }
  }, 900_000);
});
