import { park } from '../apply/park';
import { FAILURES_IN_A_ROW, codeOf, isSystemic, reactionTo } from '../apply/reactions';
import type { Session } from '../apply/session';
import { IssueSync, type IssueJob } from '../apply/sync-issue';
import type { Tools } from '../apply/tools';
import type { SourceIssue } from '../model/source';
import { prepareBatch } from './batch';
import { Pool } from './pool';

const RESULT_COUNTER = { created: 'issuesCreated', updated: 'issuesUpdated', skipped: 'issuesSkipped' } as const;

/** Works through batches of issues side by side; one that fails is parked and disturbs no other. */
export class Runner {
  private readonly pool: Pool;
  private readonly sync: IssueSync;
  private committing: Promise<void> = Promise.resolve();
  private failuresInARow = 0;
  private lastCode: string | null = null;
  /** iid → `updatedAt` of what this run has begun with; it is counted, and unless forced handled, once. */
  private readonly begun = new Map<number, string>();
  /** What is being worked on; an issue that is listed again because it was edited meanwhile waits for that. */
  private readonly inFlight = new Map<number, Promise<void>>();
  /** Why nothing more is begun. */
  private stoppedBy: unknown = null;

  constructor(
    private readonly session: Session,
    tools: Tools,
  ) {
    this.pool = new Pool(session.context.limits.concurrency);
    this.sync = new IssueSync(tools);
  }

  /**
   * Begins with the issues of a batch; resolves when all of them have begun. `handled` is called when all of this batch
   * and of those before are done or parked; it moves the cursor.
   */
  async batch(
    issues: readonly SourceIssue[],
    baselineIid: number | null,
    force: boolean,
    handled: () => Promise<void>,
  ): Promise<void> {
    this.throwIfStopped();
    const wanted = force ? issues : issues.filter(({ iid, updatedAt }) => this.begun.get(iid) !== updatedAt);
    const repeated = new Set(wanted.filter(({ iid }) => this.begun.has(iid)).map(({ iid }) => iid));
    for (const { iid, updatedAt } of wanted) this.begun.set(iid, updatedAt);
    this.session.countListed(wanted.length - repeated.size);
    await Promise.all([...repeated].flatMap((iid) => this.inFlight.get(iid) ?? []));
    const { jobs, skipped } = await prepareBatch(this.session, wanted, baselineIid, force);
    for (const { issue } of skipped) if (!repeated.has(issue.iid)) this.count('issuesSkipped');
    // Parked, and no longer wanted: nothing to retry.
    const unparked = skipped.flatMap(({ link, reason }) =>
      link?.retryAt && link.targetIid === null && reason !== 'parked'
        ? [{ ...link, retryAt: null, error: null, failures: 0 }]
        : [],
    );
    if (unparked.length > 0) await this.session.ports.store.saveLinks(unparked);
    this.session.count('commentsTotal', expectedComments(jobs, this.session.options.syncComments));
    let left = jobs.length;
    let finished: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finished = resolve;
    });
    if (left === 0) finished();
    const commit = this.committing.then(() => done).then(() => (this.isStopped() ? undefined : handled()));
    commit.catch((error: unknown) => this.stop(error));
    this.committing = commit.catch(() => undefined);
    for (const job of jobs) {
      const { iid } = job.issue;
      await this.pool.start(
        () => {
          const work = this.one(job, repeated.has(iid));
          this.inFlight.set(iid, work);
          return work;
        },
        () => {
          this.inFlight.delete(iid);
          if (--left === 0) finished();
        },
      );
    }
  }

  /** Until everything begun is done and the cursor is stored. Throws what stopped the run. */
  async idle(): Promise<void> {
    await this.pool.idle();
    await this.committing;
    this.throwIfStopped();
  }

  /** Until nothing is under way any more, however it ends. */
  async settled(): Promise<void> {
    await this.pool.idle();
    await this.committing;
  }

  private async one(job: IssueJob, repeated: boolean): Promise<void> {
    if (this.isStopped()) return;
    try {
      const result = await this.sync.run(job);
      this.failuresInARow = 0;
      if (!repeated) this.count(RESULT_COUNTER[result]);
    } catch (error) {
      await this.failed(job, error);
    }
  }

  private count(counter: 'issuesCreated' | 'issuesUpdated' | 'issuesSkipped' | 'issuesFailed'): void {
    this.session.count('issuesProcessed');
    this.session.count(counter);
  }

  private async failed(job: IssueJob, error: unknown): Promise<void> {
    if (this.session.signal.aborted) return this.stop(this.session.signal.reason);
    this.count('issuesFailed');
    try {
      await park(this.session, job.issue, error);
    } catch (storeError) {
      return this.stop(storeError);
    }
    if (isSystemic(error)) {
      const code = codeOf(error);
      this.failuresInARow = code === this.lastCode ? this.failuresInARow + 1 : 1;
      this.lastCode = code;
    }
    if (reactionTo(error) === 'stop' || this.failuresInARow >= FAILURES_IN_A_ROW) this.stop(error);
  }

  private isStopped(): boolean {
    return this.stoppedBy !== null || this.session.signal.aborted;
  }

  private stop(error: unknown): void {
    this.stoppedBy ??= error ?? new Error('The run was stopped.');
  }

  private throwIfStopped(): void {
    this.session.signal.throwIfAborted();
    if (this.stoppedBy !== null) throw this.stoppedBy;
  }
}

/** As the listing counts them; who reads them corrects the number. */
function expectedComments(jobs: readonly IssueJob[], wanted: boolean): number {
  const reads = ({ triage }: IssueJob): boolean => wanted && (triage.action === 'create' || triage.notes);
  return jobs.filter(reads).reduce((sum, { issue }) => sum + issue.userNotesCount, 0);
}
