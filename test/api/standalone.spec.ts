import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { waitFor } from '../support/wait-for';

const MAIN = join(__dirname, '../../dist/apps/standalone/src/main.js');

interface Running {
  url: string;
  process: ChildProcess;
  /** All that it printed so far. */
  output: () => string;
}

describe('the standalone process', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'maestro-standalone-'));
  let source: Simulator;
  let target: Simulator;
  let running: Running;
  let password = '';

  const start = async (): Promise<Running> => {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', RUN_LEASE_SECONDS: '3' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const url = await waitFor('the process to be ready', () => /is ready: (http:\S+)/.exec(text)?.[1]);
    return { url, process: child, output: () => text };
  };
  const kill = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    running.process.kill(signal);
    await once(running.process, 'exit');
  };
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${running.url}/api${path}`, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  beforeAll(async () => {
    // Root's server runs as another user, who must be let through.
    chmodSync(dataDir, 0o711);
    source = await startSimulator({ name: 'standalone-source' });
    target = await startSimulator({ name: 'standalone-target' });
    await source.world.createProject({
      path: 'team/app',
      commits: [{ branch: 'main', message: 'One', files: { a: '1' } }],
    });
    await target.world.createProject({ path: 'copy/app' });
    running = await start();
  });
  afterAll(async () => {
    await kill('SIGTERM');
    await source.stop();
    await target.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('needs no settings and prints its generated password once', async () => {
    password = await waitFor('the password', () => /Login: admin \/ (\S+)/.exec(running.output())?.[1]);
    expect((await call('GET', '/me')).status).toBe(200);
  });

  it('tells that PostgreSQL came with it, and what was set', async () => {
    const { body } = await call('GET', '/about');
    expect(body).toMatchObject({ mode: 'standalone', database: { kind: 'embedded' }, queue: 'postgres' });
    const settings = new Map((body.settings as { name: string; is_set: boolean }[]).map((item) => [item.name, item]));
    expect(settings.get('DATABASE_URL')).toMatchObject({ value: null, is_set: false });
    expect(settings.get('PORT')).toMatchObject({ value: 0, is_set: true });
  });

  it('idles under 300 MB without PostgreSQL', async () => {
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    const bytes = Number(/^maestro_process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]);
    expect(bytes / 1024 / 1024).toBeLessThan(300);
  });

  it('survives kill -9 while a mirror is half made: the next start adopts PostgreSQL and finishes the mirror', async () => {
    const instance = async (name: string, { world, url }: Simulator): Promise<unknown> => {
      const { token } = world.createToken({ scopes: ['api', 'write_repository'] });
      return (await call('POST', '/instances', { name, url, token })).body.id;
    };
    const pair = await call('POST', '/pairs', {
      name: 'Pair',
      source_instance_id: await instance('Source', source),
      target_instance_id: await instance('Target', target),
      mirror_direction: 'push',
    });
    source.faults.add({ match: { method: 'POST', path: '/remote_mirrors$' }, kind: 'hang', times: 1 });
    const half = call('POST', '/mirrors', {
      instance_pair_id: pair.body.id,
      source_project_path: 'team/app',
      target_project_path: 'copy/app',
    }).catch(() => null);
    await waitFor(
      'GitLab to be asked for the mirror',
      () => source.requests.byRoute['POST /api/v4/projects/:id/remote_mirrors'],
    );
    await kill('SIGKILL');
    await half;
    source.faults.clear();

    running = await start();
    expect(running.output()).not.toContain('Login:');
    const mirror = await waitFor('the mirror to be there', async () => {
      const { body } = await call('GET', '/mirrors');
      const [first] = body as unknown as { mirror_id: number | null; enabled: boolean }[];
      return first?.mirror_id ? first : null;
    });
    expect(mirror.enabled).toBe(true);
    const project = source.world.project('team/app');
    expect(project.pushMirrors.size).toBe(1);
  });
});
