import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { CleanUp } from '../clean-up/clean-up';
import { whatItWas } from '../clean-up/clean-up.worker';
import { LeftoversRepository } from '../clean-up/leftovers.repository';
import { MirrorRemoval } from '../mirror-removal';
import { mirrorIdsOf } from './selection-input';

const CHUNK = 25;

/**
 * Deletes selected mirrors, here and on GitLab, a few at a time: what is cancelled or killed leaves no mirror half
 * deleted. Input: `mirrorIds`, `force`.
 */
@RunHandler('mirrors.delete')
export class SelectionDeleteWorker implements RunWorker {
  constructor(
    private readonly removal: MirrorRemoval,
    private readonly cleanUp: CleanUp,
    private readonly leftovers: LeftoversRepository,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const { input, signal } = context;
    const ids = mirrorIdsOf(input);
    const force = input.force === true;
    let left = 0;
    for (let from = 0; from < ids.length; from += CHUNK) {
      signal.throwIfAborted();
      const chunk = ids.slice(from, from + CHUNK);
      const deleted = await this.removal.removeMany(chunk);
      context.count('deleted', deleted.length);
      for (const mirrorId of chunk) left += await this.clean(mirrorId, force, context);
      context.progress(Math.min(from + CHUNK, ids.length), ids.length, 'deleting');
    }
    if (left === 0) return { status: 'success' };
    const rest = force ? 'it was given up' : 'it stays listed as leftovers and is tried again';
    return {
      status: 'partial',
      error: `${left} mirrors or tokens could not be removed on GitLab; ${rest}.`,
      errorCode: 'leftovers',
    };
  }

  private async clean(mirrorId: number, force: boolean, context: RunContext): Promise<number> {
    let failures = 0;
    const report = {
      gone: () => undefined,
      failed: (item: Parameters<typeof whatItWas>[0], reason: string) => {
        failures++;
        context.itemError(whatItWas(item), reason);
      },
    };
    await this.cleanUp.scope({ mirrorId }, report, context.signal);
    if (force && failures > 0) await this.leftovers.giveUp({ mirrorId });
    return failures;
  }
}
