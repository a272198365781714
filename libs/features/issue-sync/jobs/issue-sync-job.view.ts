import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { durationMs, progressView, type Run, type RunItemError, type RunSummary } from '@features/runs';

/** One run of an issue sync config. */
export class IssueSyncJobView {
  @ApiProperty({ type: 'integer', example: 42 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  config_id: number;

  @ApiProperty({ enum: ['scheduled', 'manual', 'webhook'], example: 'manual' })
  trigger: string;

  @ApiProperty({ enum: ['queued', 'running', 'success', 'partial', 'failed', 'cancelled'], example: 'success' })
  status: string;

  /** While it runs, as far as it is known. */
  @ApiProperty({ type: 'integer', example: 12 })
  issues_total: number;

  @ApiProperty({ type: 'integer', example: 12 })
  issues_processed: number;

  @ApiProperty({ type: 'integer', example: 2 })
  issues_created: number;

  @ApiProperty({ type: 'integer', example: 3 })
  issues_updated: number;

  @ApiProperty({ type: 'integer', example: 7 })
  issues_skipped: number;

  @ApiProperty({ type: 'integer', example: 0 })
  issues_failed: number;

  /** Comments of the issues that are worked on, as far as they are known. */
  @ApiProperty({ type: 'integer', example: 30 })
  comments_total: number;

  /** Comments that were looked at, and written where they had to be. */
  @ApiProperty({ type: 'integer', example: 30 })
  comments_processed: number;

  /** Comments that were created or updated. */
  @ApiProperty({ type: 'integer', example: 9 })
  comments_synced: number;

  @ApiProperty({ type: 'integer', example: 1 })
  attachments_synced: number;

  /** While it runs: over the last minute; afterwards: over all of it. Null while nothing can be said. */
  @ApiProperty({ type: Number, nullable: true, example: 240.5 })
  issues_per_minute: number | null;

  /** While it runs, at this rate; null otherwise. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  seconds_left: number | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at: string | null;

  /** Null while it is not finished. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1830 })
  duration_ms: number | null;
}

export class IssueSyncProblemView {
  /** Null when it concerns the whole run. */
  @ApiProperty({ type: 'integer', nullable: true, example: 7 })
  issue_iid: number | null;

  @ApiProperty({ example: 'Its description is longer than GitLab accepts.' })
  message: string;
}

export class IssueSyncJobDetailView extends IssueSyncJobView {
  @ApiProperty({ type: [IssueSyncProblemView] })
  errors: IssueSyncProblemView[];

  /** Done, but somebody should know: a copy that was edited, a text that GitLab changed. */
  @ApiProperty({ type: [IssueSyncProblemView] })
  warnings: IssueSyncProblemView[];
}

export const jobView = (run: RunSummary, configId: number): IssueSyncJobView => ({
  id: run.id,
  config_id: configId,
  trigger: run.trigger === 'system' ? 'webhook' : run.trigger,
  status: run.status,
  issues_total: run.counters.issues_total ?? 0,
  issues_processed: run.counters.issues_processed ?? 0,
  issues_created: run.counters.issues_created ?? 0,
  issues_updated: run.counters.issues_updated ?? 0,
  issues_skipped: run.counters.issues_skipped ?? 0,
  issues_failed: run.counters.issues_failed ?? 0,
  comments_total: run.counters.comments_total ?? 0,
  comments_processed: run.counters.comments_processed ?? 0,
  comments_synced: run.counters.comments_synced ?? 0,
  attachments_synced: run.counters.attachments_synced ?? 0,
  issues_per_minute: issuesPerMinute(run),
  seconds_left: progressView(run)?.seconds_left ?? null,
  error: run.error,
  created_at: run.createdAt.toISOString(),
  started_at: iso(run.startedAt),
  finished_at: iso(run.finishedAt),
  duration_ms: durationMs(run),
});

function issuesPerMinute(run: RunSummary): number | null {
  if (run.status === 'running') return progressView(run)?.per_minute ?? null;
  const duration = durationMs(run);
  const processed = run.counters.issues_processed ?? 0;
  return duration ? Math.round((processed / duration) * 600_000) / 10 : null;
}

export const jobDetailView = (run: Run, configId: number): IssueSyncJobDetailView =>
  Object.assign(jobView(run, configId), {
    errors: problems(run.itemErrors, 'error'),
    warnings: problems(run.itemErrors, 'warning'),
  });

type Severity = 'error' | 'warning';

/** The name under which a run keeps a problem: `issue 12`, `sync`, `warning: issue 12`. */
export const problemItem = ({ issueIid }: { issueIid: number | null }, severity: Severity): string =>
  `${severity === 'warning' ? 'warning: ' : ''}${issueIid === null ? 'sync' : `issue ${issueIid}`}`;

const problems = (items: RunItemError[], severity: Severity): IssueSyncProblemView[] =>
  items
    .filter(({ item }) => item.startsWith('warning: ') === (severity === 'warning'))
    .map(({ item, message }) => {
      const iid = /issue (\d+)$/.exec(item)?.[1];
      return { issue_iid: iid === undefined ? null : Number(iid), message };
    });
