import { contentFingerprint, noteHasher, type NoteHash } from '../hash/fingerprints';
import type { SyncContext } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { SyncCounters, SyncProblem } from '../model/report';
import type { TargetIssue } from '../model/target';
import type { SyncPorts } from '../ports';
import { later } from '../cursor/passes';
import { once } from './once';

/** Kept in a report; a run with more problems still counts them all. */
const MAX_PROBLEMS = 1000;

/** What one run shares: its ports, its settings, what it counts. */
export class Session {
  readonly counters: SyncCounters = {
    issuesTotal: 0,
    issuesProcessed: 0,
    issuesCreated: 0,
    issuesUpdated: 0,
    issuesSkipped: 0,
    issuesFailed: 0,
    commentsTotal: 0,
    commentsProcessed: 0,
    commentsSynced: 0,
    attachmentsSynced: 0,
  };
  readonly errors: SyncProblem[] = [];
  readonly warnings: SyncProblem[] = [];
  /** `contentFingerprint` of this run. */
  readonly fingerprint: string;
  readonly noteHash: NoteHash;
  private targetTime: string | null = null;
  /** Whether issues of the target have weights, as far as is known. */
  targetHasWeights: boolean;
  private readonly saidOnce = new Set<string>();
  private issuesListed = 0;
  private issuesExpected = 0;

  constructor(
    readonly ports: SyncPorts,
    readonly context: SyncContext,
    readonly options: SyncOptions,
    readonly signal: AbortSignal,
    private readonly onProgress: (counters: Readonly<SyncCounters>) => void,
  ) {
    this.fingerprint = contentFingerprint(options, context);
    this.noteHash = noteHasher(options, context);
    this.targetHasWeights = context.target.weights;
  }

  count(counter: keyof SyncCounters, by = 1): void {
    this.counters[counter] += by;
    this.onProgress(this.counters);
  }

  /** So many more issues were listed. */
  countListed(issues: number): void {
    this.issuesListed += issues;
    this.setTotal();
  }

  get listed(): number {
    return this.issuesListed;
  }

  /** So many issues will have been listed in the end, as far as is known; 0: no more than were. */
  expectIssues(issues: number): void {
    this.issuesExpected = issues;
    this.setTotal();
  }

  private setTotal(): void {
    this.count('issuesTotal', Math.max(this.issuesListed, this.issuesExpected) - this.counters.issuesTotal);
  }

  fail(issueIid: number | null, code: string, message: string): void {
    if (this.errors.length < MAX_PROBLEMS) this.errors.push({ issueIid, code, message });
  }

  warn(issueIid: number | null, code: string, message: string): void {
    if (this.warnings.length < MAX_PROBLEMS) this.warnings.push({ issueIid, code, message });
  }

  /** What holds for all issues alike is said once in a run. */
  warnOnce(code: string, message: string): void {
    if (this.saidOnce.has(code)) return;
    this.saidOnce.add(code);
    this.warn(null, code, message);
  }

  nowIso(): string {
    return this.ports.clock.now().toISOString();
  }

  /** The target's own time goes on by what we see of it; and each issue tells whether there are weights. */
  sawOnTarget({ updatedAt, weight }: Pick<TargetIssue, 'updatedAt' | 'weight'>): void {
    this.targetTime = later(this.targetTime, updatedAt);
    this.targetHasWeights = weight !== undefined;
  }

  /** Newest change on the target as far as we know, in its own time; asks once in a run. Null: the project is empty. */
  async newestOnTarget(): Promise<string | null> {
    if (this.targetTime === null) await this.askTargetTime();
    return this.targetTime;
  }

  private readonly askTargetTime = once(async () => {
    const newest = await this.ports.target.listIssues({ direction: 'desc', perPage: 1, page: 1 }, this.signal);
    for (const issue of newest.issues) this.sawOnTarget(issue);
  });
}
