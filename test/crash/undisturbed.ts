import { CrashLab } from './crash-lab';
import { FORM } from './form';

/** What an undisturbed worker makes of the story: after the first sync, and after the edits. */
export async function undisturbed(seed: number): Promise<{ first: object; edited: object }> {
  const lab = await CrashLab.start(seed, FORM.issues);
  try {
    lab.startWorker();
    await lab.settle();
    const first = lab.state();
    await lab.story.edit(FORM.edits);
    await lab.settle();
    return { first, edited: lab.state() };
  } finally {
    await lab.stop();
  }
}
