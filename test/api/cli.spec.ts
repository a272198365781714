import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse, stringify } from 'yaml';
import { MirrorLab } from '../support/mirror-lab';
import { TEST_PASSWORD } from '../support/test-app';

const ROOT = join(__dirname, '../..');

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

interface Document {
  version: 1;
  instances: Record<string, unknown>[];
  pairs: Record<string, unknown>[];
}

describe('maestro', () => {
  let lab: MirrorLab;
  let dir: string;
  let row: { source_project_path: string; target_project_path: string };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'maestro-cli-'));
    lab = await MirrorLab.start();
    const { from, to } = await lab.twoProjects();
    row = { source_project_path: `platform/core/${from.path}`, target_project_path: `backup/${to.path}` };
  });
  afterAll(async () => {
    await lab.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const started = (args: string[], environment: Record<string, string> = {}) => {
    const hook = join(ROOT, 'libs/testing/typescript-hook.cjs');
    const child = spawn(process.execPath, ['--require', hook, join(ROOT, 'apps/cli/src/main.ts'), ...args], {
      cwd: dir,
      env: { PATH: process.env.PATH, MAESTRO_URL: lab.api.url, MAESTRO_PASSWORD: TEST_PASSWORD, ...environment },
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, exited };
  };
  const maestro = async (args: string[], environment: Record<string, string> = {}, input = ''): Promise<Outcome> => {
    const { child, exited } = started(args, environment);
    child.stdin.end(input);
    const [code, out, err] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
    return { code, out, err };
  };
  const serverThat = async (answers: RequestListener) => {
    const server = createServer(answers);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
  };
  const exported = async (): Promise<Document> => parse((await maestro(['export'])).out) as Document;
  const file = (name: string, value: unknown): string => {
    writeFileSync(join(dir, name), stringify(value));
    return name;
  };
  const withMirror = async (): Promise<Document> => {
    const document = await exported();
    return { ...document, pairs: document.pairs.map((pair) => ({ ...pair, mirrors: [row] })) };
  };

  it('tells how it is used, and 2 from a wrong command line', async () => {
    expect(await maestro(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: maestro') });
    expect(await maestro(['deploy'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('no command deploy'),
    });
  });

  it('says in a sentence what is wrong with the server or the login', async () => {
    const nobody = await maestro(['status'], { MAESTRO_URL: 'http://127.0.0.1:9' });
    expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('MAESTRO_URL') });
    const stranger = await maestro(['status'], { MAESTRO_PASSWORD: 'wrong' });
    expect(stranger).toMatchObject({ code: 1, out: '', err: expect.stringContaining('MAESTRO_PASSWORD') });
    expect(stranger.err).not.toContain('wrong');
    const inTheAddress = await maestro(['status'], { MAESTRO_URL: 'http://admin:geheim@127.0.0.1:9' });
    expect(inTheAddress).toMatchObject({ code: 1, out: '', err: expect.stringContaining('MAESTRO_PASSWORD') });
    expect(inTheAddress.err).not.toContain('geheim');
  });

  it.each<[string, string, RequestListener]>([
    [
      'the page of a login or of another server',
      'does not answer as Mirror Maestro does (text/html)',
      (_request, response) => response.setHeader('Content-Type', 'text/html').end('<html></html>'),
    ],
    [
      'half an answer',
      'broke off',
      (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.write('{"version":', () => response.destroy());
      },
    ],
  ])('takes %s for no answer, and keeps the file that is there', async (_what, sentence, answer) => {
    await using server = await serverThat(answer);
    const there = { MAESTRO_URL: server.url };
    writeFileSync(join(dir, 'kept.yaml'), 'version: 1\n');
    for (const args of [['status'], ['export', '-o', 'kept.yaml']]) {
      const { code, err } = await maestro(args, there);
      expect([code, err.split('\n')]).toEqual([1, [expect.stringContaining(sentence), '']]);
    }
    expect(readFileSync(join(dir, 'kept.yaml'), 'utf8')).toBe('version: 1\n');
  });

  it('waits on for a run while the server is away for a moment', async () => {
    const run = { id: 5, counters: {}, error: null, errors: [] };
    const answers: RequestListener[] = [
      (_request, response) => response.end(JSON.stringify({ job_id: 5, total: 1, applied: [] })),
      (_request, response) => response.end(JSON.stringify({ ...run, status: 'running' })),
      (request) => request.socket.destroy(),
      (_request, response) => response.writeHead(503).end('{}'),
      (_request, response) => response.end(JSON.stringify({ ...run, status: 'success' })),
      (_request, response) => response.end('[]'),
    ];
    await using server = await serverThat((request, response) => {
      request.resume();
      response.setHeader('Content-Type', 'application/json');
      answers.shift()?.(request, response);
    });
    const outcome = await maestro(['apply', '-f', '-'], { MAESTRO_URL: server.url }, 'version: 1\n');
    expect([outcome, answers]).toEqual([{ code: 0, out: 'Nothing to change\n', err: '' }, []]);
  });

  it('ends without a word when nobody reads on', async () => {
    const { child, exited } = started(['--help']);
    child.stdout.destroy();
    expect(await Promise.all([exited, text(child.stderr)])).toEqual([1, '']);
  });

  it('exports to standard output and to files, and sees no drift in them', async () => {
    expect(await exported()).toMatchObject({ version: 1, instances: [{ name: 'Alpha' }, { name: 'Beta' }] });
    expect(await maestro(['export', '-o', 'all.json'])).toMatchObject({ code: 0, out: '' });
    expect(JSON.parse(readFileSync(join(dir, 'all.json'), 'utf8'))).toMatchObject({ version: 1 });
    expect(await maestro(['apply', '-f', 'all.json', '--dry-run', '--prune'])).toEqual({
      code: 0,
      out: '0 to change, 3 unchanged\n',
      err: '',
    });
    const pair = await maestro(['export', '--pair', 'A to B']);
    expect(parse(pair.out)).toMatchObject({ pair_name: 'A to B', mirrors: [] });
    expect(await maestro(['export', '--pair', 'A'])).toMatchObject({ code: 1, err: 'There is no pair named A.\n' });
  });

  it('shows a plan with 3, applies it with 0, and then finds nothing to do', async () => {
    const name = file('mirrors.yaml', await withMirror());
    const plan = await maestro(['apply', '-f', name, '--dry-run']);
    expect(plan).toMatchObject({ code: 3, err: '' });
    expect(plan.out).toMatch(/create +mirror +A to B: platform\/core\/.+ → backup\//);
    expect(JSON.parse((await maestro(['apply', '-f', name, '--dry-run', '--json'])).out)).toMatchObject({
      create: [{ kind: 'mirror' }],
    });

    const applied = await maestro(['apply', '-f', name]);
    expect(applied).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/create +mirror .* done/) });
    expect(await maestro(['apply', '-f', name])).toMatchObject({ code: 0, out: 'Nothing to change\n' });
  });

  it('syncs a mirror by path and id, and a pair by name', async () => {
    const [mirror] = (await lab.api.http.get('/api/mirrors')).body as { id: number }[];
    expect(await maestro(['sync', row.source_project_path])).toMatchObject({
      code: 0,
      out: expect.stringContaining('success'),
    });
    const byId = await maestro(['sync', String(mirror?.id), '--json']);
    expect([byId.code, JSON.parse(byId.out)]).toMatchObject([0, { kind: 'mirror.sync', status: 'success' }]);
    expect(await maestro(['sync', 'A to B'])).toMatchObject({ code: 0, err: '' });
    expect(await maestro(['sync', 'nothing'])).toMatchObject({ code: 1, err: expect.stringContaining('nothing') });
  });

  it('shows the status, and tells failed mirrors by 1', async () => {
    expect(await maestro(['status'])).toMatchObject({ code: 0, out: expect.stringMatching(/total mirrors +1\n/) });
    await lab.target.stop();
    expect(await maestro(['sync', row.source_project_path])).toMatchObject({ code: 1 });
    expect(await maestro(['status'])).toMatchObject({ code: 1, out: expect.stringContaining(row.source_project_path) });
  });

  it('tells every fault of a document, and never its secrets', async () => {
    const document = await exported();
    const gamma = { name: 'Gamma', url: lab.source.url };
    const name = file('new.yaml', { ...document, instances: [...document.instances, gamma] });
    expect(await maestro(['apply', '-f', name, '--dry-run'])).toMatchObject({
      code: 3,
      err: 'Give with --secrets the tokens of: Gamma\n',
    });
    expect(await maestro(['apply', '-f', name])).toMatchObject({
      code: 1,
      err: expect.stringContaining('secrets.Gamma'),
    });
    const bad = await maestro(['apply', '-f', name, '--secrets', '-'], {}, 'Gamma: glpat-of-nobody-at-all\n');
    expect(bad.code).toBe(1);
    expect(bad.err + bad.out).not.toContain('glpat-of-nobody');
    const good = await maestro(['apply', '-f', name, '--secrets', '-'], {}, `Gamma: ${lab.tokens.source}\n`);
    expect(good).toMatchObject({ code: 0, out: expect.stringMatching(/apply +instance +Gamma +done/) });

    const broken = file('broken.yaml', { version: 1, instances: [], pairs: [{ name: 'P', source: 'X', target: 'Y' }] });
    expect(await maestro(['apply', '-f', broken])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/pairs\.0\.source: .*\n.*pairs\.0\.target: /),
    });
    expect(await maestro(['apply', '-f', 'nowhere.yaml'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nowhere.yaml'),
    });
  });
});
