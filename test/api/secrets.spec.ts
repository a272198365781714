import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSimulator, type Project, type Simulator } from '../../apps/gitlab-simulator/src';
import { everyRow, leaks, OutputRecorder, type Written } from '../support/output-recorder';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

type Json = Record<string, unknown>;

const COMMIT = { branch: 'main', message: 'Begin', files: { 'README.md': 'hello' } };

/** None of GitLab's prefixes, so that only knowing it can mask it. */
const STRANGE_TOKEN = 'strange-Token_without+prefix/4711==';
const URL_PASSWORD = 'url-Pass.word-0815';

/**
 * One run through the whole product, in which as much as possible goes wrong; then every line of the logs, every answer
 * and every row is searched for every secret that took part.
 */
describe('secrets', () => {
  const secrets = new Map<string, string>([
    ['the password of the administrator', TEST_PASSWORD],
    ['a token of unknown shape', STRANGE_TOKEN],
    ['a password in an address', URL_PASSWORD],
  ]);
  const output = new OutputRecorder();
  const answers: Written[] = [];
  let rows: Written[] = [];
  let app: TestApp;
  let a: Simulator;
  let b: Simulator;

  /** Collects the whole answer, headers included. */
  const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> => {
    const response = await fetch(`${app.url}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`admin:${TEST_PASSWORD}`).toString('base64')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push({
      where: `${method} ${path.split('?')[0]}`,
      text: `${JSON.stringify([...response.headers])}\n${text}`,
    });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, json: (isJson ? JSON.parse(text) : {}) as Json };
  };
  const made = async (path: string, body: unknown, status = 201): Promise<Json & { id: number }> => {
    const answer = await ask('POST', path, body);
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json as Json & { id: number };
  };
  const finished = (path: string): Promise<Json> =>
    waitFor(`${path} to finish`, async () => {
      const { json } = await ask('GET', path);
      return !['queued', 'running'].includes(String(json.status)) && json;
    });
  const secret = (name: string, value: string): string => {
    secrets.set(name, value);
    return value;
  };

  async function refusals(): Promise<void> {
    const token = [...secrets.values()][0] ?? '';
    const instance = { name: 'Refused', url: a.url, token: STRANGE_TOKEN };
    const withPassword = (url: string): string => url.replace('://', `://me:${URL_PASSWORD}@`);
    await ask('POST', '/api/instances', instance);
    await ask('POST', '/api/instances', { ...instance, token: secret('a wrong token', 'glpat-wrongWRONG12345678') });
    await ask('POST', '/api/instances', { ...instance, url: withPassword(a.url) });
    await ask('POST', '/api/instances', { ...instance, url: 'http://127.0.0.1:1' });
    await ask('POST', '/api/instances', { ...instance, name: null, secret: STRANGE_TOKEN });
    await ask('POST', '/api/instances', `{"token": "${STRANGE_TOKEN}", `);
    await ask('GET', `/api/instances?private_token=${encodeURIComponent(STRANGE_TOKEN)}`);
    await ask('GET', `/api/nowhere?access_token=${encodeURIComponent(token)}`);
    await ask('POST', '/api/instances', { ...instance, url: await gossip() });
  }

  /** A server that repeats the token that it was sent in everything it answers. */
  async function gossip(): Promise<string> {
    const server = createServer((request, response) => {
      const token = String(request.headers['private-token'] ?? request.headers.authorization);
      response.writeHead(400, { 'content-type': 'application/json', 'x-token': token });
      response.end(JSON.stringify({ message: `400 (Bad request) token ${token} at http://me:${token}@host is bad` }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const closing: (() => void)[] = [];

  async function twoProjects(name: string): Promise<{ from: Project; to: Project }> {
    return {
      from: await a.world.createProject({ path: `platform/${name}`, commits: [COMMIT] }),
      to: await b.world.createProject({ path: `backup/${name}` }),
    };
  }

  /** Our project tokens as GitLab has them. */
  function projectTokens(): void {
    for (const world of [a.world, b.world]) {
      for (const { kind, id, token } of world.tokens.values()) {
        if (kind === 'project') secret(`the project token ${id}`, token);
      }
    }
  }

  async function mirrors(pairId: number, sourceId: number, targetId: number): Promise<number> {
    const { from, to } = await twoProjects('own-token');
    const mirror = await made('/api/mirrors', {
      instance_pair_id: pairId,
      source_project_id: from.id,
      target_project_id: to.id,
    });
    projectTokens();
    // Its first sync would set right what is written here.
    await app.idle();
    const [remote] = from.pushMirrors.values();
    if (!remote) throw new Error('GitLab has no push mirror.');
    expect(remote.url).toContain('@');
    // As GitLab writes what Git said; some versions forget to mask.
    remote.status = 'failed';
    remote.lastError = `fatal: unable to access '${remote.url}': 403, also http://me:${URL_PASSWORD}@proxy:3128`;
    const told = await ask('GET', `/api/instances/${sourceId}/projects/${from.id}/mirrors`);
    expect(JSON.stringify(told.json)).toContain('fatal: unable to access');
    await finished(`/api/runs/${String((await made(`/api/mirrors/${mirror.id}/update`, {}, 202)).job_id)}`);
    expect((await ask('POST', `/api/mirrors/${mirror.id}/rotate-token`)).status).toBeLessThan(300);
    projectTokens();
    await ask('GET', `/api/mirrors/${mirror.id}/verify`);

    const groupToken = b.world.createResourceToken({ group: to.namespace }, { name: 'group-bot' }).token;
    const body = { gitlab_instance_id: targetId, group_path: 'backup', token_name: 'group-bot' };
    const group = await made('/api/tokens', { ...body, token: secret('a group token', groupToken) });
    const second = b.world.createResourceToken({ group: to.namespace }, { name: 'group-bot-2' }).token;
    await ask('PUT', `/api/tokens/${group.id}`, { token: secret('a rotated group token', second) });
    await ask('POST', '/api/tokens', { ...body, group_path: 'other', token: STRANGE_TOKEN });

    const other = await twoProjects('group-token');
    const request = { instance_pair_id: pairId, source_project_id: other.from.id, target_project_id: other.to.id };
    await made('/api/mirrors', request);
    a.faults.add({ kind: '500', match: { method: 'POST', path: 'remote_mirrors$' } });
    const third = await twoProjects('refused');
    await ask('POST', '/api/mirrors', { ...request, source_project_id: third.from.id, target_project_id: third.to.id });
    a.faults.clear();
    return mirror.id;
  }

  async function issueSync(mirrorId: number): Promise<void> {
    const from = a.world.project('platform/own-token');
    const upload = await a.world.addUpload(from, { filename: 'log.txt', content: 'content' });
    const file = `[log](/uploads/${upload.secret}/log.txt)`;
    for (const title of ['First', 'Second', 'Third']) a.world.createIssue(from, { title, description: file });
    b.faults.add({ kind: '500', match: { method: 'POST', path: '/issues$', nth: 2 } });
    const config = await made('/api/issue-mirrors', {
      mirror_id: mirrorId,
      sync_existing_issues: true,
      realtime: true,
    });
    const sync = async (): Promise<Json> => {
      const { job_id: id } = await made(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
      return finished(`/api/issue-mirrors/${config.id}/jobs/${String(id)}`);
    };
    expect((await sync()).issues_failed).toBeGreaterThan(0);
    b.faults.clear();
    await made(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    await waitFor('all copies', () => b.world.issuesOf(b.world.project('backup/own-token')).length === 3);
    const hook = await waitFor('the webhook', () => [...from.hooks.values()][0]);
    const hookSecret = hook.signingToken ?? hook.token;
    if (hookSecret === null) throw new Error('The hook has no secret.');
    secret('the secret of the webhook', hookSecret);
    b.faults.add({ kind: 'revoked' });
    await sync();
    b.faults.clear();
  }

  /** Every GET that the API documents, with every id that exists. */
  async function readEverything(): Promise<void> {
    const { json } = await ask('GET', '/openapi.json');
    const paths = Object.entries(json.paths as Record<string, Json>).filter(([, methods]) => 'get' in methods);
    expect(paths.length).toBeGreaterThan(20);
    for (const [path] of paths.filter(([name]) => name !== '/api/events')) {
      const ids = path.includes('{') ? [1, 2, 3] : [0];
      for (const id of ids) await ask('GET', path.replaceAll(/\{\w+\}/g, String(id)));
    }
    await ask('GET', '/api/search?q=own-token');
    await ask('GET', '/metrics');
  }

  beforeAll(async () => {
    output.start();
    [a, b] = await Promise.all([
      startSimulator({ name: 'alpha', tier: 'premium', settings: { mirrorDelayMs: 0 } }),
      startSimulator({ name: 'beta', tier: 'premium', settings: { mirrorDelayMs: 0 } }),
    ]);
    app = await startTestApp({
      LOG_LEVEL: 'DEBUG',
      PUBLIC_URL: 'http://127.0.0.1:9',
      MIRROR_PROVISION_WAIT_SECONDS: '60',
    });
    secret('the encryption key', readFileSync(join(app.settings.get('DATA_DIR'), 'encryption.key'), 'utf8').trim());
    await refusals();
    const register = async (gitlab: Simulator, name: string): Promise<number> => {
      const { token } = gitlab.world.createToken({ scopes: ['api', 'write_repository', 'read_repository'] });
      return (await made('/api/instances', { name, url: gitlab.url, token: secret(`the token of ${name}`, token) })).id;
    };
    const [source, target] = [await register(a, 'Alpha'), await register(b, 'Beta')];
    await ask('POST', `/api/instances/${source}/test`);
    const pair = { name: 'A to B', source_instance_id: source, target_instance_id: target, mirror_direction: 'push' };
    const { id: pairId } = await made('/api/pairs', pair);
    await issueSync(await mirrors(pairId, source, target));
    const fresh = secret('the rotated token of Alpha', a.world.createToken().token);
    await ask('PUT', `/api/instances/${source}`, { token: fresh });
    await ask('GET', `/api/instances/${source}/projects/${a.world.project('platform/own-token').id}/mirrors`);
    await readEverything();
    rows = await everyRow(app.settings.get('DATABASE_URL') ?? '');
    await ask('DELETE', `/api/instances/${target}`);
    rows.push(...(await everyRow(app.settings.get('DATABASE_URL') ?? '')));
  });

  afterAll(async () => {
    for (const close of closing) close();
    await app?.stop();
    await Promise.all([a?.stop(), b?.stop()]);
    output.stop();
  });

  it('really took part, and really were looked for', () => {
    expect([...secrets.keys()]).toEqual(
      expect.arrayContaining(['the token of Alpha', 'a rotated group token', 'the secret of the webhook']),
    );
    expect([...secrets.keys()].filter((name) => name.startsWith('the project token')).length).toBeGreaterThan(1);
    const tables = new Set(rows.map(({ where }) => where));
    const ours = ['instances', 'group_tokens', 'mirrors', 'runs'].map((name) => `public.${name}`);
    expect([...tables]).toEqual(expect.arrayContaining(ours));
    expect([...tables].filter((name) => name.startsWith('bullmq.'))).not.toEqual([]);
    expect(output.lines.filter(({ text }) => text.includes('"level":20')).length).toBeGreaterThan(50);
    for (const written of [output.lines, answers, rows]) {
      expect(leaks(written, new Map([['a public name', 'own-token']]))).not.toEqual([]);
      for (const value of secrets.values()) {
        const canary = { where: 'here', text: `x${encodeURIComponent(value)}x` };
        expect(leaks([...written, canary], new Map([['canary', value]]))).toContain('canary in here');
      }
    }
  });

  it('are in no answer', () => {
    expect(leaks(answers, secrets)).toEqual([]);
  });

  it('are in no line of the logs', () => {
    expect(leaks(output.lines, secrets)).toEqual([]);
  });

  it('are in no row of the database and in no job of the queue', () => {
    expect(leaks(rows, secrets)).toEqual([]);
  });

  it('are stored as Fernet tokens', () => {
    const sealed = rows.filter(({ where }) => ['public.instances', 'public.group_tokens'].includes(where));
    expect(sealed.length).toBeGreaterThan(2);
    for (const { text } of sealed) expect(text).toMatch(/gAAAAA[\w-]{60,}/);
  });
});
