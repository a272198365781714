import { Controller, Headers, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { interval, map, merge, type Observable } from 'rxjs';
import { ApiProblems } from '@app/http';
import { LiveEventStream } from './live-event-stream';

/** Proxies cut silent connections. */
const HEARTBEAT_MS = 15_000;

@ApiTags('Live events')
@Controller('events')
export class RealtimeController {
  constructor(private readonly stream: LiveEventStream) {}

  /**
   * Server-sent events: `mirror.changed`, `run.changed`, `instance.health-changed` … with what changed as JSON. With
   * `Last-Event-ID`, events of the last hour that were missed come first.
   */
  @Sse()
  @ApiOperation({ summary: 'Live events (SSE)' })
  @ApiProduces('text/event-stream')
  @ApiProblems()
  events(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    const lastId = lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
    const events = this.stream.since(lastId).pipe(map(({ id, type, data }) => ({ id: String(id), type, data })));
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'ping', data: {} })));
    return merge(events, heartbeat);
  }
}
