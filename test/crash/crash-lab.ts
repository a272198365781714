import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Client } from 'pg';
import supertest from 'supertest';
import { readSettings } from '@app/config';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { createApp } from '../../apps/api/src/create-app';
import { ApiModule } from '../../apps/api/src/api.module';
import { type Project, type Simulator, startSimulator } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';
import { SourceStory } from './source-story';
import { targetState } from './target-state';
import { WorkerProcess } from './worker-process';

interface Job {
  id: number;
  status: string;
  error: string | null;
  errors: unknown[];
  issues_created: number;
  issues_updated: number;
  issues_failed: number;
}

const LIVE = ['queued', 'running'];
const MAX_ROUNDS = 12;

/** Two GitLabs, a database, the API in this process, and a worker in another one that may die at any time. */
export class CrashLab {
  worker: WorkerProcess | null = null;

  private constructor(
    readonly source: Simulator,
    readonly target: Simulator,
    readonly story: SourceStory,
    private readonly copies: Project,
    private readonly database: TestDatabase,
    private readonly sql: Client,
    private readonly app: NestExpressApplication,
    private readonly http: ReturnType<typeof supertest.agent>,
    private readonly environment: Record<string, string>,
    private readonly dataDir: string,
    private readonly configId: number,
    private readonly targetInstanceId: number,
  ) {}

  static async start(seed: number, issues: number): Promise<CrashLab> {
    const [source, target, database] = await Promise.all([
      startSimulator({ name: 'source', tier: 'premium' }),
      startSimulator({ name: 'target' }),
      createTestDatabase(),
    ]);
    const story = await SourceStory.begin(source, seed);
    await story.create(issues);
    const copies = await target.world.createProject({ path: 'copies/app' });
    const dataDir = mkdtempSync(join(tmpdir(), 'maestro-crash-'));
    const environment = {
      ENVIRONMENT: 'test',
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '4',
      DATA_DIR: dataDir,
      AUTH_ENABLED: 'false',
      LOG_LEVEL: 'WARN',
      RUN_LEASE_SECONDS: '3',
      GITLAB_TIMEOUT_SECONDS: '2',
      WORKER_HEALTH_PORT: '0',
      // Only what is asked for runs.
      SCHEDULER_INTERVAL_SECONDS: '3600',
    };
    const settings = readSettings({ ...environment, LOG_LEVEL: 'SILENT' });
    const app = await createApp(ApiModule.forRoot(settings), settings);
    await app.listen(0, '127.0.0.1');
    const http = supertest.agent(`http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    const { configId, targetId } = await configure(http, sql, { source, target }, [story.project, copies]);
    return new CrashLab(
      source,
      target,
      story,
      copies,
      database,
      sql,
      app,
      http,
      environment,
      dataDir,
      configId,
      targetId,
    );
  }

  async stop(): Promise<void> {
    await this.worker?.kill();
    await this.app.close();
    await this.sql.end();
    await this.database.drop();
    await Promise.all([this.source.stop(), this.target.stop()]);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  startWorker(): WorkerProcess {
    this.worker = WorkerProcess.start(this.environment);
    return this.worker;
  }

  /** Time passes: what the dead worker held is free again. */
  async expireLeases(): Promise<void> {
    await this.sql.query(`update runs set lease_until = now() - interval '1 second' where status = 'running'`);
    await this.sql.query(`update periodic_tasks set lease_until = null, next_at = now() where name = 'runs.sweep'`);
  }

  async trigger(): Promise<number> {
    const answer = await this.http.post(`/api/issue-mirrors/${this.configId}/trigger-sync`).expect(202);
    return (answer.body as { job_id: number }).job_id;
  }

  async job(id: number): Promise<Job> {
    return (await this.http.get(`/api/issue-mirrors/${this.configId}/jobs/${id}`).expect(200)).body as Job;
  }

  /** A sync until its end. */
  async sync(timeoutMs = 180_000): Promise<Job> {
    const id = await this.trigger();
    try {
      return await waitFor(
        `job ${id} to finish`,
        async () => {
          const job = await this.job(id);
          // What waits for its next attempt is tried at once.
          if (job.status === 'queued') await this.sql.query('update runs set run_after = now() where id = $1', [id]);
          return !LIVE.includes(job.status) && job;
        },
        timeoutMs,
      );
    } catch (error) {
      const state = JSON.stringify(await this.job(id));
      throw new Error(`${String(error)}\n${state}\n${this.worker?.lastWords ?? ''}`, { cause: error });
    }
  }

  /** Syncs until nothing is left to do; parked issues needn't wait. */
  async settle(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await this.sql.query('update issue_links set retry_at = now() where retry_at is not null');
      const job = await this.sync();
      if (job.status === 'success' && job.issues_created + job.issues_updated === 0 && !(await this.hasOpenEnds()))
        return;
    }
    const { rows } = await this.sql.query(`select source_iid, status, error from issue_links where status <> 'synced'`);
    throw new Error(`There is no end to it: ${JSON.stringify(rows)}\n${this.worker?.lastWords ?? ''}`);
  }

  private async hasOpenEnds(): Promise<boolean> {
    const { rows } = await this.sql.query<{ open: boolean }>(
      `select exists (select from issue_links where status <> 'synced') as open`,
    );
    return rows[0]?.open ?? true;
  }

  /** The target stops believing us after so many requests. */
  revokeTokenAfter(requests: number): void {
    const { world, requests: log } = this.target;
    let seen = 0;
    const stop = log.observe((_entry, phase) => {
      if (phase !== 'received' || ++seen < requests) return;
      for (const token of world.tokens.values()) world.revokeToken(token);
      stop();
    });
  }

  async replaceToken(): Promise<void> {
    const { token } = this.target.world.createToken();
    await this.http.put(`/api/instances/${this.targetInstanceId}`).send({ token }).expect(200);
  }

  state(): object {
    return targetState(this.target, this.copies, this.source.url);
  }
}

async function configure(
  http: ReturnType<typeof supertest.agent>,
  sql: Client,
  simulators: { source: Simulator; target: Simulator },
  [from, to]: [Project, Project],
): Promise<{ configId: number; targetId: number }> {
  const post = async (path: string, body: object): Promise<number> => {
    const answer = await http.post(path).send(body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return (answer.body as { id: number }).id;
  };
  const register = ({ name, url, world }: Simulator): Promise<number> =>
    post('/api/instances', { name, url, token: world.createToken().token });
  const sourceId = await register(simulators.source);
  const targetId = await register(simulators.target);
  const pairId = await post('/api/pairs', {
    name: 'pair',
    source_instance_id: sourceId,
    target_instance_id: targetId,
    mirror_direction: 'push',
  });
  // The repository is another story: the mirror is there already.
  const { rows } = await sql.query<{ id: string }>(
    `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id,
       target_project_path, direction, phase) values ($1, $2, 'platform/app', $3, 'copies/app', 'push', 'active')
     returning id`,
    [pairId, from.id, to.id],
  );
  const configId = await post('/api/issue-mirrors', {
    mirror_id: Number(rows[0]?.id),
    sync_existing_issues: true,
    sync_closed_issues: true,
  });
  return { configId, targetId };
}
