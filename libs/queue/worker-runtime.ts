import { Injectable, Logger } from '@nestjs/common';
import { within } from '@app/common';
import { Settings } from '@app/config';
import type { JobWorker } from './backend';
import { QUEUES, type JobKind, type QueueName } from './catalogue';
import { JobCatalogue } from './job-catalogue';
import { Queues } from './queues';
import { parseRing, type Ring } from './ring';

export type RingHandler = (kind: JobKind, ring: Ring) => Promise<void>;

/** Slots of each queue in a process of this concurrency; each queue has at least one. */
export function slots(concurrency: number): Record<QueueName, number> {
  const long = Math.max(1, Math.floor(concurrency * 0.4));
  return { long, short: Math.max(1, concurrency - long) };
}

const RETRY_MS = 2_000;
/** For telling the store that the last jobs are done, unless it is away. */
const PAUSE_MS = 1_000;

/** Answers the doorbell in the processes that work. Idle until it is started. */
@Injectable()
export class WorkerRuntime {
  private readonly logger = new Logger(WorkerRuntime.name);
  private readonly workers: JobWorker[] = [];
  private readonly answers = new Set<Promise<void>>();
  private readonly retries = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(
    private readonly queues: Queues,
    private readonly catalogue: JobCatalogue,
    private readonly settings: Settings,
  ) {}

  /** Starts to work, now or as soon as the queue's store is there. */
  async start(handle: RingHandler): Promise<void> {
    const concurrency = slots(this.settings.get('WORKER_CONCURRENCY'));
    await Promise.all(QUEUES.map((name) => this.open(name, concurrency[name], handle)));
  }

  /** Takes no more jobs; resolves when the current ones are done. */
  async drain(): Promise<void> {
    this.stopped = true;
    for (const retry of this.retries) clearTimeout(retry);
    this.retries.clear();
    const paused = Promise.all(this.workers.map((worker) => worker.pause()));
    await Promise.allSettled(this.answers);
    await within(PAUSE_MS, paused).catch((error: unknown) => this.queues.report(error));
  }

  /** Lets go of the queue's store, whether jobs are going on or not. */
  async close(): Promise<void> {
    await Promise.allSettled(this.workers.map((worker) => worker.close(true)));
  }

  private async open(name: QueueName, concurrency: number, handle: RingHandler): Promise<void> {
    try {
      const worker = await this.queues.openWorker(name, concurrency, (kind, data) => this.answer(kind, data, handle));
      if (this.stopped) await worker.close(true);
      else this.workers.push(worker);
    } catch (error) {
      this.queues.report(error);
      if (this.stopped) return;
      const retry = setTimeout(() => {
        this.retries.delete(retry);
        void this.open(name, concurrency, handle);
      }, RETRY_MS);
      this.retries.add(retry);
    }
  }

  private async answer(kind: string, data: unknown, handle: RingHandler): Promise<void> {
    const ring = parseRing(data);
    if (ring === null || !this.catalogue.has(kind)) {
      this.logger.warn(`Ignored a job of kind ${kind} that this version does not understand.`);
      return;
    }
    const answer = handle(kind, ring);
    this.answers.add(answer);
    try {
      await answer;
    } finally {
      this.answers.delete(answer);
    }
  }
}
