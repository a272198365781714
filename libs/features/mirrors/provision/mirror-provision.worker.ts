import { safeMessage } from '@app/common';
import { Tx } from '@app/database';
import { RunHandler, Runs, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { MirrorContexts, type MirrorContext } from '../mirror-context';
import { MirrorRemoval } from '../mirror-removal';
import { MirrorStore } from '../mirror-store';
import { MirrorsRepository } from '../mirrors.repository';
import { idOf, mirrorSubject } from '../subject';
import { toldInput } from '../sync/told-state';
import { Installer, type Installed } from './installer';
import { MirrorGone } from './mirror-gone';
import { isRefusal, refusalCode } from './refusal';

/** Makes GitLab's side of a new mirror, or undoes what was made of it. Subject: the mirror; input: `url`. */
@RunHandler('mirror.provision')
export class MirrorProvisionWorker implements RunWorker {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly contexts: MirrorContexts,
    private readonly installer: Installer,
    private readonly removal: MirrorRemoval,
    private readonly runs: Runs,
  ) {}

  async run({ run, input, signal }: RunContext): Promise<RunResult> {
    const mirror = await this.mirrors.find(idOf(run.subject));
    if (mirror === null) return { status: 'success' };
    if (mirror.phase === 'active') {
      // Killed just before it asked for the first update.
      if (mirror.lastUpdateAt === null) await this.finish({ mirror, state: null });
      return { status: 'success' };
    }
    const context = await this.contexts.of(mirror);
    try {
      const url = typeof input.url === 'string' ? { url: input.url } : {};
      await this.finish(await this.installer.install(context, { ...url, signal, priority: 'interactive' }));
      return { status: 'success' };
    } catch (error) {
      if (error instanceof MirrorGone) return { status: 'failed', error: error.message, errorCode: 'mirror_deleted' };
      return this.failed(context, error);
    }
  }

  private async finish({ mirror, state }: Installed): Promise<void> {
    await this.tx.run(async () => {
      const about = { subject: mirrorSubject(mirror.id), trigger: 'system' as const };
      // GitLab's push mirrors wait for the next push to the source; what is there already has to be asked for.
      if (mirror.enabled) await this.runs.request({ ...about, kind: 'mirror.sync', input: toldInput(state) });
      if (mirror.pendingChange !== null) await this.runs.request({ ...about, kind: 'mirror.apply' });
      await this.store.publish('changed', mirror, ['phase', 'mirror_id']);
    });
  }

  private async failed({ mirror }: MirrorContext, error: unknown): Promise<RunResult> {
    if (!isRefusal(error)) {
      await this.mirrors.update(mirror.id, { lastError: safeMessage(error) });
      throw error;
    }
    // Nothing that was made for it may outlive it. What can't be taken back now stays listed as a leftover.
    await this.removal.remove(mirror.id, 'refused');
    await this.removal.cleanUp({ mirrorId: mirror.id });
    return { status: 'failed', error: safeMessage(error), errorCode: refusalCode(error) };
  }
}
