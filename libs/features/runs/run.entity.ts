import { IdColumn, TimeColumn } from '@app/database';
import { Check, Column, Entity, Index } from 'typeorm';

export const RUN_STATUSES = ['queued', 'running', 'success', 'partial', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_TRIGGERS = ['manual', 'scheduled', 'webhook', 'system'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export interface RunProgress {
  done: number;
  /** Null while the total is not known. */
  total: number | null;
  /** What is being done, in words. */
  phase: string | null;
  /** Items a minute lately; null while nothing can be said. */
  perMinute: number | null;
  /** At this rate; null while nothing can be said. */
  secondsLeft: number | null;
}

/** An error of one item of a run; it did not stop the others. */
export interface RunItemError {
  /** What it happened to: "issue 12", "platform/api". */
  item: string;
  message: string;
}

/** The statuses of a run that is not finished. */
export const LIVE_STATUSES: readonly RunStatus[] = ['queued', 'running'];

/** One piece of background work: the truth about it. The queue only says that there is something to look at. */
@Entity('runs')
@Index('runs_one_live_per_subject_key', ['kind', 'subject'], {
  unique: true,
  where: `status in ('queued', 'running')`,
})
@Index('runs_subject_idx', ['subject', 'id'])
@Index('runs_kind_idx', ['kind', 'id'])
@Index('runs_trigger_idx', ['trigger', 'id'])
@Index('runs_status_run_after_idx', ['status', 'runAfter'])
@Check('runs_status_check', `status in ('queued', 'running', 'success', 'partial', 'failed', 'cancelled')`)
@Check('runs_trigger_check', `trigger in ('manual', 'scheduled', 'webhook', 'system')`)
export class Run {
  @IdColumn()
  id: number;

  /** A name of the job catalogue, such as `mirror.sync`. */
  @Column({ type: 'varchar', length: 60 })
  kind: string;

  /** What it works on: `mirror:12`, `issue-sync:3`, `pair:4`. */
  @Column({ type: 'varchar', length: 120 })
  subject: string;

  @Column({ type: 'varchar', length: 20 })
  trigger: RunTrigger;

  @Column({ type: 'varchar', length: 20, default: 'queued' })
  status: RunStatus;

  @Column({ type: 'text' })
  requestedBy: string;

  /** What the handler needs beside the subject: ids and options, never a secret. */
  @Column({ type: 'jsonb', default: {} })
  input: Record<string, unknown>;

  @Column({ type: 'jsonb', default: {} })
  counters: Record<string, number>;

  @Column({ type: 'jsonb', nullable: true })
  progress: RunProgress | null;

  /** The first of them; `counters.item_errors` counts all. Not loaded with lists: there may be many. */
  @Column({ type: 'jsonb', default: [], select: false })
  itemErrors: RunItemError[];

  /** One sentence that says what, where and what to do. */
  @Column({ type: 'text', nullable: true })
  error: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  errorCode: string | null;

  /** Which attempt this is, from 1; 0 before the first. Waiting for GitLab uses up none. */
  @Column({ type: 'integer', default: 0 })
  attempt: number;

  /** How often it was queued. A ring of the doorbell is for one round. */
  @Column({ type: 'integer', default: 0 })
  round: number;

  /** When the sweeper last rang for it. */
  @TimeColumn({ default: () => 'now()' })
  rungAt: Date;

  /** Something changed while it ran: the same work must be done once more after it. */
  @Column({ type: 'boolean', default: false })
  repeat: boolean;

  /** Not before this time: a retry, or a look at something that GitLab has not finished yet. */
  @TimeColumn({ default: () => 'now()' })
  runAfter: Date;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @Index('runs_lease_until_idx')
  @TimeColumn({ nullable: true })
  leaseUntil: Date | null;

  @TimeColumn({ nullable: true })
  cancelRequestedAt: Date | null;

  @TimeColumn({ default: () => 'now()' })
  createdAt: Date;

  @Index('runs_started_at_idx')
  @TimeColumn({ nullable: true })
  startedAt: Date | null;

  @Index('runs_finished_at_idx')
  @TimeColumn({ nullable: true })
  finishedAt: Date | null;
}

/** A run as lists have it. */
export type RunSummary = Omit<Run, 'itemErrors'>;
