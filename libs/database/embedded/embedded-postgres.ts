import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { Client, escapeIdentifier } from 'pg';
import { hasCode, openDataDir, safeMessage, StartError } from '@app/common';
import { binariesFor } from './binaries';
import { Presence } from './presence';
import { clusterDirectory, serverUser } from './server-user';

const run = promisify(execFile);

export interface EmbeddedPostgresOptions {
  /** Folder of ours; the cluster and its port and password live in it. */
  dataDir: string;
  /** 0: a free port is chosen at the first start and kept. */
  port?: number;
  database?: string;
  /** Extra settings of the server, such as `fsync=off` for tests. */
  flags?: string[];
  log?: (message: string) => void;
}

export interface RunningPostgres {
  url: string;
  /** True when a server left over by a killed process was taken over. */
  adopted: boolean;
  /** Fast shutdown, open transactions are rolled back; the server goes on while another process of ours needs it. */
  stop(): Promise<void>;
}

interface Access {
  port: number;
  password: string;
}

const USER = 'maestro';
const START_LIMIT_MS = 30_000;
const START_AGAIN_MS = 2_000;

interface Cluster {
  directory: string;
  access: Access;
  /** Begins to run the server; it may turn out that it can't. */
  spawn: () => ChildProcess;
}

/**
 * Starts a private PostgreSQL from the binaries of the npm package, or adopts the one that a killed process of ours
 * left running on this data folder. The server is in a process group of its own, so that Ctrl-C reaches only us and we
 * stop it last.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const database = options.database ?? 'maestro';
  const log = options.log ?? (() => undefined);
  openDataDir(dataDir);
  const user = serverUser();
  const binaries = binariesFor(user);
  const directory = clusterDirectory(dataDir, user);
  const access = await accessOf(dataDir, options.port ?? 0);
  const asServer = { ...user, cwd: directory, env: { ...process.env, LC_MESSAGES: 'C' } };

  if (!existsSync(join(directory, 'PG_VERSION'))) {
    // The password is handed over in a variable of the child, never on a command line that others can read.
    await run(
      'sh',
      [
        '-c',
        'exec "$0" -D "$1" -U "$2" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --pwfile=/dev/stdin <<EOT\n$PGPASSWORD\nEOT',
        join(binaries, 'initdb'),
        directory,
        USER,
      ],
      { ...asServer, env: { ...asServer.env, PGPASSWORD: access.password } },
    );
  }

  const flags = ['listen_addresses=127.0.0.1', 'max_connections=200', 'unix_socket_directories='];
  const settings = [...flags, ...(options.flags ?? [])].flatMap((flag) => ['-c', flag]);
  const cluster: Cluster = {
    directory,
    access,
    spawn: () =>
      spawn(join(binaries, 'postgres'), ['-D', directory, '-p', String(access.port), ...settings], {
        ...asServer,
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
  };
  const adopted = await ensureRunning(cluster, log);
  await createDatabase(access, database);
  const stopServer = await attend(cluster, log);
  return { url: urlOf(access, database), adopted, stop: stopServer };
}

/** @returns whether it ran already */
async function ensureRunning(
  { directory, access, spawn: begin }: Cluster,
  log: (message: string) => void,
): Promise<boolean> {
  let server: ChildProcess | undefined;
  let lastWords = '';
  const isExited = (): boolean => server === undefined || server.exitCode !== null || server.signalCode !== null;
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answersFrom(directory, access))) {
    // Not started yet, or it gave up because the pid file of a killed server was not out of the way: once more.
    if (isExited()) {
      server = begin();
      server.stderr?.on('data', (chunk: Buffer) => {
        const words = chunk.toString('utf8').trim();
        lastWords = /(?:FATAL|PANIC|ERROR): .*/.exec(words)?.[0] ?? lastWords;
        log(words);
      });
    }
    if (Date.now() > deadline) {
      throw new StartError(
        `The embedded PostgreSQL in ${directory} did not start on port ${access.port}: ${lastWords || 'it does not answer'}.\n` +
          'If another program has that port, set EMBEDDED_POSTGRES_PORT to a free one; a server of your own goes into DATABASE_URL.',
      );
    }
    await delay(isExited() ? 250 : 50);
  }
  const wasRunning = isExited();
  server?.unref();
  return wasRunning;
}

/** Starts the server again whenever it dies; the result lets go of it. */
async function attend(cluster: Cluster, log: (message: string) => void): Promise<() => Promise<void>> {
  const logger = new Logger('PostgreSQL');
  const url = urlOf(cluster.access, 'postgres');
  const stopping = new AbortController();
  let reviving = Promise.resolve();
  const onLost = (): void => {
    reviving = revive();
  };
  const revive = async (): Promise<void> => {
    logger.warn('The embedded PostgreSQL is gone; it is started again.');
    while (!stopping.signal.aborted) {
      try {
        await ensureRunning(cluster, log);
        presence = await Presence.take(url, onLost);
        return;
      } catch (error) {
        logger.error(safeMessage(error));
        await delay(START_AGAIN_MS, undefined, { ref: false });
      }
    }
  };
  let presence = await Presence.take(url, onLost);
  return async () => {
    stopping.abort();
    await reviving;
    if (await presence.leave()) await stop(cluster.directory);
  };
}

/** Port and password, chosen once for a data folder. */
async function accessOf(dataDir: string, port: number): Promise<Access> {
  const file = join(dataDir, 'postgres.json');
  const saved = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Access) : null;
  const access = {
    port: port || (saved?.port ?? (await freePort())),
    password: saved?.password ?? randomBytes(18).toString('base64url'),
  };
  if (access.port === saved?.port && access.password === saved.password) return access;
  // Complete or not at all: without the password nobody gets into the cluster any more.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 });
  renameSync(draft, file);
  return access;
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });

const urlOf = ({ port, password }: Access, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function withClient<T>(access: Access, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf(access, 'postgres'), connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the server on our port is ready and serves this very cluster. */
async function answersFrom(directory: string, access: Access): Promise<boolean> {
  try {
    return await withClient(access, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return rows[0]?.data_directory === directory;
    });
  } catch {
    return false;
  }
}

const createDatabase = (access: Access, database: string): Promise<void> =>
  withClient(access, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${escapeIdentifier(database)}`);
  });

async function stop(directory: string): Promise<void> {
  const pidFile = join(directory, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It died without taking its file away.
    if (hasCode(error, 'ESRCH')) return;
    throw error;
  }
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 50) await delay(50);
}
