import { createPostgresBackend, runMigrations, withBackend } from 'bullmq';
import { Pool } from 'pg';
import { type OnStoreError, type QueueBackend, QUEUE_OPTIONS, WORKER_OPTIONS } from './backend';
import { QUEUES } from './catalogue';

/** BullMQ's tables live in a schema of their own beside ours (its default, the only one a given pool may use). */
const SCHEMA = 'bullmq';

/** Connections for commands; each worker holds one more, to listen. */
const COMMAND_CONNECTIONS = 4;

const { Queue, Worker } = withBackend(createPostgresBackend);

/** The same, once it has found its schema; closed when it could not, so that the caller may try a new one. */
async function ready<T extends { waitUntilReady(): Promise<unknown>; close(): Promise<void> }>(end: T): Promise<T> {
  try {
    await end.waitUntilReady();
    return end;
  } catch (error) {
    await end.close();
    throw error;
  }
}

export function postgresBackend(url: string, onError: OnStoreError): QueueBackend {
  const connection = new Pool({
    connectionString: url,
    options: `-c search_path="${SCHEMA}"`,
    application_name: 'mirror-maestro-queue',
    max: COMMAND_CONNECTIONS + QUEUES.length,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  connection.on('error', onError);

  let migrated = false;
  /** A connection of BullMQ that meets an absent server or schema once is unusable for good, so both are seen to first. */
  async function migrate(): Promise<void> {
    if (migrated) return;
    const client = await connection.connect();
    try {
      await runMigrations(client, SCHEMA);
      migrated = true;
    } finally {
      client.release();
    }
  }

  return {
    store: 'postgresql',
    async openQueue(name) {
      await migrate();
      const queue = new Queue(name, { ...QUEUE_OPTIONS, connection });
      queue.on('error', onError);
      return ready(queue);
    },
    async openWorker(name, concurrency, process) {
      await migrate();
      const worker = new Worker(name, (job) => process(job.name, job.data), {
        ...WORKER_OPTIONS,
        connection,
        concurrency,
      });
      worker.on('error', onError);
      return ready(worker);
    },
    close: () => connection.end(),
  };
}
