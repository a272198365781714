import { reportAway, reportReachable } from '../../api/connection';
import { currentAccess } from '../../api/credentials';
import { apiBase } from '../../api/settings';
import { backOff } from './back-off';
import { createEventParser, type ServerEvent } from './event-parser';

/** The server sends a heartbeat every 15 s; after this long without a byte the connection is dead. */
const SILENCE_MS = 40_000;

export type StreamState = 'connecting' | 'live' | 'broken';

interface StreamOptions {
  onEvent: (event: ServerEvent) => void;
  onState: (state: StreamState) => void;
  /** The stream is back, and what happened meanwhile can't be told: whatever is shown may be out of date. */
  onGap: () => void;
}

/** One event stream that stays: reconnects with growing pauses and asks for what it has missed. */
export class EventStream {
  private lastId: string | null = null;
  private wasLive = false;
  private running: AbortController | null = null;
  private wake: (() => void) | null = null;

  constructor(private readonly options: StreamOptions) {}

  start(): void {
    if (this.running) return;
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = null;
  }

  /** Cuts the pause before the next attempt short. */
  retryNow(): void {
    this.wake?.();
  }

  private async run(stopped: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stopped.aborted) {
      this.options.onState('connecting');
      const opened = await this.listen(stopped, () => {
        failures = 0;
        if (this.wasLive && this.lastId === null) this.options.onGap();
        this.wasLive = true;
        this.options.onState('live');
      });
      if (stopped.aborted) return;
      if (!opened) failures += 1;
      this.options.onState('broken');
      await this.pause(backOff(failures, Math.random()), stopped);
    }
  }

  /** Says whether the stream was open at all. */
  private async listen(stopped: AbortSignal, onOpen: () => void): Promise<boolean> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([stopped, attempt.signal]);
    let silence = setTimeout(() => attempt.abort(), SILENCE_MS);
    let opened = false;
    try {
      const response = await fetch(`${apiBase}/api/events`, { headers: this.headers(), signal, cache: 'no-store' });
      if (!response.ok || response.body === null) {
        if (response.status >= 502) reportAway();
        return false;
      }
      opened = true;
      reportReachable();
      onOpen();
      const feed = createEventParser((event) => {
        this.lastId = event.id ?? this.lastId;
        if (event.type === 'resync') this.options.onGap();
        this.options.onEvent(event);
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return true;
        clearTimeout(silence);
        silence = setTimeout(() => attempt.abort(), SILENCE_MS);
        feed(value);
      }
    } catch {
      // An open stream may break for many reasons; that it can't be opened says that the server is away.
      if (!opened && !stopped.aborted) reportAway();
      return opened;
    } finally {
      clearTimeout(silence);
    }
  }

  private headers(): Record<string, string> {
    const { credentials } = currentAccess();
    return {
      Accept: 'text/event-stream',
      'X-Requested-With': 'XMLHttpRequest',
      ...(credentials ? { Authorization: credentials.header } : {}),
      ...(this.lastId === null ? {} : { 'Last-Event-ID': this.lastId }),
    };
  }

  private pause(ms: number, stopped: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stopped.removeEventListener('abort', done);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      stopped.addEventListener('abort', done);
      this.wake = done;
    });
  }
}
