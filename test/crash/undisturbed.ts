import { CrashLab } from './crash-lab';
import { FORM } from './form';

interface Outcome {
  first: object;
  edited: object;
}

const known = new Map<number, Promise<Outcome>>();

/** What an undisturbed worker makes of the story: after the first sync, and after the edits. Told once for each seed. */
export function undisturbed(seed: number): Promise<Outcome> {
  const outcome = known.get(seed) ?? tell(seed);
  known.set(seed, outcome);
  return outcome;
}

async function tell(seed: number): Promise<Outcome> {
  const lab = await CrashLab.start(seed, FORM.issues);
  try {
    lab.stage.startWorker();
    await lab.settle();
    const first = lab.state();
    await lab.story.edit(FORM.edits);
    await lab.settle();
    return { first, edited: lab.state() };
  } finally {
    await lab.stage.stop();
  }
}
