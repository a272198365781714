import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { safeMessage, StartError } from '@app/common';
import type { Settings } from '@app/config';
import { isDatabaseAway } from './errors';

const LIMIT_MS = 20_000;
const PAUSE_MS = 1_000;
const OLDEST = 13;

/**
 * PostgreSQL may start together with us, so it gets 20 seconds; what waiting does not mend (another password, a database
 * that does not exist) is told at once.
 * @throws StartError when it can't be used
 */
export async function awaitDatabase(settings: Settings): Promise<void> {
  const url = settings.get('DATABASE_URL');
  if (url === null)
    throw new StartError('DATABASE_URL is not set. Set it, or use `npm start`, which brings its own PostgreSQL.');
  const { host, pathname } = new URL(url);
  const deadline = performance.now() + LIMIT_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await look(url);
    } catch (error) {
      if (error instanceof StartError) throw error;
      const fault = `PostgreSQL at ${host}${pathname} can't be used: ${reason(error)}.`;
      if (!isDatabaseAway(error) || performance.now() > deadline) {
        throw new StartError(`${fault} Look at DATABASE_URL, and whether that server runs.`);
      }
      if (attempt === 1) process.stderr.write(`${fault} Waiting for it …\n`);
    }
    await delay(PAUSE_MS);
  }
}

async function look(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    const version = rows[0]?.version ?? '';
    if (Number.parseInt(version, 10) < OLDEST) {
      throw new StartError(`DATABASE_URL leads to PostgreSQL ${version}; Mirror Maestro needs ${OLDEST} or newer.`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Where a name has several addresses, Node's error has a code and no message. */
function reason(error: unknown): string {
  const message = safeMessage(error);
  return message === '' && error instanceof Error && 'code' in error ? String(error.code) : message;
}
