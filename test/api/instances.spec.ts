import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { Client } from 'pg';
import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { problemOf } from '../support/problem';
import { startTestApp, type TestApp } from '../support/test-app';

/** The same day all through, also when these tests run over midnight. */
const BEGUN = Date.now();
const inDays = (days: number): string => new Date(BEGUN + days * 86_400_000).toISOString().slice(0, 10);

describe('/api/instances', () => {
  let api: TestApp;
  let gitlab: Simulator;
  let database: Client;
  let token: string;

  beforeAll(async () => {
    [api, gitlab] = await Promise.all([
      startTestApp(),
      startSimulator({ name: 'alpha', tier: 'premium', version: '18.5.0-ee' }),
    ]);
    database = new Client({ connectionString: api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
    token = gitlab.world.createToken({ name: 'maestro', expiresAt: inDays(200) }).token;
  });
  afterAll(async () => {
    await database.end();
    await api.stop();
    await gitlab.stop();
  });
  afterEach(async () => {
    gitlab.faults.clear();
    await database.query('delete from instances');
  });

  let names = 0;
  const body = (changes: object = {}): object => ({ name: `GitLab ${++names}`, url: gitlab.url, token, ...changes });
  const add = async (changes: object = {}): Promise<{ id: number; name: string }> =>
    (await api.http.post('/api/instances').send(body(changes)).expect(201)).body;
  const addPair = async (id: number): Promise<void> => {
    await database.query(
      `insert into pairs (name, source_instance_id, target_instance_id) values ('pair ' || $1::bigint, $1, $1)`,
      [id],
    );
  };

  describe('adding one', () => {
    it('takes a token that GitLab accepts without describing it', async () => {
      gitlab.faults.add({ kind: 'revoked', match: { path: 'personal_access_tokens/self' } });
      const { status, body: added } = await api.http.post('/api/instances').send(body());
      expect([status, added.token_scopes, added.token_expires_at]).toEqual([201, [], null]);
    });

    it('connects first and keeps what GitLab told, but never shows the token', async () => {
      const answer = await api.http
        .post('/api/instances')
        .send(body({ name: 'Production', url: `${gitlab.url}/`, description: 'The main one' }))
        .expect(201);
      expect(answer.body).toMatchObject({
        name: 'Production',
        url: gitlab.url,
        description: 'The main one',
        token_user_id: gitlab.world.root.id,
        token_username: 'root',
        token_expires_at: inDays(200),
        token_status: 'active',
        token_scopes: ['api'],
        gitlab_version: '18.5.0-ee',
        gitlab_edition: 'ee',
        max_concurrency: null,
        health: 'ok',
        pairs_count: 0,
      });
      expect(answer.body.created_at).toMatch(/Z$/);
      expect(answer.text).not.toContain(token);
    });

    it('stores the token encrypted', async () => {
      const { id } = await add();
      const { rows } = await database.query('select * from instances where id = $1', [id]);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(rows[0].token_encrypted).toMatch(/^gAAAAA/);
    });

    it('finds out the tier by what a project shows', async () => {
      await gitlab.world.createProject({ path: 'probe/project', members: [[gitlab.world.root, 'owner']] });
      const { id } = await add();
      expect((await api.http.get(`/api/instances/${id}`)).body.gitlab_tier).toBe('premium');
    });

    it('takes an Enterprise Edition without a licence for Free', async () => {
      const unlicensed = await startSimulator({ name: 'unlicensed', tier: 'free', version: '18.5.0-ee' });
      try {
        await unlicensed.world.createProject({ path: 'probe/project', members: [[unlicensed.world.root, 'owner']] });
        const { id } = await add({
          name: 'Unlicensed',
          url: unlicensed.url,
          token: unlicensed.world.createToken().token,
        });
        expect((await api.http.get(`/api/instances/${id}`)).body.gitlab_tier).toBe('free');
      } finally {
        await unlicensed.stop();
      }
    });

    it.each([
      ['no name', { name: undefined }, 'name'],
      ['null for the name', { name: null }, 'name'],
      ['an empty name', { name: '   ' }, 'name'],
      ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
      ['a line break in the name', { name: 'a\nb' }, 'name'],
      ['no url', { url: undefined }, 'url'],
      ['null for the url', { url: null }, 'url'],
      ['a strange scheme', { url: 'ftp://gitlab.example.com' }, 'url'],
      ['credentials in the url', { url: 'https://root:hunter22@gitlab.example.com' }, 'url'],
      ['a query in the url', { url: 'https://gitlab.example.com/?a=b' }, 'url'],
      ['a fragment in the url', { url: 'https://gitlab.example.com/#a' }, 'url'],
      ['no token', { token: undefined }, 'token'],
      ['null for the token', { token: null }, 'token'],
      ['an empty token', { token: '' }, 'token'],
      ['a token with a line break', { token: 'glpat-abc\ndef' }, 'token'],
      ['a description of 501 characters', { description: 'x'.repeat(501) }, 'description'],
      ['a NUL in the description', { description: 'a\u0000b' }, 'description'],
      ['no request at once', { max_concurrency: 0 }, 'max_concurrency'],
      ['a text for a number', { max_requests_per_second: '5' }, 'max_requests_per_second'],
      ['an unknown field', { colour: 'red' }, 'colour'],
    ])('refuses %s with 422, naming the field', async (_what, changes, field) => {
      const answer = await api.http.post('/api/instances').send(body(changes));
      expect(problemOf(answer)).toEqual([422, [field]]);
      expect(answer.text).not.toContain('hunter22');
      expect((await database.query('select 1 from instances')).rowCount).toBe(0);
    });

    it('refuses wrong JSON with 422', async () => {
      const answer = await api.http.post('/api/instances').set('Content-Type', 'application/json').send('{"name": ');
      expect(problemOf(answer)).toEqual([422, ['body']]);
    });

    it('refuses a name that is taken with 409, without asking GitLab', async () => {
      const { name } = await add();
      await api.idle();
      const before = gitlab.requests.total;
      const answer = await api.http.post('/api/instances').send(body({ name }));
      expect(problemOf(answer)).toEqual([409, ['name']]);
      expect(gitlab.requests.total).toBe(before);
    });

    it('adds only one of two with the same name at the same time', async () => {
      const statuses = await Promise.all(
        [1, 2].map(async () => (await api.http.post('/api/instances').send(body({ name: 'Twin' }))).status),
      );
      expect(statuses).toEqual(expect.arrayContaining([201, 409]));
    });
  });

  describe('an instance that cannot be used is refused with 400, naming what is wrong', () => {
    const refusal = async (changes: object): Promise<{ problem: [number, string[]]; detail: string; code: string }> => {
      const answer = await api.http.post('/api/instances').send(body(changes));
      expect((await database.query('select 1 from instances')).rowCount).toBe(0);
      return { problem: problemOf(answer), detail: answer.body.detail, code: answer.body.code };
    };
    const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

    it('a host that does not exist', async () => {
      const { problem, code } = await refusal({ url: 'https://gitlab.invalid' });
      expect([problem, code]).toEqual([[400, ['url']], 'instance_unreachable']);
    });

    it('a port where nobody listens', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((listening) => server.once('listening', listening));
      const port = portOf(server);
      await new Promise((closed) => server.close(closed));
      const { problem, detail } = await refusal({ url: `http://127.0.0.1:${port}` });
      expect(problem).toEqual([400, ['url']]);
      expect(detail).toMatch(/refused/);
    });

    it('https to a server that speaks http', async () => {
      const { problem, detail } = await refusal({ url: gitlab.url.replace('http:', 'https:') });
      expect(problem).toEqual([400, ['url']]);
      expect(detail).toMatch(/TLS/);
      expect(detail).toMatch(/GITLAB_CA_FILE/);
    });

    it('a web server that is no GitLab', async () => {
      const server = createHttpServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end('<html><title>Welcome to nginx</title></html>');
      }).listen(0, '127.0.0.1');
      await new Promise((listening) => server.once('listening', listening));
      const { problem, code } = await refusal({ url: `http://127.0.0.1:${portOf(server)}` });
      server.closeAllConnections();
      server.close();
      expect([problem, code]).toEqual([[400, ['url']], 'not_a_gitlab']);
    });

    it('a token that GitLab does not know', async () => {
      const { problem, code, detail } = await refusal({ token: 'glpat-wrongwrongwrong' });
      expect([problem, code]).toEqual([[400, ['token']], 'token_refused']);
      expect(detail).not.toContain('glpat-wrong');
    });

    it.each([['read_api'], ['read_user'], ['write_repository']])('a token that has only %s', async (scope) => {
      const { problem, code, detail } = await refusal({ token: gitlab.world.createToken({ scopes: [scope] }).token });
      expect([problem, code]).toEqual([[400, ['token']], 'token_scope_missing']);
      expect(detail).toContain('api');
    });

    it('a revoked token', async () => {
      const revoked = gitlab.world.createToken();
      gitlab.world.revokeToken(revoked);
      const { problem } = await refusal({ token: revoked.token });
      expect(problem).toEqual([400, ['token']]);
    });

    it('a GitLab that is down', async () => {
      gitlab.faults.add({ kind: '502' });
      const { problem } = await refusal({});
      expect(problem).toEqual([400, ['url']]);
    });
  });

  describe('reading', () => {
    it('lists with paging, sorting and search', async () => {
      for (const name of ['Charlie', 'Alpha', 'Bravo_x']) await add({ name });
      const first = await api.http.get('/api/instances?sort=name&per_page=2').expect(200);
      expect(first.body.map(({ name }: { name: string }) => name)).toEqual(['Alpha', 'Bravo_x']);
      expect(first.headers).toMatchObject({ 'x-total': '3', 'x-total-pages': '2', 'x-next-page': '2' });
      const second = await api.http.get('/api/instances?sort=-name&per_page=2&page=2');
      expect(second.body.map(({ name }: { name: string }) => name)).toEqual(['Alpha']);
      const found = await api.http.get('/api/instances?search=vo_');
      expect(found.body.map(({ name }: { name: string }) => name)).toEqual(['Bravo_x']);
    });

    it.each([
      ['sort=token_encrypted', 'sort'],
      ['per_page=501', 'per_page'],
      ['page=0', 'page'],
      ['color=red', 'color'],
    ])('refuses the query %s with 422', async (query, field) => {
      expect(problemOf(await api.http.get(`/api/instances?${query}`))).toEqual([422, [field]]);
    });

    it.each([
      ['4711', 404],
      [String(2 ** 31 + 5), 404],
      ['9007199254740993', 422],
      ['99999999999999999999', 422],
      ['0', 422],
      ['-1', 422],
      ['abc', 422],
    ])('id %s answers %i', async (id, status) => {
      expect((await api.http.get(`/api/instances/${id}`)).status).toBe(status);
    });
  });

  describe('changing', () => {
    it('keeps absent fields and clears with null', async () => {
      const { id, name } = await add({ description: 'Old', max_concurrency: 4 });
      const kept = await api.http.put(`/api/instances/${id}`).send({ max_requests_per_second: 7 }).expect(200);
      expect(kept.body).toMatchObject({ name, description: 'Old', max_concurrency: 4, max_requests_per_second: 7 });
      const cleared = await api.http.put(`/api/instances/${id}`).send({ description: null, max_concurrency: null });
      expect(cleared.body).toMatchObject({ description: null, max_concurrency: null, max_requests_per_second: 7 });
    });

    it.each(['name', 'url', 'token'])('refuses null for %s with 422', async (field) => {
      const { id } = await add();
      expect(problemOf(await api.http.put(`/api/instances/${id}`).send({ [field]: null }))).toEqual([422, [field]]);
    });

    it('replaces the token in place once the new one is proven', async () => {
      const { id } = await add();
      const user = gitlab.world.createUser({ username: `rotator${id}` });
      const fresh = gitlab.world.createToken({ user, expiresAt: inDays(10) });
      const answer = await api.http.put(`/api/instances/${id}`).send({ token: fresh.token }).expect(200);
      expect(answer.body).toMatchObject({
        token_username: `rotator${id}`,
        token_expires_at: inDays(10),
        token_status: 'expiring_soon',
      });
      gitlab.world.revokeToken(token);
      token = gitlab.world.createToken({ expiresAt: inDays(200) }).token;
      await api.http.get(`/api/instances/${id}/projects`).expect(200);
    });

    it('keeps the old token when the new one does not work', async () => {
      const { id } = await add();
      const answer = await api.http.put(`/api/instances/${id}`).send({ token: 'glpat-wrongwrongwrong' });
      expect(problemOf(answer)).toEqual([400, ['token']]);
      await api.http.get(`/api/instances/${id}/projects`).expect(200);
    });

    it('refuses another url once a pair uses it, but not the same', async () => {
      const { id } = await add();
      await addPair(id);
      const answer = await api.http.put(`/api/instances/${id}`).send({ url: 'https://other.example.com' });
      expect(problemOf(answer)).toEqual([400, ['url']]);
      await api.http
        .put(`/api/instances/${id}`)
        .send({ url: `${gitlab.url}/`, name: 'Renamed' })
        .expect(200);
    });

    it('refuses a name that is taken with 409', async () => {
      const { id } = await add();
      const { name } = await add();
      expect(problemOf(await api.http.put(`/api/instances/${id}`).send({ name }))).toEqual([409, ['name']]);
    });
  });

  describe('deleting', () => {
    it('takes pairs, mirrors and tokens with it and counts them', async () => {
      const { id } = await add();
      await addPair(id);
      await database.query(
        `insert into group_tokens (gitlab_instance_id, group_path, token_name, token_encrypted) values ($1, 'a', 'a', 'sealed')`,
        [id],
      );
      const { body: answer } = await api.http.delete(`/api/instances/${id}`).expect(200);
      expect(answer).toEqual({
        status: 'deleted',
        pairs_deleted: 1,
        mirrors_deleted: 0,
        tokens_deleted: 1,
        warnings: [],
      });
      await api.http.get(`/api/instances/${id}`).expect(404);
      await api.http.delete(`/api/instances/${id}`).expect(404);
    });
  });

  describe('testing the connection', () => {
    it('answers with what GitLab told', async () => {
      const { id } = await add();
      const { body: answer } = await api.http.post(`/api/instances/${id}/test`).expect(200);
      expect(answer).toMatchObject({
        ok: true,
        version: '18.5.0-ee',
        edition: 'ee',
        user: 'root',
        scopes: ['api'],
        expires_at: inDays(200),
        warnings: [],
      });
      expect(answer.latency_ms).toEqual(expect.any(Number));
    });

    it('warns of a token that expires soon', async () => {
      const soon = gitlab.world.createToken({ expiresAt: inDays(5) });
      const { id } = await add({ token: soon.token });
      const { body: answer } = await api.http.post(`/api/instances/${id}/test`);
      expect(answer.ok).toBe(true);
      expect(answer.warnings).toEqual([expect.stringContaining(inDays(5))]);
    });

    it('says what is wrong, and shows the instance as degraded', async () => {
      const doomed = gitlab.world.createToken();
      const { id } = await add({ token: doomed.token });
      gitlab.world.revokeToken(doomed);
      const { body: answer } = await api.http.post(`/api/instances/${id}/test`).expect(200);
      expect(answer).toMatchObject({ ok: false, version: null, warnings: [expect.stringContaining('token')] });
      expect((await api.http.get(`/api/instances/${id}`)).body).toMatchObject({ health: 'degraded' });
    });
  });

  describe('looking around', () => {
    let id: number;

    beforeEach(async () => {
      ({ id } = await add());
    });

    it('lists and searches projects, page by page', async () => {
      for (const name of ['one', 'two', 'three']) await gitlab.world.createProject({ path: `look/deep/${name}` });
      const all = await api.http.get(`/api/instances/${id}/projects?search=look&per_page=2`).expect(200);
      expect(all.body.projects).toHaveLength(2);
      expect(all.headers).toMatchObject({ 'x-total': '3', 'x-next-page': '2' });
      expect(all.headers.link).toContain(
        `<${api.url}/api/instances/${id}/projects?search=look&per_page=2&page=2>; rel="next"`,
      );
      const two = await api.http.get(`/api/instances/${id}/projects?search=two`);
      expect(two.body.projects[0]).toMatchObject({
        path_with_namespace: 'look/deep/two',
        http_url_to_repo: `${gitlab.url}/look/deep/two.git`,
        archived: false,
        visibility: expect.any(String),
      });
      const group = await api.http.get(`/api/instances/${id}/projects?group=look&get_all=true`);
      expect(group.body.projects).toHaveLength(3);
      const everything = await api.http.get(`/api/instances/${id}/projects?get_all=true`);
      expect(everything.body.projects.length).toBeGreaterThanOrEqual(3);
    });

    it('lists groups', async () => {
      gitlab.world.createGroup({ path: 'browse/inner' });
      const { body: answer } = await api.http.get(`/api/instances/${id}/groups?search=inner`).expect(200);
      expect(answer.groups).toEqual([expect.objectContaining({ full_path: 'browse/inner', name: expect.any(String) })]);
    });

    it('shows the mirrors that GitLab has on a project, with masked addresses', async () => {
      const project = await gitlab.world.createProject({ path: 'look/mirrored' });
      const url = 'https://oauth2:topsecret1@backup.example.com/look/mirrored.git';
      const created = await fetch(`${gitlab.url}/api/v4/projects/${project.id}/remote_mirrors`, {
        method: 'POST',
        headers: { 'PRIVATE-TOKEN': token, 'Content-Type': 'application/json' },
        body: JSON.stringify({ url, enabled: true }),
      });
      expect(created.status).toBe(201);
      const answer = await api.http.get(`/api/instances/${id}/projects/${project.id}/mirrors`).expect(200);
      expect(answer.body).toMatchObject({
        project_id: project.id,
        mirrors: [{ direction: 'push', url: 'https://backup.example.com/look/mirrored.git', enabled: true }],
      });
      expect(answer.text).not.toContain('topsecret1');
    });

    it('answers 502 with GitLab’s own words for a project that it does not have', async () => {
      const answer = await api.http.get(`/api/instances/${id}/projects/999999/mirrors`);
      expect(answer.status).toBe(502);
      // Both kinds of mirrors are read at once; one of the two answers is the first.
      expect(answer.body.detail).toMatch(
        /GitLab \d+ could not (list the push mirrors|read the pull mirror) of project 999999/,
      );
    });
  });
});

describe('/api/instances with ALLOW_PRIVATE_INSTANCES=false', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await startTestApp({ ALLOW_PRIVATE_INSTANCES: 'false' });
  });
  afterAll(() => api.stop());

  it.each(['http://127.0.0.1:9', 'http://10.1.2.3', 'http://192.168.7.7', 'http://[::1]:9', 'http://localhost:9'])(
    'refuses %s with 400',
    async (url) => {
      const answer = await api.http.post('/api/instances').send({ name: 'Private', url, token: 'glpat-whatever1' });
      expect(problemOf(answer)).toEqual([400, ['url']]);
      expect(answer.body).toMatchObject({ code: 'address_forbidden' });
      expect(answer.body.detail).toContain('ALLOW_PRIVATE_INSTANCES');
    },
  );
});
