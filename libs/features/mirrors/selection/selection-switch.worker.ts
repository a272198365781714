import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { nextLook } from '../sync/mirror-syncer';
import { mirrorIdsOf, unknown } from './selection-input';
import { SelectionQuery } from './selection.query';

const PATIENCE_MS = 30 * 60_000;

/** Follows selected mirrors until GitLab has them enabled or disabled. Input: `mirrorIds`, `enabled`. */
@RunHandler('mirrors.switch')
export class SelectionSwitchWorker implements RunWorker {
  constructor(private readonly selection: SelectionQuery) {}

  async run(context: RunContext): Promise<RunResult> {
    const { run, input } = context;
    context.forgetItemErrors();
    const ids = mirrorIdsOf(input);
    const found = await this.selection.of(ids);
    const gone = unknown(ids, found);
    for (const id of gone) context.itemError(`mirror ${id}`, 'It does not exist any more.');
    const refused = found.filter(({ error }) => error !== null);
    for (const { name, error } of refused) context.itemError(name, error ?? '');
    const waiting = found.filter(({ isPending, error }) => isPending && error === null);
    context.progress(ids.length - waiting.length, ids.length, input.enabled === true ? 'enabling' : 'disabling');
    const waitedMs = Date.now() - run.createdAt.getTime();
    if (waiting.length > 0 && waitedMs < PATIENCE_MS) return { status: 'again', afterMs: nextLook(waitedMs) };
    for (const { name } of waiting) context.itemError(name, 'GitLab has not answered yet; it goes on being tried.');
    const failures = gone.length + refused.length + waiting.length;
    if (failures === 0) return { status: 'success' };
    const error = `${failures} of ${ids.length} mirrors are not as wanted on GitLab yet; see the errors of each. What can be mended is tried again by itself.`;
    return { status: failures < ids.length ? 'partial' : 'failed', error, errorCode: 'selection_incomplete' };
  }
}
