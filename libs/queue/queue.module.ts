import { Global, Module } from '@nestjs/common';
import { Doorbell } from './doorbell';
import { JobCatalogue } from './job-catalogue';
import { QueueHealth } from './queue-health';
import { Queues } from './queues';
import { WorkerRuntime } from './worker-runtime';

/** Inert until something is rung for or the worker runtime is started. */
@Global()
@Module({
  providers: [JobCatalogue, Queues, Doorbell, QueueHealth, WorkerRuntime],
  exports: [JobCatalogue, Doorbell, QueueHealth, WorkerRuntime],
})
export class QueueModule {}
