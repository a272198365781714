import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from '@app/database';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const healthOf = (api: TestApp) => api.http.get('/api/health');

describe('when PostgreSQL goes away', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'maestro-outage-'));
  chmodSync(dataDir, 0o711);
  const options: EmbeddedPostgresOptions = { dataDir, flags: ['fsync=off'] };

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('requests answer 503, and work again by themselves when it is back', async () => {
    let postgres = await startEmbeddedPostgres(options);
    const api = await startTestApp({ DATABASE_URL: postgres.url });
    try {
      await api.http.get('/api/instances').expect(200);
      await postgres.stop();

      const away = await waitFor('a 503', async () => {
        const response = await api.http.get('/api/instances');
        return response.status === 503 && response;
      });
      expect(away.body).toMatchObject({ code: 'database_unavailable', status: 503 });
      expect(Number(away.headers['retry-after'])).toBeGreaterThan(0);
      expect((await healthOf(api)).status).toBe(503);
      // The process itself is fine: no orchestrator should kill it.
      await api.anonymous.get('/health').expect(200);

      postgres = await startEmbeddedPostgres(options);
      await waitFor('the recovery', async () => (await healthOf(api)).status === 200);
      await api.http.get('/api/instances').expect(200);
    } finally {
      await api.stop();
      await postgres.stop();
    }
  });

  it('the embedded one comes back by itself, and the last process of its data folder stops it', async () => {
    const first = await startEmbeddedPostgres(options);
    const folder = async (): Promise<string | undefined> => {
      const client = new Client({ connectionString: first.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query<{ data_directory: string }>('show data_directory')).rows[0]?.data_directory;
      } catch {
        return undefined;
      } finally {
        await client.end().catch(() => undefined);
      }
    };
    const pidFile = join((await folder()) ?? '', 'postmaster.pid');
    const pid = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    const second = await startEmbeddedPostgres(options);
    try {
      expect(second.adopted).toBe(true);
      const killed = pid();
      process.kill(killed, 'SIGKILL');
      await waitFor('another server', () => pid() !== killed);
      await waitFor('its answer', folder);
    } finally {
      await first.stop();
    }
    // When the first leaves before the second is back, the second starts it once more.
    expect(await waitFor('the server that the second needs', folder)).toBeDefined();
    await second.stop();
    expect(existsSync(pidFile)).toBe(false);
  });
});

describe('when Redis goes away', () => {
  const startRedis = async (port: number): Promise<ChildProcess> => {
    const redis = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    for await (const chunk of redis.stdout) if (String(chunk).includes('Ready to accept connections')) break;
    redis.stdout.resume();
    return redis;
  };
  const stopRedis = async (redis: ChildProcess): Promise<void> => {
    redis.kill('SIGKILL');
    await once(redis, 'exit');
  };

  it('the health says so, requests still work, and it recovers by itself', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');

    let redis = await startRedis(port);
    const api = await startTestApp({ REDIS_URL: `redis://127.0.0.1:${port}` });
    try {
      await waitFor('a healthy start', async () => (await healthOf(api)).status === 200);
      await stopRedis(redis);

      const away = await waitFor('a 503', async () => {
        const response = await healthOf(api);
        return response.status === 503 && response;
      });
      expect(away.body.components).toMatchObject({ database: { status: 'healthy' }, queue: { status: 'unhealthy' } });
      await api.http.get('/api/instances').expect(200);

      redis = await startRedis(port);
      await waitFor('the recovery', async () => (await healthOf(api)).status === 200);
    } finally {
      await api.stop();
      await stopRedis(redis);
    }
  });
});
