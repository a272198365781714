import { Controller, Headers, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { endWith, ignoreElements, interval, map, merge, type Observable, share, takeUntil } from 'rxjs';
import { ApiProblems } from '@app/http';
import { LiveEventStream } from './live-event-stream';

/** Proxies cut silent connections. A comment: Nest gives anything else an id, from which a reader would ask for what it missed. */
const HEARTBEAT_MS = 15_000;

@ApiTags('Live events')
@Controller('events')
export class RealtimeController {
  constructor(private readonly stream: LiveEventStream) {}

  /**
   * Server-sent events: `mirror.changed`, `mirror.held`, `run.changed`, `instance.health-changed`, `schedule.updated` …
   * with what changed as JSON: ids and states, never a secret, and only once it is in the database. `hello` comes first;
   * with `Last-Event-ID`, what was missed in the last hour instead, or `resync` when that is more than can be told: then
   * read everything anew.
   */
  @Sse()
  @ApiOperation({ summary: 'Live events (SSE)' })
  @ApiProduces('text/event-stream')
  @ApiProblems()
  events(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    const lastId = lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
    const events = this.stream.since(lastId).pipe(
      map(({ id, type, data }) => ({ id: String(id), type, data })),
      share(),
    );
    // When the server stops, the stream ends: a heartbeat that goes on would keep the connection, and the server, alive.
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      map(() => ({ comment: 'ping' })),
      takeUntil(events.pipe(ignoreElements(), endWith(null))),
    );
    return merge(events, heartbeat);
  }
}
