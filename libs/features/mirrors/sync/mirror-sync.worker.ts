import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { idOf } from '../subject';
import { MirrorSyncer } from './mirror-syncer';
import { MirrorSyncsRepository } from './mirror-syncs.repository';

/** Has GitLab update one mirror now. Subject: the mirror. */
@RunHandler('mirror.sync')
export class MirrorSyncWorker implements RunWorker {
  constructor(
    private readonly syncer: MirrorSyncer,
    private readonly syncs: MirrorSyncsRepository,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run } = context;
    await this.syncs.open(run.id, run.trigger, [idOf(run.subject)]);
    return this.syncer.round(context);
  }
}
