import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client } from 'pg';
import type { SimulatorOptions } from '../../apps/gitlab-simulator/src';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';
import { ApiModule } from '../../apps/api/src/api.module';
import { WorkerProcess } from '../crash/worker-process';
import { GitlabProcess } from './gitlab/gitlab-process';
import type { Seeded } from './gitlab/scenario';

export interface LabOptions {
  source?: SimulatorOptions;
  target?: SimulatorOptions;
  environment?: Record<string, string>;
  /** Worker processes; without it, this process works. */
  workers?: number;
}

export interface MirrorRow {
  from: Seeded;
  to: Seeded;
  /** GitLab's id of the mirror. */
  mirrorId?: number;
}

type Body = Record<string, unknown>;

/** Nothing happens by itself while something else is measured. */
const QUIET = {
  SCHEDULER_INTERVAL_SECONDS: '3600',
  INSTANCE_PROBE_INTERVAL_SECONDS: '3600',
  MIRROR_REFRESH_INTERVAL_SECONDS: '86400',
};

/** The product in this process and two GitLabs in processes of their own, registered, with a pair between them. */
export class BenchLab {
  private constructor(
    readonly api: TestApp,
    readonly sql: Client,
    readonly source: GitlabProcess,
    readonly target: GitlabProcess,
    readonly pairId: number,
    private readonly workers: WorkerProcess[],
  ) {}

  static async start({ source, target, environment, workers }: LabOptions = {}): Promise<BenchLab> {
    const settings = { mirrorTransport: 'pretend', mirrorDelayMs: 0, pullMirrorIntervalSeconds: 0 } as const;
    const [api, from, to] = await Promise.all([
      startTestApp({ ...QUIET, ...environment }, workers === undefined ? undefined : ApiModule),
      GitlabProcess.start({ name: 'alpha', version: '18.10.0-ee', tier: 'premium', ...source, settings }),
      GitlabProcess.start({ name: 'beta', version: '18.10.0-ee', tier: 'premium', ...target, settings }),
    ]);
    const sql = new Client({ connectionString: api.settings.get('DATABASE_URL') ?? '' });
    await sql.connect();
    const register = async (name: string, gitlab: GitlabProcess): Promise<number> => {
      const body = { name, url: gitlab.url, token: await gitlab.ask('token') };
      return created(await api.http.post('/api/instances').send(body));
    };
    const sourceId = await register('Alpha', from);
    const targetId = await register('Beta', to);
    const pair = { source_instance_id: sourceId, target_instance_id: targetId, mirror_direction: 'push' };
    const pairId = created(await api.http.post('/api/pairs').send({ name: 'A to B', ...pair }));
    const processes = await Promise.all(Array.from({ length: workers ?? 0 }, () => startWorker(api, environment)));
    return new BenchLab(api, sql, from, to, pairId, processes);
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    await this.sql.end();
    await this.api.stop();
    await Promise.all([this.source.stop(), this.target.stop()]);
  }

  /** Latency of both GitLabs from now on. */
  async latency(latencyMs: number): Promise<void> {
    await Promise.all([this.source.ask('set', { latencyMs }), this.target.ask('set', { latencyMs })]);
  }

  async resetTraffic(): Promise<void> {
    await Promise.all([this.source.ask('reset'), this.target.ask('reset')]);
  }

  /** Mirrors as if they had been made long ago; their ids in the order of the rows. */
  async mirrors(rows: MirrorRow[]): Promise<number[]> {
    const { rows: inserted } = await this.sql.query<{ id: string }>(
      `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id,
                            target_project_path, direction, phase, mirror_id, next_check_at)
       select $1, from_id, from_path, to_id, to_path, 'push', 'active', mirror_id, 'infinity'
         from jsonb_to_recordset($2::jsonb)
           as r (from_id bigint, from_path text, to_id bigint, to_path text, mirror_id bigint)
       returning id`,
      [
        this.pairId,
        JSON.stringify(
          rows.map(({ from, to, mirrorId }) => ({
            from_id: from.id,
            from_path: from.path,
            to_id: to.id,
            to_path: to.path,
            mirror_id: mirrorId ?? null,
          })),
        ),
      ],
    );
    return inserted.map(({ id }) => Number(id));
  }

  /** A config of issue sync between two projects. */
  async issueSync(from: Seeded, to: Seeded, options: Body = {}): Promise<number> {
    const [mirrorId] = await this.mirrors([{ from, to }]);
    const body = { mirror_id: mirrorId, sync_existing_issues: true, sync_closed_issues: true, ...options };
    return created(await this.api.http.post('/api/issue-mirrors').send(body));
  }

  async triggerIssueSync(configId: number): Promise<number> {
    const answer = await this.api.http.post(`/api/issue-mirrors/${configId}/trigger-sync`).expect(202);
    return (answer.body as { job_id: number }).job_id;
  }

  /** Waits for its success. */
  async finished(runId: number, timeoutMs = 30 * 60_000): Promise<void> {
    const run = await waitFor(
      `run ${runId} to finish`,
      async () => {
        const { rows } = await this.sql.query<{ status: string; error: string | null }>(
          'select status, error from runs where id = $1',
          [runId],
        );
        return rows[0] && !['queued', 'running'].includes(rows[0].status) && rows[0];
      },
      timeoutMs,
    );
    if (run.status !== 'success') throw new Error(`Run ${runId} ended as ${run.status}: ${run.error}`);
  }
}

/** Resolves when it works. */
async function startWorker(api: TestApp, environment: Record<string, string> = {}): Promise<WorkerProcess> {
  const port = await freePort();
  const worker = WorkerProcess.start({
    ...QUIET,
    ENVIRONMENT: 'test',
    DATABASE_URL: api.settings.get('DATABASE_URL') ?? '',
    DATA_DIR: api.settings.get('DATA_DIR'),
    LOG_LEVEL: 'WARN',
    HOST: '127.0.0.1',
    WORKER_HEALTH_PORT: String(port),
    AUTH_ENABLED: 'false',
    ...environment,
  });
  await waitFor('a worker to start', async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok, 60_000);
  return worker;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function created({ status, body, text }: { status: number; body: unknown; text: string }): number {
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return (body as { id: number }).id;
}

/** Runs `work` with a lab that is taken down whatever happens. */
export async function withLab<T>(options: LabOptions, work: (lab: BenchLab) => Promise<T>): Promise<T> {
  const lab = await BenchLab.start(options);
  try {
    return await work(lab);
  } finally {
    await lab.stop();
  }
}
