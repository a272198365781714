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
