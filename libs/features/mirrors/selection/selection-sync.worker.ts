import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { MirrorSyncer } from '../sync/mirror-syncer';
import { MirrorSyncsRepository } from '../sync/mirror-syncs.repository';
import { mirrorIdsOf, unknown } from './selection-input';
import { SelectionQuery } from './selection.query';

/** Has GitLab update the selected mirrors. Input: `mirrorIds`. */
@RunHandler('mirrors.sync')
export class SelectionSyncWorker implements RunWorker {
  constructor(
    private readonly syncer: MirrorSyncer,
    private readonly syncs: MirrorSyncsRepository,
    private readonly selection: SelectionQuery,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run, input } = context;
    const ids = mirrorIdsOf(input);
    // Once, so that a mirror that is enabled while the run goes on does not join it.
    if (run.progress === null) {
      await this.syncs.open(run.id, run.trigger, ids);
      await this.reportSkipped(context, ids);
    }
    const result = await this.syncer.round(context);
    if (result.status !== 'success') return result;
    const skipped = ids.length - (await this.syncs.outcome(run.id)).total;
    if (skipped === 0) return result;
    const error = `${skipped} of ${ids.length} mirrors could not be synced; see the errors of each.`;
    return { status: skipped < ids.length ? 'partial' : 'failed', error, errorCode: 'selection_incomplete' };
  }

  private async reportSkipped(context: RunContext, ids: number[]): Promise<void> {
    const found = await this.selection.of(ids);
    for (const id of unknown(ids, found)) context.itemError(`mirror ${id}`, 'It does not exist any more.');
    for (const { name, enabled, isReady } of found) {
      if (!isReady) context.itemError(name, 'It is still being set up on GitLab. Try again in a moment.');
      else if (!enabled) context.itemError(name, 'It is disabled. Enable it first.');
    }
  }
}
