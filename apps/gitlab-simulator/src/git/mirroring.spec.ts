import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSimulator, type Project, type Simulator, type Token } from '..';

const run = promisify(execFile);

/** A clone with the given token as its password, made as a person would. */
async function clone(gitlab: Simulator, project: string, token: string, to: string): Promise<void> {
  const url = new URL(`${gitlab.url}/${project}.git`);
  url.username = 'oauth2';
  url.password = token;
  await run('git', ['clone', '--quiet', url.toString(), to], { env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
}

async function api(gitlab: Simulator, token: Token, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${gitlab.url}/api/v4${path}`, {
    method,
    headers: { 'PRIVATE-TOKEN': token.token, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe('repositories and their mirrors', () => {
  let source: Simulator;
  let target: Simulator;
  let sourceRoot: Token;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mirroring-'));
    source = await startSimulator({ name: 'source', settings: { mirrorDelayMs: 10 }, tier: 'premium' });
    target = await startSimulator({ name: 'target', settings: { mirrorDelayMs: 10 } });
    sourceRoot = source.world.createToken({ scopes: ['api'] });
  });

  afterEach(async () => {
    await Promise.all([source.stop(), target.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  async function pair(): Promise<{ from: Project; to: Project; url: string; token: Token }> {
    const from = await source.world.createProject({
      path: 'team/app',
      commits: [
        { branch: 'main', message: 'First', files: { 'README.md': '# App\n' } },
        { branch: 'feature', message: 'Work', files: { 'a.txt': 'a' }, tag: 'v1' },
      ],
    });
    const to = await target.world.createProject({ path: 'copy/app' });
    const token = target.world.createResourceToken({ project: to }, { scopes: ['write_repository'] });
    return { from, to, token, url: `${target.url.replace('://', `://mirror:${token.token}@`)}/copy/app.git` };
  }

  const shas = async (gitlab: Simulator, project: Project): Promise<Record<string, string>> =>
    Object.fromEntries([...(await gitlab.world.refs(project))].map(([name, ref]) => [name, ref.sha]));

  it('serves clones and takes pushes over HTTP with a token as the password', async () => {
    const { from } = await pair();
    const work = join(folder, 'work');
    await clone(source, 'team/app', sourceRoot.token, work);
    await writeFile(join(work, 'new.txt'), 'new');
    const git = (...args: string[]) =>
      run('git', ['-c', 'user.name=me', '-c', 'user.email=me@example.com', ...args], { cwd: work });
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'New');
    await git('push', '--quiet', 'origin', 'main');
    const head = (await git('rev-parse', 'HEAD')).stdout.trim();
    expect((await shas(source, from))['refs/heads/main']).toBe(head);
  });

  it('pushes every branch and tag to the other GitLab, and follows later commits by itself', async () => {
    const { from, to, url } = await pair();
    const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, { url, enabled: true });
    const mirror = (await answer.json()) as { id: number; url: string; enabled: boolean };
    expect(answer.status).toBe(201);
    expect(mirror.url).toMatch(/^http:\/\/\*{5}:\*{5}@127/);
    expect(
      (await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${mirror.id}/sync`)).status,
    ).toBe(204);
    await source.mirrorsSettled();
    expect(await shas(target, to)).toEqual(await shas(source, from));
    expect([...from.pushMirrors.values()][0]).toMatchObject({ status: 'finished', lastError: null });

    await source.world.commit(from, [{ branch: 'main', message: 'Second', files: { 'b.txt': 'b' } }]);
    await source.mirrorsSettled();
    expect(await shas(target, to)).toEqual(await shas(source, from));
  });

  it('creates a push mirror disabled unless told otherwise', async () => {
    const { from, url } = await pair();
    const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, { url });
    expect(await answer.json()).toMatchObject({ enabled: false, update_status: 'none' });
  });

  it('keeps divergent branches when asked to, and calls that run failed', async () => {
    const { from, to, url } = await pair();
    await target.world.commit(to, [{ branch: 'main', message: 'Other history', files: { x: 'x' }, from: null }]);
    const before = (await shas(target, to))['refs/heads/main'];
    const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, {
      url,
      enabled: true,
      keep_divergent_refs: true,
    });
    const { id } = (await answer.json()) as { id: number };
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${id}/sync`);
    await source.mirrorsSettled();
    expect(from.pushMirrors.get(id)).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('refs/heads/main') as string,
    });
    expect(await shas(target, to)).toMatchObject({
      'refs/heads/main': before,
      'refs/heads/feature': (await shas(source, from))['refs/heads/feature'],
    });
  });

  /** Makes a push mirror and lets it run once. */
  async function pushOnce(from: Project, url: string, settings: Record<string, unknown> = {}): Promise<number> {
    const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, {
      url,
      enabled: true,
      ...settings,
    });
    const { id } = (await answer.json()) as { id: number };
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${id}/sync`);
    await source.mirrorsSettled();
    return id;
  }

  it('carries only protected branches, or only those of a pattern, when told so', async () => {
    const { from, to, url } = await pair();
    const id = await pushOnce(from, url, { only_protected_branches: true });
    expect(Object.keys(await shas(target, to))).toEqual(['refs/heads/main', 'refs/tags/v1']);
    await api(source, sourceRoot, 'PUT', `/projects/${from.id}/remote_mirrors/${id}`, { mirror_branch_regex: '^feat' });
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${id}/sync`);
    await source.mirrorsSettled();
    expect(Object.keys(await shas(target, to))).toContain('refs/heads/feature');
    expect(from.pushMirrors.get(id)).toMatchObject({ onlyProtectedBranches: false, branchRegex: '^feat' });
  });

  it('deletes on the target only what its default branch contains already, and tags', async () => {
    const { from, to, url } = await pair();
    await source.world.commit(from, [{ branch: 'unmerged', message: 'Alone', files: { u: 'u' } }]);
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/repository/branches`, {
      branch: 'merged',
      ref: 'main',
    });
    await pushOnce(from, url);
    const base = `/projects/${from.id}/repository`;
    await api(source, sourceRoot, 'DELETE', `${base}/branches/unmerged`);
    await api(source, sourceRoot, 'DELETE', `${base}/branches/merged`);
    await api(source, sourceRoot, 'DELETE', `${base}/tags/v1`);
    await source.mirrorsSettled();
    expect(Object.keys(await shas(target, to))).toEqual([
      'refs/heads/feature',
      'refs/heads/main',
      'refs/heads/unmerged',
    ]);
  });

  it('fails on a diverged protected branch, because the target forbids the force push', async () => {
    const { from, to, url } = await pair();
    await target.world.commit(to, [{ branch: 'main', message: 'Other history', files: { x: 'x' }, from: null }]);
    const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, { url, enabled: true });
    const { id } = (await answer.json()) as { id: number };
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${id}/sync`);
    await source.mirrorsSettled();
    expect(from.pushMirrors.get(id)?.status).toBe('failed');
    expect(from.pushMirrors.get(id)?.lastError).toMatch(/pre-receive hook declined/);
  });

  it('says what is wrong with an address without .git, and with a token that may only use the API', async () => {
    const { from, to } = await pair();
    const apiOnly = target.world.createResourceToken({ project: to }, { scopes: ['api'] });
    const errors: string[] = [];
    for (const [secret, end] of [
      [apiOnly.token, '.git'],
      [apiOnly.token, ''],
    ] as const) {
      const url = `${target.url.replace('://', `://mirror:${secret}@`)}/copy/app${end}`;
      const answer = await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors`, {
        url,
        enabled: true,
      });
      const { id } = (await answer.json()) as { id: number };
      await api(source, sourceRoot, 'POST', `/projects/${from.id}/remote_mirrors/${id}/sync`);
      await source.mirrorsSettled();
      errors.push(from.pushMirrors.get(id)?.lastError ?? '');
    }
    expect(errors[0]).toMatch(/403/);
    expect(errors[1]).toMatch(/301/);
    expect(errors.join()).not.toContain(apiOnly.token);
  });

  it('pulls at most once in five minutes, though the answer is the same', async () => {
    const { from, url } = await pair();
    await api(source, sourceRoot, 'PUT', `/projects/${from.id}/mirror/pull`, { enabled: true, url });
    await source.mirrorsSettled();
    const first = from.pullMirror?.lastUpdateStartedAt;
    expect((await api(source, sourceRoot, 'POST', `/projects/${from.id}/mirror/pull`)).status).toBe(202);
    await source.mirrorsSettled();
    expect(from.pullMirror?.lastUpdateStartedAt).toBe(first);
    source.settings.clockSkewMs = 301_000;
    await api(source, sourceRoot, 'POST', `/projects/${from.id}/mirror/pull`);
    await source.mirrorsSettled();
    expect(from.pullMirror?.lastUpdateStartedAt).not.toBe(first);
  });

  it('has no pull mirrors on Free', async () => {
    const to = await target.world.createProject({ path: 'copy/app' });
    const token = target.world.createToken();
    const path = `/projects/${to.id}/mirror/pull`;
    expect((await api(target, token, 'GET', path)).status).toBe(400);
    const settings = { enabled: true, url: `${source.url}/team/app.git` };
    expect(await (await api(target, token, 'PUT', path, settings)).json()).toMatchObject({ enabled: false });
    expect(await (await api(target, token, 'GET', `/projects/${to.id}`)).json()).not.toHaveProperty('mirror');
  });

  it('pulls from the other GitLab on Premium', async () => {
    const { from, to, url } = await pair();
    await target.world.commit(to, [{ branch: 'only-there', message: 'There', files: { t: 't' } }]);
    const answer = await api(source, sourceRoot, 'PUT', `/projects/${from.id}/mirror/pull`, { enabled: true, url });
    expect(answer.status).toBe(200);
    await source.mirrorsSettled();
    expect(from.pullMirror).toMatchObject({ status: 'finished', lastError: null });
    expect(Object.keys(await shas(source, from))).toContain('refs/heads/only-there');
  });
});
