export { JOB_KINDS, JOBS, QUEUES, type JobDefinition, type JobKind, type QueueName } from './catalogue';
export { Doorbell, type RingOptions } from './doorbell';
export { JobCatalogue } from './job-catalogue';
export { QueueModule } from './queue.module';
export { QueueHealth, type QueueDepth } from './queue-health';
export type { Ring } from './ring';
export { WorkerRuntime, type RingHandler } from './worker-runtime';
