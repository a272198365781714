import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { safeMessage } from '@app/common';
import { snakeCase } from '@app/database';
import { LiveEventsRepository, type NewLiveEvent } from './live-events.repository';

/** Topics that open pages care about. The database itself tells of those that it audits; see libs/database/audit. */
const TOPICS = ['mirror', 'run', 'instance', 'pair', 'group-token', 'group-default'];

const BATCH = 400;
/** More can only mean that the database is away: pages read everything anew when it is back. */
const MAX_WAITING = 10_000;

/**
 * Passes on what features published after commit, in every process. While one statement is under way the next gathers,
 * so that a storm of events takes one connection. A failure loses a refresh of a page, no more.
 */
@Injectable()
export class LiveEventRecorder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Realtime');
  private waiting: NewLiveEvent[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly emitter: EventEmitter2,
    private readonly events: LiveEventsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.emitter.onAny((name, payload: unknown) => {
      const type = String(name);
      if (!TOPICS.includes(type.split('.')[0] ?? '') || typeof payload !== 'object' || payload === null) return;
      if (this.waiting.length >= MAX_WAITING) return;
      this.waiting.push({ type, data: asTheApiNames(payload) });
      this.writing ??= this.write();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.events.publish(batch);
      } catch (error) {
        this.logger.warn(`${batch.length} live events were not passed on: ${safeMessage(error)}`);
      }
    }
    this.writing = null;
  }
}

const asTheApiNames = (payload: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [snakeCase(name), value]));
