import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { safeMessage } from '@app/common';
import { LiveEventsRepository } from './live-events.repository';

/** Topics that open pages care about. */
const TOPICS = ['mirror', 'run', 'instance', 'pair', 'group-token', 'group-default', 'issue-sync', 'issue-mirror'];

/** Passes on what features published after commit, in every process. A failure loses a refresh of a page, no more. */
@Injectable()
export class LiveEventRecorder implements OnApplicationBootstrap {
  private readonly logger = new Logger('Realtime');

  constructor(
    private readonly emitter: EventEmitter2,
    private readonly events: LiveEventsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.emitter.onAny((name, payload: unknown) => {
      const type = String(name);
      if (!TOPICS.includes(type.split('.')[0] ?? '') || typeof payload !== 'object' || payload === null) return;
      this.events.publish(type, { ...payload }).catch((error: unknown) => {
        this.logger.warn(`The event ${type} was not passed on: ${safeMessage(error)}`);
      });
    });
  }
}
