import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Settings } from '@app/config';

const RETRY_MS = 1_000;

/**
 * Hears NOTIFY of one channel on a connection of its own, and comes back by itself when that breaks. What was notified
 * while it was deaf is lost: `onConnected` is the moment to look what was missed.
 */
export class Listener {
  private client: Client | null = null;
  private closed = false;

  constructor(
    private readonly settings: Settings,
    private readonly channel: 'live_events',
    private readonly handlers: { onNotify(payload: string): void; onConnected(): void },
  ) {}

  start(): void {
    void this.keepListening();
  }

  async stop(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
  }

  private async keepListening(): Promise<void> {
    while (!this.closed) {
      try {
        await this.listenOnce();
      } catch {
        // Away or restarting: again in a moment.
      }
      if (!this.closed) await delay(RETRY_MS, undefined, { ref: false });
    }
  }

  /** Resolves when the connection has ended. */
  private async listenOnce(): Promise<void> {
    const client = new Client({
      connectionString: this.settings.get('DATABASE_URL') ?? undefined,
      application_name: 'mirror-maestro listener',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    const ended = new Promise<void>((done) => {
      client.once('end', () => done());
      client.once('error', () => void client.end().catch(() => undefined));
    });
    client.on('notification', ({ payload }) => this.handlers.onNotify(payload ?? ''));
    await client.connect();
    this.client = client;
    if (this.closed) return client.end();
    await client.query(`listen ${this.channel}`);
    this.handlers.onConnected();
    await ended;
  }
}
