import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { from, merge, mergeMap, type Observable, Subject } from 'rxjs';
import { safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { Listener } from '@app/database';
import { LiveEventsRepository, type LiveEventRow } from './live-events.repository';

/** Notifications that arrive within this time are read together. */
const GATHER_MS = 50;

/** The events of all processes, as they happen. */
@Injectable()
export class LiveEventStream implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Realtime');
  private readonly subject = new Subject<LiveEventRow>();
  private readonly listener: Listener;
  private readonly waiting = new Set<number>();
  private gathering: NodeJS.Timeout | null = null;
  private newest: number | null = null;

  constructor(
    settings: Settings,
    private readonly events: LiveEventsRepository,
  ) {
    this.listener = new Listener(settings, 'live_events', {
      onNotify: (payload) => this.gather(Number(payload)),
      onConnected: () => void this.deliver(() => this.missed()),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.gathering) clearTimeout(this.gathering);
    this.subject.complete();
    await this.listener.stop();
  }

  /**
   * From now on; with the id of the last event that was seen, also what has happened since. An event may come twice
   * around the seam: it says that something changed, so that does no harm; none is missed.
   */
  since(lastId: number | null): Observable<LiveEventRow> {
    if (lastId === null) return this.subject.asObservable();
    const replay = from(this.events.after(lastId)).pipe(mergeMap((rows) => rows));
    return merge(replay, this.subject);
  }

  private gather(id: number): void {
    this.waiting.add(id);
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      const ids = [...this.waiting];
      this.waiting.clear();
      void this.deliver(() => this.events.byIds(ids));
    }, GATHER_MS);
  }

  /** After a broken connection: what was notified meanwhile. At the start: nothing, only where we are. */
  private async missed(): Promise<LiveEventRow[]> {
    if (this.newest !== null) return this.events.after(this.newest);
    this.newest = await this.events.newestId();
    return [];
  }

  private async deliver(read: () => Promise<LiveEventRow[]>): Promise<void> {
    try {
      for (const event of await read()) {
        this.newest = Math.max(this.newest ?? 0, event.id);
        this.subject.next(event);
      }
    } catch (error) {
      this.logger.warn(`Live events could not be read: ${safeMessage(error)}`);
    }
  }
}
