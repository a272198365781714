import { Client } from 'pg';

/** Any constant; the lock lies in the database `postgres` of the embedded server, where nobody else locks. */
const PRESENCE_LOCK = 715_231_002;
const CONNECT_MS = 2_000;

/**
 * That this process needs the embedded server, as a lock that dies with it. Two processes may share a data folder: the one
 * that ends first must not take the server away from the other.
 */
export class Presence {
  private constructor(private readonly client: Client) {}

  /** @param onLost the server is gone, although nobody left it; called once */
  static async take(url: string, onLost: () => void): Promise<Presence> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, keepAlive: true });
    const presence = new Presence(client);
    // The end follows by itself.
    client.on('error', () => undefined);
    await client.connect();
    client.once('end', () => {
      if (!presence.isLeaving) onLost();
    });
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
    return presence;
  }

  private isLeaving = false;

  /** @returns whether nobody else is left, so that the server may be stopped */
  async leave(): Promise<boolean> {
    this.isLeaving = true;
    try {
      await this.client.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
      const { rows } = await this.client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
        PRESENCE_LOCK,
      ]);
      return rows[0]?.alone ?? false;
    } catch {
      // The server has gone already: there is nothing to stop.
      return false;
    } finally {
      await this.client.end().catch(() => undefined);
    }
  }
}
