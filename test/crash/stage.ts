import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import supertest from 'supertest';
import { readSettings } from '@app/config';
import { createTestDatabase } from '@app/testing';
import { ApiModule } from '../../apps/api/src/api.module';
import { createApp } from '../../apps/api/src/create-app';
import { type Simulator, startSimulator, type Tier } from '../../apps/gitlab-simulator/src';
import { WorkerProcess } from './worker-process';

/** Two GitLabs, a database, the API in this process, and a worker in another one that may die at any time. */
export class Stage {
  worker: WorkerProcess | null = null;

  private constructor(
    readonly source: Simulator,
    readonly target: Simulator,
    readonly sql: Client,
    readonly http: ReturnType<typeof supertest.agent>,
    private readonly environment: Record<string, string>,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(changes: Record<string, string> = {}, targetTier: Tier = 'premium'): Promise<Stage> {
    const [source, target, database] = await Promise.all([
      startSimulator({ name: 'source', version: '18.11.0-ee', tier: 'premium', settings: { mirrorDelayMs: 10 } }),
      startSimulator({ name: 'target', tier: targetTier, settings: { pullMirrorIntervalSeconds: 0 } }),
      createTestDatabase(),
    ]);
    const dataDir = mkdtempSync(join(tmpdir(), 'maestro-crash-'));
    const environment = {
      ENVIRONMENT: 'test',
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '6',
      DATA_DIR: dataDir,
      AUTH_ENABLED: 'false',
      LOG_LEVEL: 'WARN',
      GITLAB_TIMEOUT_SECONDS: '5',
      WORKER_HEALTH_PORT: '0',
      SCHEDULER_INTERVAL_SECONDS: '1',
      INSTANCE_PROBE_INTERVAL_SECONDS: '3600',
      ...changes,
    };
    const settings = readSettings({ ...environment, LOG_LEVEL: 'SILENT' });
    const app = await createApp(ApiModule.forRoot(settings), settings);
    await app.listen(0, '127.0.0.1');
    const http = supertest.agent(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    return new Stage(source, target, sql, http, environment, async () => {
      await app.close();
      await sql.end();
      await database.drop();
      await Promise.all([source.stop(), target.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    });
  }

  async stop(): Promise<void> {
    await this.worker?.kill();
    await this.close();
  }

  startWorker(): WorkerProcess {
    this.worker = WorkerProcess.start(this.environment);
    return this.worker;
  }

  /** Time passes: what a dead worker held is free again. */
  async expireLeases(): Promise<void> {
    await this.sql.query(`update runs set lease_until = now() - interval '1 second' where status = 'running'`);
    await this.sql.query(`update periodic_tasks set lease_until = null`);
    await this.sql.query(`update periodic_tasks set next_at = now() where name = 'runs.sweep'`);
  }

  /** More time passes: what was to be done later is due, too. */
  async timePasses(): Promise<void> {
    await this.expireLeases();
    await this.hurry();
    await this.sql.query(`update periodic_tasks set next_at = now()`);
  }

  /** What waits for its next attempt is tried at once; a request that was lost can't take effect any more. */
  async hurry(): Promise<void> {
    await this.sql.query(`update runs set run_after = now() where status = 'queued' and run_after > now()`);
    await this.sql.query(
      `update mirror_leftovers set next_attempt_at = now(), created_at = created_at - interval '10 minutes'`,
    );
    await this.sql.query(`update periodic_tasks set next_at = now() where name in ('runs.sweep', 'mirrors.clean-up')`);
  }

  async add(path: string, body: object): Promise<number> {
    const answer = await this.http.post(path).send(body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return (answer.body as { id: number }).id;
  }

  /** Both GitLabs and a pair between them. */
  async pair(): Promise<{ pairId: number; sourceId: number; targetId: number }> {
    const register = ({ name, url, world }: Simulator): Promise<number> =>
      this.add('/api/instances', { name, url, token: world.createToken().token });
    const sourceId = await register(this.source);
    const targetId = await register(this.target);
    const pairId = await this.add('/api/pairs', {
      name: 'pair',
      source_instance_id: sourceId,
      target_instance_id: targetId,
      mirror_direction: 'push',
    });
    return { pairId, sourceId, targetId };
  }
}
