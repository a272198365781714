import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import { durationMs, type Run, type RunItemError, type RunSummary } from '@features/runs';

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

  @ApiProperty({ type: 'integer', example: 9 })
  comments_synced: number;

  @ApiProperty({ type: 'integer', example: 1 })
  attachments_synced: number;

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
  comments_synced: run.counters.comments_synced ?? 0,
  attachments_synced: run.counters.attachments_synced ?? 0,
  error: run.error,
  created_at: run.createdAt.toISOString(),
  started_at: iso(run.startedAt),
  finished_at: iso(run.finishedAt),
  duration_ms: durationMs(run),
});

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
