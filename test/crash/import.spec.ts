import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Client } from 'pg';
import supertest from 'supertest';
import { readSettings } from '@app/config';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { ApiModule } from '../../apps/api/src/api.module';
import { createApp } from '../../apps/api/src/create-app';
import { type Simulator, startSimulator } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';
import { WorkerProcess } from './worker-process';

const ROWS = 26;
/** How many mirrors are there when the worker dies. */
const DEATHS = [1, 6, 13, 20];

describe('an import whose worker is killed again and again', () => {
  let source: Simulator;
  let target: Simulator;
  let database: TestDatabase;
  let sql: Client;
  let app: NestExpressApplication;
  let http: ReturnType<typeof supertest.agent>;
  let environment: Record<string, string>;
  let worker: WorkerProcess | null = null;

  beforeAll(async () => {
    [source, target, database] = await Promise.all([
      startSimulator({ name: 'source' }),
      startSimulator({ name: 'target' }),
      createTestDatabase(),
    ]);
    environment = {
      ENVIRONMENT: 'test',
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '6',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'maestro-crash-')),
      AUTH_ENABLED: 'false',
      LOG_LEVEL: 'WARN',
      RUN_LEASE_SECONDS: '3',
      WORKER_HEALTH_PORT: '0',
      SCHEDULER_INTERVAL_SECONDS: '1',
      MIRROR_PROVISION_WAIT_SECONDS: '20',
    };
    const settings = readSettings({ ...environment, LOG_LEVEL: 'SILENT' });
    app = await createApp(ApiModule.forRoot(settings), settings);
    await app.listen(0, '127.0.0.1');
    http = supertest.agent(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    sql = new Client({ connectionString: database.url });
    await sql.connect();
  });
  afterAll(async () => {
    await worker?.kill();
    await app.close();
    await sql.end();
    await database.drop();
    await Promise.all([source.stop(), target.stop()]);
    rmSync(environment.DATA_DIR ?? '', { recursive: true, force: true });
  });

  const add = async (path: string, body: object): Promise<number> =>
    ((await http.post(path).send(body).expect(201)).body as { id: number }).id;
  const register = ({ name, url, world }: Simulator): Promise<number> =>
    add('/api/instances', { name, url, token: world.createToken().token });
  const mirrorsOnGitlab = (): number =>
    [...source.world.projects.values()].reduce((sum, project) => sum + project.pushMirrors.size, 0);

  it('makes each mirror once, and tells so', async () => {
    const pair = await add('/api/pairs', {
      name: 'pair',
      source_instance_id: await register(source),
      target_instance_id: await register(target),
      mirror_direction: 'push',
    });
    const mirrors = Array.from({ length: ROWS }, (_, i) => {
      return { source_project_path: `from/p${i}`, target_project_path: `to/p${i}`, enabled: false };
    });
    for (const row of mirrors) {
      await source.world.createProject({ path: row.source_project_path });
      await target.world.createProject({ path: row.target_project_path });
    }
    const { job_id } = (await http.post(`/api/export/pair/${pair}`).send({ mirrors }).expect(202)).body as {
      job_id: number;
    };

    for (const count of DEATHS) {
      worker = WorkerProcess.start(environment);
      await waitFor(`${count} mirrors`, () => mirrorsOnGitlab() >= count, 60_000);
      await worker.kill();
      await sql.query(`update runs set lease_until = now() - interval '1 second' where status = 'running'`);
      await sql.query(`update periodic_tasks set lease_until = null, next_at = now()`);
    }
    worker = WorkerProcess.start(environment);
    const run = await waitFor(
      'the run to finish',
      async () => {
        const { body } = await http.get(`/api/runs/${job_id}`);
        return !['queued', 'running'].includes((body as { status: string }).status) && (body as object);
      },
      120_000,
    );

    expect(run).toMatchObject({
      status: 'success',
      counters: { done: ROWS, skipped: 0, failed: 0 },
      progress: { done: ROWS, total: ROWS },
    });
    await waitFor('all mirrors', () => mirrorsOnGitlab() === ROWS, 60_000);
    const tokens = [...target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    expect(tokens).toHaveLength(ROWS);
    // GitLab has a mirror a moment before its answer is stored here.
    const made = 'select count(*)::int as all, count(mirror_id)::int as made from mirrors';
    await waitFor('all mirrors to be known', async () => (await sql.query(made)).rows[0].made === ROWS, 60_000);
    expect((await sql.query(made)).rows).toEqual([{ all: ROWS, made: ROWS }]);
    expect(mirrorsOnGitlab()).toBe(ROWS);
  }, 400_000);
});
