import supertest from 'supertest';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';

const PASSWORD = 'correct horse battery';

describe('users', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.stop());

  const as = (username: string, password = PASSWORD) => supertest.agent(api.url).auth(username, password);

  const add = async (username: string, role: string): Promise<number> =>
    (await api.http.post('/api/users').send({ username, role, password: PASSWORD }).expect(201)).body.id;

  it('are added with a role, and log in at once', async () => {
    const { body } = await api.http
      .post('/api/users')
      .send({ username: 'anna', role: 'operator', password: PASSWORD, display_name: 'Anna Berg' })
      .expect(201);
    expect(body).toMatchObject({
      username: 'anna',
      role: 'operator',
      display_name: 'Anna Berg',
      enabled: true,
      last_login_at: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/password|scrypt/);
    const me = await as('ANNA').get('/api/me').expect(200);
    expect(me.body).toMatchObject({ username: 'anna', role: 'operator' });
    const seen = await api.http.get(`/api/users/${body.id}`).expect(200);
    expect(seen.body.last_login_at).toEqual(expect.any(String));
  });

  it('are listed, searched, filtered and sorted', async () => {
    await add('zoe', 'viewer');
    await add('yann', 'viewer');
    const names = async (query: string): Promise<string[]> =>
      (await api.http.get(`/api/users?${query}`).expect(200)).body.map((user: { username: string }) => user.username);
    expect(await names('role=viewer&sort=-username')).toEqual(['zoe', 'yann']);
    expect(await names('search=BERG')).toEqual(['anna']);
    const { headers } = await api.http.get('/api/users?per_page=1&sort=username').expect(200);
    expect([headers['x-total'], headers['x-next-page']]).toEqual(['3', '2']);
    await api.http.get('/api/users?sort=password_hash').expect(422);
  });

  it.each([
    ['a password too short', { username: 'x', role: 'viewer', password: 'short' }, 'password'],
    ['an unknown role', { username: 'x', role: 'root', password: PASSWORD }, 'role'],
    ['a colon in the name', { username: 'a:b', role: 'viewer', password: PASSWORD }, 'username'],
    ['no name', { role: 'viewer', password: PASSWORD }, 'username'],
  ])('%s is refused', async (_what, dto, field) => {
    const { body } = await api.http.post('/api/users').send(dto).expect(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ field }));
  });

  it.each(['anna', 'Anna', 'admin', 'ADMIN'])('a name is there once, whatever its case: %s', async (username) => {
    const { body } = await api.http
      .post('/api/users')
      .send({ username, role: 'viewer', password: PASSWORD })
      .expect(409);
    expect(body.code).toBe('username_taken');
  });

  it('a new password replaces the old one at once, also a remembered one', async () => {
    const id = await add('carl', 'viewer');
    await as('carl').get('/api/me').expect(200);
    await api.http.put(`/api/users/${id}`).send({ password: 'another long password' }).expect(200);
    await as('carl').get('/api/me').expect(401);
    await as('carl', 'another long password').get('/api/me').expect(200);
  });

  it.each([
    ['cora', 'correct:horse:battery'],
    ['cleo', ':starts-with-a-colon'],
    ['cuno', 'Grüße an: 日本 und 😀'],
  ])('log in with any password that they were given: %s', async (username, password) => {
    await api.http.post('/api/users').send({ username, role: 'viewer', password }).expect(201);
    await as(username, password).get('/api/me').expect(200);
    await as(username, `${password}:`).get('/api/me').expect(401);
  });

  it('change their own password with the current one', async () => {
    await add('dora', 'viewer');
    const change = (current_password: string) =>
      as('dora').put('/api/me/password').send({ current_password, new_password: 'a brand new password' });
    expect((await change('wrong').expect(400)).body.code).toBe('wrong_password');
    await change(PASSWORD).expect(200);
    await as('dora').get('/api/me').expect(401);
    await as('dora', 'a brand new password').get('/api/me').expect(200);
    const { body } = await api.http
      .put('/api/me/password')
      .send({ current_password: TEST_PASSWORD, new_password: 'a brand new password' })
      .expect(400);
    expect(body.code).toBe('password_is_a_setting');
  });

  it('who is disabled or deleted is out with the next call', async () => {
    const id = await add('emil', 'admin');
    await as('emil').get('/api/me').expect(200);
    await api.http.put(`/api/users/${id}`).send({ enabled: false }).expect(200);
    await as('emil').get('/api/me').expect(401);
    await api.http.put(`/api/users/${id}`).send({ enabled: true }).expect(200);
    await as('emil').get('/api/me').expect(200);
    expect((await api.http.delete(`/api/users/${id}`).expect(200)).body).toEqual({ status: 'deleted' });
    await as('emil').get('/api/me').expect(401);
    await api.http.get(`/api/users/${id}`).expect(404);
  });

  it('nobody locks themselves out', async () => {
    const id = await add('fred', 'admin');
    const fred = as('fred');
    for (const dto of [{ enabled: false }, { role: 'viewer' }]) {
      expect((await fred.put(`/api/users/${id}`).send(dto).expect(400)).body.code).toBe('own_account');
    }
    expect((await fred.delete(`/api/users/${id}`).expect(400)).body.code).toBe('own_account');
    await fred.put(`/api/users/${id}`).send({ display_name: 'Fred' }).expect(200);
  });

  describe('roles', () => {
    const READS = new Set([
      'post /api/instances/{id}/test',
      'post /api/mirrors/preflight',
      'post /api/mirrors/verify',
      'post /api/mirrors/bulk/plan',
      'post /api/issue-mirrors/{id}/plan',
      'put /api/me/password',
    ]);
    const ADMIN = /^\/api\/(instances|pairs|tokens|users|export\/all|notifications)\b(?!.*sync-mirrors)/;

    const statusOf = async (username: string, call: string): Promise<number> => {
      const [method = '', path = ''] = call.split(' ');
      const request = as(username)[method as 'post'](path.replaceAll(/\{\w+\}/g, '987654321'));
      return (await request.send({})).status;
    };

    it('each call that changes something asks for its role', async () => {
      await add('viewer', 'viewer');
      await add('operator', 'operator');
      const document = await api.anonymous.get('/openapi.json');
      const calls = Object.entries(document.body.paths as Record<string, object>)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .filter((call) => !call.startsWith('get ') && !call.includes('/api/webhooks/'));
      expect(calls.length).toBeGreaterThan(40);
      const wrong: string[] = [];
      for (const call of calls) {
        const viewer = await statusOf('viewer', call);
        const operator = await statusOf('operator', call);
        const path = call.split(' ')[1] ?? '';
        const needsAdmin = ADMIN.test(path) && !READS.has(call);
        if ((viewer === 403) === READS.has(call)) wrong.push(`${call}: ${viewer} for a viewer`);
        if ((operator === 403) !== needsAdmin) wrong.push(`${call}: ${operator} for an operator`);
      }
      expect(wrong).toEqual([]);
    });

    it('the refusal says which role is missing', async () => {
      const { body } = await as('viewer').post('/api/pairs').send({}).expect(403);
      expect(body).toMatchObject({
        code: 'role_required',
        detail: 'This needs the role admin, and viewer is viewer: ask an administrator.',
      });
    });

    it('reading is for all, but the users are for administrators', async () => {
      await as('viewer').get('/api/mirrors').expect(200);
      await as('viewer').get('/api/users').expect(403);
    });
  });
});
