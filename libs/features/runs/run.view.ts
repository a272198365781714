import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import {
  type Run,
  RUN_STATUSES,
  RUN_TRIGGERS,
  type RunProgress,
  type RunStatus,
  type RunSummary,
  type RunTrigger,
} from './run.entity';
import type { SubjectName } from './run-subjects';

export class RunProgressView {
  @ApiProperty({ type: 'integer', example: 40 })
  done: number;

  /** Null while it is not known. */
  @ApiProperty({ type: 'integer', nullable: true, example: 120 })
  total: number | null;

  /** What is being done, in words. */
  @ApiProperty({ type: String, nullable: true, example: 'copying issues' })
  phase: string | null;

  /** Items a minute lately; null while nothing can be said, and when it is finished. */
  @ApiProperty({ type: Number, nullable: true, example: 240.5 })
  per_minute: number | null;

  /** At this rate; null while nothing can be said, and when it is finished. */
  @ApiProperty({ type: 'integer', nullable: true, example: 20 })
  seconds_left: number | null;
}

export class RunItemErrorView {
  @ApiProperty({ example: 'issue 12' })
  item: string;

  @ApiProperty({ example: 'GitLab B could not create an issue: title is too long.' })
  message: string;
}

/** One piece of background work. */
export class RunView {
  @ApiProperty({ type: 'integer', example: 815 })
  id: number;

  @ApiProperty({ example: 'mirror.sync' })
  kind: string;

  /** What it works on. */
  @ApiProperty({ example: 'mirror:12' })
  subject: string;

  /** What that is called; null when it is gone or has no name. */
  @ApiProperty({ type: String, nullable: true, example: 'platform/core/api' })
  subject_name: string | null;

  /** The mirror that it is about, if it is about one. */
  @ApiProperty({ type: 'integer', nullable: true, example: 12 })
  subject_mirror_id: number | null;

  @ApiProperty({ enum: RUN_TRIGGERS, example: 'manual' })
  trigger: RunTrigger;

  @ApiProperty({ enum: RUN_STATUSES, example: 'success' })
  status: RunStatus;

  /** Login name of who asked for it, or `system`. */
  @ApiProperty({ example: 'admin' })
  requested_by: string;

  /** Which attempt this is, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  @ApiProperty({ type: RunProgressView, nullable: true })
  progress: RunProgressView | null;

  /** What was done, by kind; `item_errors` is the number of items that went wrong. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { issues_created: 3 } })
  counters: Record<string, number>;

  /** One sentence that says what went wrong; of the attempt before, while the run waits for the next. */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  /** Stable, for machines. */
  @ApiProperty({ type: String, nullable: true, example: null })
  error_code: string | null;

  /** While queued: it starts not before this time. */
  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  run_after: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  cancel_requested_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.050Z' })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:01.300Z' })
  finished_at: string | null;

  /** From its first start to its end; null while it is not finished. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1250 })
  duration_ms: number | null;
}

export class RunDetailView extends RunView {
  /** The first 1,000 items that went wrong. */
  @ApiProperty({ type: [RunItemErrorView] })
  errors: RunItemErrorView[];
}

export const runView = (run: RunSummary, name: SubjectName | undefined): RunView => ({
  id: run.id,
  kind: run.kind,
  subject: run.subject,
  subject_name: name?.name ?? null,
  subject_mirror_id: name?.mirrorId ?? null,
  trigger: run.trigger,
  status: run.status,
  requested_by: run.requestedBy,
  attempt: run.attempt,
  progress: progressView(run),
  counters: run.counters,
  error: run.error,
  error_code: run.errorCode,
  run_after: run.runAfter.toISOString(),
  cancel_requested_at: iso(run.cancelRequestedAt),
  created_at: run.createdAt.toISOString(),
  started_at: iso(run.startedAt),
  finished_at: iso(run.finishedAt),
  duration_ms: durationMs(run),
});

export const progressView = ({
  progress,
  status,
}: {
  progress: RunProgress | null;
  status: RunStatus;
}): RunProgressView | null =>
  progress && {
    done: progress.done,
    total: progress.total,
    phase: progress.phase,
    per_minute: status === 'running' ? (progress.perMinute ?? null) : null,
    seconds_left: status === 'running' ? (progress.secondsLeft ?? null) : null,
  };

export const runDetailView = (run: Run, name: SubjectName | undefined): RunDetailView =>
  Object.assign(runView(run, name), { errors: run.itemErrors });

/** From the first start to the end, in milliseconds. */
export const durationMs = ({ startedAt, finishedAt }: RunSummary): number | null =>
  startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null;
