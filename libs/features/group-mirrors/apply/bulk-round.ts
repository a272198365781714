import { AppError, type AppErrorKind, inParallel, isTemporary, safeMessage } from '@app/common';
import { isDatabaseAway } from '@app/database';
import type { RunContext } from '@features/runs';
import type { PlanItem } from '../plan/group-plan';

/** GitLab's own limits hold beside it: the budget of the instance. */
const AT_ONCE = 8;
const PASSING: AppErrorKind[] = ['unavailable', 'too_many'];

export type ItemOutcome = 'mirrors_created' | 'mirrors_pending' | 'already_mirrored';

export const itemName = ({ source, targetPath }: PlanItem): string => `${source.path} → ${targetPath}`;

/** What of a plan is done when it is applied. */
export const isWork = ({ action }: PlanItem): boolean =>
  action === 'create_mirror' || action === 'create_project_and_mirror';

/** Over all attempts of the run. */
export interface Tally {
  done: number;
  failed: number;
}

/** One attempt of a run at the items of a plan: a bad one does not stop the others. */
export class BulkRound {
  private readonly tally: Tally;
  private postponed: unknown;

  constructor(
    private readonly context: RunContext,
    private readonly isLastAttempt: boolean,
  ) {
    const { mirrors_created = 0, mirrors_pending = 0, already_mirrored = 0, item_errors = 0 } = context.run.counters;
    this.tally = { done: mirrors_created + mirrors_pending + already_mirrored, failed: item_errors };
  }

  refuse(item: PlanItem, why: string): void {
    this.context.itemError(itemName(item), why);
    this.tally.failed += 1;
  }

  /** @throws the last failure that may pass, once all others are done */
  async run(items: PlanItem[], work: (item: PlanItem) => Promise<ItemOutcome>): Promise<Tally> {
    const total = this.finished + items.length;
    this.context.progress(this.finished, total, 'mirrors');
    await inParallel(items, AT_ONCE, async (item) => {
      this.context.signal.throwIfAborted();
      await this.one(item, work);
      this.context.progress(this.finished, total, 'mirrors');
    });
    if (this.postponed !== undefined) throw this.postponed;
    return this.tally;
  }

  private get finished(): number {
    return this.tally.done + this.tally.failed;
  }

  private async one(item: PlanItem, work: (item: PlanItem) => Promise<ItemOutcome>): Promise<void> {
    try {
      this.context.count(await work(item));
      this.tally.done += 1;
    } catch (error) {
      if (isDatabaseAway(error) || this.context.signal.aborted) throw error;
      if (this.mayPass(error)) this.postponed = error;
      else this.refuse(item, safeMessage(error));
    }
  }

  private mayPass(error: unknown): boolean {
    if (this.isLastAttempt) return false;
    return isTemporary(error) || (error instanceof AppError && PASSING.includes(error.kind));
  }
}
