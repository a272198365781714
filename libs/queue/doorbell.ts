import { Injectable, Logger } from '@nestjs/common';
import type { NewJob } from './backend';
import type { JobKind, QueueName } from './catalogue';
import { JobCatalogue } from './job-catalogue';
import { Queues } from './queues';
import { type Ring, ringId } from './ring';

export interface RingOptions {
  /** Milliseconds from now. */
  delayMs?: number;
  /** Ahead of what was not asked for by a person. */
  urgent?: boolean;
}

/** More unsent rings than this are dropped; the sweeper rings for their rows again. */
const MAX_PENDING = 10_000;
const BATCH = 500;
/** 1 is the most urgent of BullMQ's prioritised jobs; those without any priority come before all of them. */
const NOT_URGENT = 10;

/**
 * Tells the workers that there is a row to look at. Ringing never waits and never fails: the row is the truth, and
 * for a ring that is lost, because the queue's store was away or emptied, the sweeper rings again.
 */
@Injectable()
export class Doorbell {
  private readonly logger = new Logger(Doorbell.name);
  private readonly pending = new Map<QueueName, Map<string, NewJob>>();
  private readonly sending = new Map<QueueName, Promise<void>>();

  constructor(
    private readonly queues: Queues,
    private readonly catalogue: JobCatalogue,
  ) {}

  ring(kind: JobKind, ring: Ring, { delayMs = 0, urgent = false }: RingOptions = {}): void {
    const name = this.catalogue.find(kind)?.queue;
    if (name === undefined) throw new Error(`The job catalogue has no kind ${kind}.`);
    const batch = this.pending.get(name) ?? new Map<string, NewJob>();
    this.pending.set(name, batch);
    if (batch.size >= MAX_PENDING) return;
    const jobId = ringId(ring);
    const delay = Math.max(0, Math.round(delayMs));
    batch.set(jobId, { name: kind, data: ring, opts: { jobId, delay, priority: urgent ? 0 : NOT_URGENT } });
    if (!this.sending.has(name)) this.sending.set(name, this.send(name, batch));
  }

  /** Resolves when nothing is left to send. */
  async settled(): Promise<void> {
    await Promise.all(this.sending.values());
  }

  /** Rings that come while a batch is on its way make up the next one. */
  private async send(name: QueueName, pending: Map<string, NewJob>): Promise<void> {
    await Promise.resolve();
    try {
      while (pending.size > 0) {
        const jobs = [...pending.values()].slice(0, BATCH);
        const queue = await this.queues.get(name);
        await queue.addBulk(jobs);
        for (const job of jobs) if (pending.get(job.opts.jobId) === job) pending.delete(job.opts.jobId);
      }
    } catch (error) {
      this.queues.report(error);
      this.logger.debug(`${pending.size} rings were lost; the sweeper will ring again.`);
      pending.clear();
    } finally {
      this.sending.delete(name);
    }
  }
}
