/** Queues keep short work from waiting behind long work; each has slots of its own in every worker process. */
export const QUEUES = ['short', 'long'] as const;
export type QueueName = (typeof QUEUES)[number];

export interface JobDefinition {
  queue: QueueName;
  /** How often it is begun before a temporary failure, or the death of its worker, counts as final. */
  attempts: number;
  /** Seconds after which an attempt is aborted. */
  timeLimit: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Every kind of background work, once. A worker process does not start unless each has exactly one handler. */
export const JOBS = {
  'mirror.provision': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  'mirror.sync': { queue: 'short', attempts: 5, timeLimit: 10 * MINUTE },
  'mirror.apply': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  'mirror.rotate': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  'mirror.clean-up': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  // With growing pauses: more than an hour of a GitLab that is away.
  'mirrors.bulk': { queue: 'long', attempts: 14, timeLimit: 2 * HOUR },
  'follow.reconcile': { queue: 'long', attempts: 14, timeLimit: 2 * HOUR },
  'mirrors.sync': { queue: 'long', attempts: 5, timeLimit: 2 * HOUR },
  'mirrors.switch': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  'mirrors.delete': { queue: 'long', attempts: 8, timeLimit: 2 * HOUR },
  'pair.sync': { queue: 'long', attempts: 5, timeLimit: 2 * HOUR },
  'pair.import': { queue: 'long', attempts: 5, timeLimit: 12 * HOUR },
  'configuration.apply': { queue: 'long', attempts: 5, timeLimit: 12 * HOUR },
  'issue-sync.hook': { queue: 'short', attempts: 8, timeLimit: 10 * MINUTE },
  'notification.deliver': { queue: 'short', attempts: 12, timeLimit: 2 * MINUTE },
  'issue-sync.run': { queue: 'long', attempts: 5, timeLimit: 12 * HOUR },
} as const satisfies Record<string, JobDefinition>;

export type JobKind = keyof typeof JOBS;

export const JOB_KINDS = Object.keys(JOBS) as JobKind[];
