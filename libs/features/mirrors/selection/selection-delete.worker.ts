import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { CleanUp } from '../clean-up/clean-up';
import { whatItWas } from '../clean-up/clean-up.worker';
import type { Leftover } from '../clean-up/leftover.entity';
import { LeftoversRepository, type LeftoverScope } from '../clean-up/leftovers.repository';
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
      left += await this.clean(chunk, force, context);
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

  /** Takes down what the mirrors of a chunk left on GitLab; returns how much could not be. */
  private async clean(mirrorIds: number[], force: boolean, context: RunContext): Promise<number> {
    const failures: Leftover[] = [];
    const report = {
      gone: () => undefined,
      failed: (item: Leftover, reason: string) => {
        failures.push(item);
        context.itemError(whatItWas(item), reason);
      },
    };
    await this.cleanUp.scope(scopesOf(mirrorIds), report, context.signal);
    if (force && failures.length > 0) await this.leftovers.giveUp(scopesOf(failures.map(({ mirrorId }) => mirrorId)));
    return failures.length;
  }
}

const scopesOf = (mirrorIds: number[]): LeftoverScope => mirrorIds.map((mirrorId) => ({ mirrorId }));
