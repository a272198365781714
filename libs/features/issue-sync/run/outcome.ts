import { safeMessage } from '@app/common';
import type { SyncCounters, SyncProblem, SyncReport } from '@app/sync-engine';
import type { RunContext, RunResult } from '@features/runs';
import type { IssueMirror } from '../config/issue-mirror.entity';
import { problemItem } from '../jobs/issue-sync-job.view';

type Outcome = Pick<IssueMirror, 'lastSyncAt' | 'lastSyncStatus' | 'lastSyncError'>;

/** Counters that start over with each attempt of a run; the others add up, because their work is done only once. */
const OF_ONE_ATTEMPT: ReadonlySet<string> = new Set<keyof SyncCounters>([
  'issuesTotal',
  'issuesProcessed',
  'issuesSkipped',
  'issuesFailed',
  'commentsTotal',
  'commentsProcessed',
]);

/** Writes the engine's counters, which are totals, into those of the run, which may be a repeated attempt. */
export function counterSink(context: RunContext): (counters: Readonly<SyncCounters>) => void {
  const before = context.run.counters;
  const written: Record<string, number> = { ...before };
  return (counters) => {
    for (const [field, value] of Object.entries(counters)) {
      const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const total = OF_ONE_ATTEMPT.has(field) ? value : (before[name] ?? 0) + value;
      if (total !== (written[name] ?? 0)) context.count(name, total - (written[name] ?? 0));
      written[name] = total;
    }
    context.progress(counters.issuesProcessed, counters.issuesTotal, 'copying issues');
  };
}

/** Everything that went wrong, and what someone should know of what went well. */
export function reportProblems(report: SyncReport, context: RunContext): void {
  for (const problem of report.errors) context.itemError(problemItem(problem, 'error'), problem.message);
  for (const problem of report.warnings) context.itemError(problemItem(problem, 'warning'), problem.message);
}

/** The end of a run that was not stopped early. */
export function resultOf(report: SyncReport): RunResult {
  if (report.status !== 'partial') return { status: 'success' };
  return { status: 'partial', error: partialSentence(report.counters, report.errors), errorCode: 'issues_failed' };
}

/** What the config shows of a run; null leaves it as it is. */
export function outcomeOf(report: SyncReport, now: Date): Outcome | null {
  const { status } = report;
  if (status === 'cancelled') return null;
  if (status === 'failed') return failedOutcome(report.stoppedBy, now);
  return { lastSyncAt: now, lastSyncStatus: status, lastSyncError: resultOf(report).error ?? null };
}

export const failedOutcome = (error: unknown, now: Date): Outcome => ({
  lastSyncAt: now,
  lastSyncStatus: 'failed',
  lastSyncError: safeMessage(error),
});

function partialSentence({ issuesFailed, issuesTotal }: SyncCounters, errors: SyncProblem[]): string {
  const [first] = errors;
  const some = `${issuesFailed} of ${issuesTotal} issues could not be copied completely and will be tried again.`;
  if (!first) return some;
  return `${some} ${first.issueIid === null ? 'First' : `Issue #${first.issueIid}`}: ${first.message}`;
}
