import { createRedisBackend, withBackend } from 'bullmq';
import { type OnStoreError, type QueueBackend, QUEUE_OPTIONS, WORKER_OPTIONS } from './backend';

const { Queue, Worker } = withBackend(createRedisBackend);

/** Redis or Valkey. While it is away, commands wait for it to come back. */
export function redisBackend(url: string, prefix: string, onError: OnStoreError): QueueBackend {
  let isClosed = false;
  const connection = {
    url,
    maxRetriesPerRequest: null,
    // An absent server must not keep a process alive that wants to end.
    retryStrategy: (attempt: number): number | null => (isClosed ? null : Math.min(attempt * 200, 2_000)),
  };
  return {
    store: 'redis',
    openQueue(name) {
      const queue = new Queue(name, { ...QUEUE_OPTIONS, connection, prefix });
      queue.on('error', onError);
      return Promise.resolve(queue);
    },
    openWorker(name, concurrency, process) {
      const worker = new Worker(name, (job) => process(job.name, job.data), {
        ...WORKER_OPTIONS,
        connection,
        prefix,
        concurrency,
      });
      worker.on('error', onError);
      return Promise.resolve(worker);
    },
    close() {
      isClosed = true;
      return Promise.resolve();
    },
  };
}
