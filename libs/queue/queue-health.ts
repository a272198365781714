import { Injectable } from '@nestjs/common';
import { AppError, safeMessage, within } from '@app/common';
import { QUEUES, type QueueName } from './catalogue';
import { Queues } from './queues';

/** What waits and works in one queue. */
export type QueueDepth = Record<'waiting' | 'delayed' | 'active', number>;

const ANSWER_MS = 2_000;

/** Looks into the queue's store, for health pages and metrics. */
@Injectable()
export class QueueHealth {
  constructor(private readonly queues: Queues) {}

  /** Where the queue lives. */
  get store(): 'redis' | 'postgresql' {
    return this.queues.store;
  }

  /**
   * How much waits and works in each queue.
   * @throws AppError unavailable when the store does not answer within 2 seconds
   */
  async depths(): Promise<Record<QueueName, QueueDepth>> {
    try {
      const depths = await within(
        ANSWER_MS,
        Promise.all(QUEUES.map(async (name) => [name, await this.depth(name)] as const)),
      );
      return Object.fromEntries(depths) as Record<QueueName, QueueDepth>;
    } catch (error) {
      throw new AppError(
        'unavailable',
        'queue_away',
        `The queue's store (${this.store}) does not answer: ${safeMessage(error)}. Work waits and goes on when it is back.`,
        { cause: error },
      );
    }
  }

  private async depth(name: QueueName): Promise<QueueDepth> {
    const queue = await this.queues.get(name);
    const counts = await queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active');
    return {
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      delayed: counts.delayed ?? 0,
      active: counts.active ?? 0,
    };
  }
}
