import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { idOf } from '../subject';
import { MirrorSyncer } from './mirror-syncer';
import { MirrorSyncsRepository } from './mirror-syncs.repository';

/** Has GitLab update all enabled mirrors of a pair. Subject: the pair. */
@RunHandler('pair.sync')
export class PairSyncWorker implements RunWorker {
  constructor(
    private readonly syncer: MirrorSyncer,
    private readonly syncs: MirrorSyncsRepository,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run } = context;
    await this.syncs.openPair(run.id, run.trigger, idOf(run.subject));
    return this.syncer.round(context);
  }
}
