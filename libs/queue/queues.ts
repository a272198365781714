import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { safeMessage, within } from '@app/common';
import { Settings } from '@app/config';
import type { JobProcessor, JobQueue, JobWorker, QueueBackend } from './backend';
import type { QueueName } from './catalogue';
import { postgresBackend } from './postgres-backend';
import { redisBackend } from './redis-backend';

const SILENCE_MS = 10_000;
const CLOSE_MS = 3_000;

/** This process's connections to the queue's store: Redis when there is a REDIS_URL, else our own PostgreSQL. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly logger = new Logger('Queue');
  private readonly backend: QueueBackend;
  private readonly opened = new Map<QueueName, Promise<JobQueue>>();
  private quietUntil = 0;

  constructor(settings: Settings) {
    const onError = (error: Error): void => this.report(error);
    const redis = settings.get('REDIS_URL');
    const postgres = settings.get('DATABASE_URL');
    if (redis !== null) this.backend = redisBackend(redis, settings.get('QUEUE_PREFIX'), onError);
    else if (postgres !== null) this.backend = postgresBackend(postgres, onError);
    else throw new Error('The queue needs DATABASE_URL or REDIS_URL.');
  }

  get store(): QueueBackend['store'] {
    return this.backend.store;
  }

  /** The queue, opened at its first use; a failure is not remembered. */
  get(name: QueueName): Promise<JobQueue> {
    const known = this.opened.get(name);
    if (known) return known;
    const opening = this.backend.openQueue(name);
    this.opened.set(name, opening);
    opening.catch(() => this.opened.delete(name));
    return opening;
  }

  openWorker(name: QueueName, concurrency: number, process: JobProcessor): Promise<JobWorker> {
    return this.backend.openWorker(name, concurrency, process);
  }

  /** An absent store reports itself several times a second; one line in ten seconds is enough. */
  report(error: unknown): void {
    const now = Date.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + SILENCE_MS;
    this.logger.warn(`The queue's store (${this.store}) has a problem: ${safeMessage(error)}`);
  }

  async onApplicationShutdown(): Promise<void> {
    const close = async (opening: Promise<JobQueue>): Promise<void> => (await opening).close();
    await within(CLOSE_MS, Promise.allSettled([...this.opened.values()].map(close))).catch((error: unknown) =>
      this.report(error),
    );
    await within(CLOSE_MS, this.backend.close()).catch((error: unknown) => this.report(error));
  }
}
