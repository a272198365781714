import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { from, merge, mergeMap, type Observable, Subject } from 'rxjs';
import { safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { Listener } from '@app/database';
import { LiveEventsRepository, type LiveEventRow } from './live-events.repository';

/** Whoever missed more reads everything anew: that is quicker than to hear of each. */
const MAX_REPLAY = 1_000;

/** Notifications that arrive within this time are read together. */
const GATHER_MS = 50;

/** The events of all processes, as they happen. */
@Injectable()
export class LiveEventStream implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
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
      onNotify: (payload) => this.gather(payload.split(',').map(Number)),
      onConnected: () => void this.deliver(() => this.missed()),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
  }

  /** Before the server waits for its connections to end: those of open pages never would. */
  beforeApplicationShutdown(): void {
    this.subject.complete();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.gathering) clearTimeout(this.gathering);
    await this.listener.stop();
  }

  /**
   * From now on, after a `hello` with the id to begin at when the connection breaks; with the id of the last event that
   * was seen, also what has happened since. An event may come twice around the seam: it says that something changed, so
   * that does no harm; none is missed. When that cannot be told any more, `resync` says so.
   */
  since(lastId: number | null): Observable<LiveEventRow> {
    return merge(from(this.start(lastId)).pipe(mergeMap((rows) => rows)), this.subject);
  }

  private async start(lastId: number | null): Promise<LiveEventRow[]> {
    if (lastId !== null) return this.after(lastId);
    const { newest } = await this.events.kept();
    return [{ id: newest, type: 'hello', data: {} }];
  }

  private async after(lastId: number): Promise<LiveEventRow[]> {
    const { oldest, newest } = await this.events.kept();
    const resync = [{ id: newest, type: 'resync', data: {} }];
    if (lastId > newest || lastId < oldest - 1) return resync;
    const missed = await this.events.after(lastId, MAX_REPLAY + 1);
    return missed.length > MAX_REPLAY ? resync : missed;
  }

  private gather(ids: number[]): void {
    for (const id of ids) this.waiting.add(id);
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      const gathered = [...this.waiting];
      this.waiting.clear();
      void this.deliver(() => this.events.byIds(gathered));
    }, GATHER_MS);
  }

  /** After a broken connection: what was notified meanwhile. At the start: nothing, only where we are. */
  private async missed(): Promise<LiveEventRow[]> {
    if (this.newest !== null) return this.after(this.newest);
    this.newest = (await this.events.kept()).newest;
    return [];
  }

  private async deliver(read: () => Promise<LiveEventRow[]>): Promise<void> {
    try {
      for (const event of await read()) {
        this.newest = event.type === 'resync' ? event.id : Math.max(this.newest ?? 0, event.id);
        this.subject.next(event);
      }
    } catch (error) {
      this.logger.warn(`Live events could not be read: ${safeMessage(error)}`);
    }
  }
}
