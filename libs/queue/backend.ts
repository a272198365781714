import type { QueueName } from './catalogue';
import type { Ring } from './ring';

export interface NewJob {
  name: string;
  data: Ring;
  opts: { jobId: string; delay: number; priority: number };
}

/** The end of a queue that jobs are put in. */
export interface JobQueue {
  addBulk(jobs: NewJob[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'prioritized' | 'delayed' | 'active')[]): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** The end of a queue that jobs are taken from. */
export interface JobWorker {
  /** Takes no more jobs and resolves when the current ones are done; may hang while the store is away. */
  pause(): Promise<void>;
  /** By force it lets go of the store whatever is going on, and never hangs. */
  close(force: true): Promise<void>;
}

export type JobProcessor = (name: string, data: unknown) => Promise<void>;

/** BullMQ on one of its stores. Both know the same commands; what differs is how one connects. */
export interface QueueBackend {
  readonly store: 'redis' | 'postgresql';
  /** Rejects when the store is away and the end would be of no use when it is back; try again then. */
  openQueue(name: QueueName): Promise<JobQueue>;
  openWorker(name: QueueName, concurrency: number, process: JobProcessor): Promise<JobWorker>;
  close(): Promise<void>;
}

/** Reports a failure of the store that BullMQ goes on to retry by itself. */
export type OnStoreError = (error: Error) => void;

/**
 * Nothing of a job is kept: the run's row is the record, and a ring that was lost may come again under its job id.
 * Nobody reads the queue's own events (PostgreSQL loses some), so few are kept.
 */
export const QUEUE_OPTIONS = {
  streams: { events: { maxLen: 1_000 } },
  defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
} as const;

/** A dead worker's jobs are handed out again within 15 seconds, however often that happens: the row decides. */
export const WORKER_OPTIONS = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
  runRetryDelay: 2_000,
  drainDelay: 2,
} as const;
