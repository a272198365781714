import { Injectable } from '@nestjs/common';
import { AppError, type AppErrorKind, inParallel, isTemporary, safeMessage } from '@app/common';
import { isDatabaseAway } from '@app/database';
import { JobCatalogue } from '@app/queue';
import type { RunContext, RunResult } from '@features/runs';
import { BatchesRepository, type Tally } from './batches.repository';
import type { ImportItem } from './import-item.entity';

export interface ItemResult {
  outcome: 'done' | 'skipped';
  message?: string;
}

/** What an item builds on is not there; if that was postponed, the item is too. */
export class NotThereYet extends AppError {
  constructor(message: string) {
    super('rule', 'not_there', message);
  }
}

/** Does one item; throws when it can't be done. */
export type ItemWork = (item: ImportItem) => Promise<ItemResult>;

const PAGE = 50;
/** Things that GitLab has to do, which don't depend on each other. */
const AT_ONCE = 5;
const PASSING: AppErrorKind[] = ['unavailable', 'too_many'];
const COUNTED = ['done', 'skipped', 'failed'] as const;

/**
 * Does the items of a batch and writes down what becomes of each: a bad one does not stop the others, and a run that was
 * killed goes on with what is left. What fails in a way that may pass is tried again with the next attempt of the run.
 */
@Injectable()
export class BatchRunner {
  constructor(
    private readonly batches: BatchesRepository,
    private readonly catalogue: JobCatalogue,
  ) {}

  async run(context: RunContext, work: ItemWork): Promise<RunResult> {
    const batchId = Number(context.input.batch);
    await this.batches.takeUp(batchId, context.run.id);
    const start = await this.batches.tally(batchId);
    // What an attempt before did, but could not count any more.
    for (const name of COUNTED) context.count(name, start[name] - (context.run.counters[name] ?? 0));
    const round = new Round(context, total(start), total(start) - start.pending, this.isLastAttempt(context));
    for (let after = 0; ;) {
      const items = await this.batches.pending(batchId, after, PAGE);
      if (items.length === 0) break;
      for (const group of alike(items)) await this.group(group, work, round);
      after = items.at(-1)?.position ?? after;
    }
    if (round.postponed !== undefined) throw round.postponed;
    return summary(await this.batches.tally(batchId));
  }

  private async group(items: ImportItem[], work: ItemWork, round: Round): Promise<void> {
    const [first] = items;
    if (first === undefined) return;
    await this.batches.begin(
      first.batchId,
      items.map(({ position }) => position),
    );
    await inParallel(items, first.kind === 'mirror' || first.kind === 'issue_sync' ? AT_ONCE : 1, async (item) => {
      round.context.signal.throwIfAborted();
      await this.item(item, work, round);
    });
  }

  private async item(item: ImportItem, work: ItemWork, round: Round): Promise<void> {
    try {
      const { outcome, message } = await work(item);
      await this.batches.settle(item, outcome, message ?? null);
      round.settled(outcome);
    } catch (error) {
      if (isDatabaseAway(error) || round.context.signal.aborted) throw error;
      const message = safeMessage(error);
      if (round.mayPass(error)) {
        round.postponed = error;
        await this.batches.settle(item, 'pending', message);
        return;
      }
      await this.batches.settle(item, 'failed', message);
      round.context.itemError(item.name, message);
      round.settled('failed');
    }
  }

  private isLastAttempt({ run }: RunContext): boolean {
    return run.attempt >= (this.catalogue.find(run.kind)?.attempts ?? 1);
  }
}

/** One attempt of a run. */
class Round {
  /** The last failure that may pass. */
  postponed: unknown;

  constructor(
    readonly context: RunContext,
    private readonly total: number,
    private finished: number,
    private readonly isLast: boolean,
  ) {
    context.progress(finished, total);
  }

  settled(outcome: (typeof COUNTED)[number]): void {
    this.finished += 1;
    this.context.count(outcome);
    this.context.progress(this.finished, this.total);
  }

  mayPass(error: unknown): boolean {
    if (this.isLast) return false;
    if (error instanceof NotThereYet) return this.postponed !== undefined;
    return isTemporary(error) || (error instanceof AppError && PASSING.includes(error.kind));
  }
}

const total = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** Neighbours that can be done at the same time. */
function alike(items: ImportItem[]): ImportItem[][] {
  const groups: ImportItem[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    if (group?.[0]?.kind === item.kind && group[0].action === item.action) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

function summary(tally: Tally): RunResult {
  if (tally.failed === 0) return { status: 'success' };
  const error = `${tally.failed} of ${total(tally)} could not be done; the errors say why. Retry it when that is mended.`;
  return { status: tally.done + tally.skipped > 0 ? 'partial' : 'failed', error, errorCode: 'items_failed' };
}
