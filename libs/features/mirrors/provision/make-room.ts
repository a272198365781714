import { ForeignError, isFailure } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { unlessMissing } from '../gitlab/not-found';
import type { MirrorContext } from '../mirror-context';

/** GitLab's words for it are documented nowhere. */
const AT_LIMIT = /\b(?:maximum|limit|too many|exceed)/i;

/**
 * Makes the mirror that takes the place of another one. GitLab lets a project have so many enabled push mirrors (10 since
 * 18.9): where it refuses one more, the one that is replaced is switched off first, and on again if that does not help.
 */
export async function makingRoom<T>(
  { mirror, owner }: Pick<MirrorContext, 'mirror' | 'owner'>,
  make: () => Promise<T>,
  options: CallOptions,
): Promise<T> {
  const { mirrorId: old, direction } = mirror;
  try {
    return await make();
  } catch (error) {
    if (direction === 'pull' || old === null || !isFailure(error, 'validation') || !AT_LIMIT.test(error.reason)) {
      throw error;
    }
    const switched = (enabled: boolean): Promise<unknown> =>
      unlessMissing(owner.client.remoteMirrors.update(owner.projectId, old, { enabled }, options));
    if ((await switched(false)) === null) throw error;
    return make().catch(async (again: unknown) => {
      // What may have been made has the place already; whoever asked looks for it.
      if (!(again instanceof ForeignError && again.ambiguous)) await switched(true);
      throw again;
    });
  }
}
