import { SecretBox } from '@app/crypto';
import { GROUP_TOKEN_EVENTS, GroupTokenHooks, GroupTokenStore, type GroupTokenChange } from '@features/tokens';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { problemOf } from '../support/problem';
import { type Rows, rowsOf } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('/api/tokens', () => {
  let api: TestApp;
  let gitlab: Simulator;
  let rows: Rows;
  let instance: number;

  beforeAll(async () => {
    [api, gitlab] = await Promise.all([startTestApp(), startSimulator({ name: 'alpha' })]);
    rows = await rowsOf(api);
    const { token } = gitlab.world.createToken({ expiresAt: inDays(200) });
    const answer = await api.http.post('/api/instances').send({ name: 'Alpha', url: gitlab.url, token }).expect(201);
    instance = answer.body.id;
    gitlab.world.createGroup({ path: 'platform/core' });
    gitlab.world.createGroup({ path: 'docs' });
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
    await gitlab.stop();
  });
  afterEach(async () => {
    gitlab.faults.clear();
    await rows.client.query('delete from group_tokens');
  });

  const secretOf = (
    path = 'platform',
    { scopes = ['api', 'write_repository'], expiresAt = inDays(100) }: { scopes?: string[]; expiresAt?: string } = {},
  ): string => {
    const group = gitlab.world.namespaceByPath(path);
    if (group === null) throw new Error(`no group ${path}`);
    return gitlab.world.createResourceToken({ group }, { scopes, expiresAt, accessLevel: 'maintainer' }).token;
  };
  const body = (changes: object = {}): object => ({
    gitlab_instance_id: instance,
    group_path: 'platform',
    token: secretOf(),
    token_name: 'mirror-maestro',
    ...changes,
  });
  const add = async (changes: object = {}): Promise<{ id: number }> =>
    (await api.http.post('/api/tokens').send(body(changes)).expect(201)).body;

  describe('adding one', () => {
    it('keeps what GitLab tells about it, but never shows the token', async () => {
      const token = secretOf();
      const answer = await api.http.post('/api/tokens').send(body({ token })).expect(201);
      expect(answer.body).toEqual({
        id: expect.any(Number),
        gitlab_instance_id: instance,
        group_path: 'platform',
        token_name: 'mirror-maestro',
        scopes: ['api', 'write_repository'],
        expires_at: inDays(100),
        token_status: 'active',
        described_at: expect.stringMatching(/Z$/),
        warnings: [],
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      });
      const list = await api.http.get('/api/tokens');
      for (const text of [answer.text, list.text]) expect(text).not.toMatch(new RegExp(`${token}|gAAAAA`));
      const { rows: stored } = await rows.client.query('select * from group_tokens');
      expect(JSON.stringify(stored)).not.toContain(token);
    });

    it('accepts a token that may use Git only', async () => {
      const token = secretOf('platform', { scopes: ['write_repository'] });
      expect(await add({ token })).toMatchObject({ scopes: ['write_repository'], warnings: [] });
    });

    it('warns of a token with which no mirror can work', async () => {
      const { body: answer } = await api.http
        .post('/api/tokens')
        .send(body({ token: secretOf('platform', { scopes: ['api'], expiresAt: inDays(3) }) }));
      expect(answer.token_status).toBe('expiring_soon');
      expect(answer.warnings).toEqual([expect.stringContaining('api alone'), expect.stringContaining(inDays(3))]);
    });

    it.each([
      ['/platform/core/', 'platform/core'],
      ['Platform//CORE', 'platform/core'],
      ['secret/group-that-we-cannot-see', 'secret/group-that-we-cannot-see'],
    ])('stores the group %s as %s', async (given, stored) => {
      expect(await add({ group_path: given })).toMatchObject({ group_path: stored });
    });

    it.each([
      ['no instance', { gitlab_instance_id: undefined }, 'gitlab_instance_id'],
      ['an id beyond 2^53', { gitlab_instance_id: 2 ** 53 }, 'gitlab_instance_id'],
      ['null for the group', { group_path: null }, 'group_path'],
      ['an address for a group', { group_path: 'https://gitlab.example.com/platform' }, 'group_path'],
      ['a group path of 501 characters', { group_path: 'x'.repeat(501) }, 'group_path'],
      ['no token', { token: undefined }, 'token'],
      ['an empty token', { token: ' ' }, 'token'],
      ['no name', { token_name: '' }, 'token_name'],
      ['a name of 256 characters', { token_name: 'x'.repeat(256) }, 'token_name'],
      ['an unknown field', { scopes: ['api'] }, 'scopes'],
    ])('refuses %s with 422, naming the field', async (_what, changes, field) => {
      expect(problemOf(await api.http.post('/api/tokens').send(body(changes)))).toEqual([422, [field]]);
      expect((await rows.client.query('select 1 from group_tokens')).rowCount).toBe(0);
    });

    it.each([4711, 2 ** 31 + 1])('refuses the unknown instance %i with 404, naming the field', async (unknown) => {
      const answer = await api.http.post('/api/tokens').send(body({ gitlab_instance_id: unknown }));
      expect(problemOf(answer)).toEqual([404, ['gitlab_instance_id']]);
    });

    it('refuses a token that GitLab does not accept with 400', async () => {
      const answer = await api.http.post('/api/tokens').send(body({ token: 'glpat-wrongwrongwrong' }));
      expect(problemOf(answer)).toEqual([400, ['token']]);
      expect(answer.body.detail).not.toContain('glpat-wrong');
    });

    it('answers 502 when GitLab cannot be asked, and stores nothing', async () => {
      gitlab.faults.add({ kind: '500', match: { path: 'personal_access_tokens' } });
      expect((await api.http.post('/api/tokens').send(body())).status).toBe(502);
      expect((await rows.client.query('select 1 from group_tokens')).rowCount).toBe(0);
    });

    it('refuses a second one for the group with 409, whatever the case of its path', async () => {
      await add();
      expect(problemOf(await api.http.post('/api/tokens').send(body({ group_path: 'PLATFORM' })))).toEqual([
        409,
        ['group_path'],
      ]);
    });

    it('adds only one of several at the same time', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => api.http.post('/api/tokens').send(body())));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    });
  });

  describe('changing', () => {
    const put = (id: number, changes: object) => api.http.put(`/api/tokens/${id}`).send(changes);
    const stored = async (id: number): Promise<string> => {
      const { rows: found } = await rows.client.query('select token_encrypted from group_tokens where id = $1', [id]);
      return api.app.get(SecretBox).open(found[0].token_encrypted);
    };

    it('rotates the token in place', async () => {
      const { id } = await add();
      const fresh = secretOf('platform', { scopes: ['write_repository', 'api'], expiresAt: inDays(300) });
      const answer = await put(id, { token: fresh }).expect(200);
      expect(answer.body).toMatchObject({ id, group_path: 'platform', expires_at: inDays(300) });
      expect(await stored(id)).toBe(fresh);
    });

    it('keeps the old token when the new one does not work', async () => {
      const token = secretOf();
      const { id } = await add({ token });
      expect(problemOf(await put(id, { token: 'glpat-wrongwrongwrong' }))).toEqual([400, ['token']]);
      expect(await stored(id)).toBe(token);
    });

    it('moves to another group, but not to one that has a token', async () => {
      const { id } = await add();
      await add({ group_path: 'docs' });
      expect(problemOf(await put(id, { group_path: 'Docs' }))).toEqual([409, ['group_path']]);
      expect((await put(id, { group_path: 'platform/core', token_name: 'new' }).expect(200)).body).toMatchObject({
        group_path: 'platform/core',
        token_name: 'new',
      });
    });

    it.each(['token', 'group_path', 'token_name'])('refuses null for %s with 422', async (field) => {
      const { id } = await add();
      expect(problemOf(await put(id, { [field]: null }))).toEqual([422, [field]]);
    });

    it('refuses another instance with 422', async () => {
      const { id } = await add();
      expect(problemOf(await put(id, { gitlab_instance_id: instance }))).toEqual([422, ['gitlab_instance_id']]);
    });
  });

  describe('what follows a change', () => {
    it('is told inside its transaction, and after it', async () => {
      const inside: GroupTokenChange[] = [];
      const after = jest.fn();
      api.app.get(GroupTokenHooks).onChanged((change) => Promise.resolve(void inside.push(change)));
      api.app.get(EventEmitter2).on(GROUP_TOKEN_EVENTS.changed, after);
      const { id } = await add();
      await api.http.put(`/api/tokens/${id}`).send({ token: secretOf(), group_path: 'docs' }).expect(200);
      await api.http.put(`/api/tokens/${id}`).send({ group_path: 'docs' }).expect(200);
      await api.http.delete(`/api/tokens/${id}`).expect(200);
      expect(inside).toEqual([
        { id, instanceId: instance, groupPath: 'platform', previousGroupPath: 'platform', changes: ['created'] },
        { id, instanceId: instance, groupPath: 'docs', previousGroupPath: 'platform', changes: ['rotated', 'moved'] },
        { id, instanceId: instance, groupPath: 'docs', previousGroupPath: 'docs', changes: ['deleted'] },
      ]);
      expect(after).toHaveBeenCalledTimes(3);
      expect(after).toHaveBeenLastCalledWith(expect.objectContaining({ actor: 'admin', tokenName: 'mirror-maestro' }));
    });
  });

  describe('which token serves a project', () => {
    it.each([
      ['platform/api', 'platform'],
      ['platform/core/api', 'platform/core'],
      ['Platform/Core/deep/api', 'platform/core'],
      ['platform-tools/api', null],
      ['docs/handbook', null],
    ])('%s → %s', async (project, expected) => {
      await add();
      await add({ group_path: 'platform/core' });
      const found = await api.app.get(GroupTokenStore).mostSpecific(instance, project);
      expect(found?.groupPath ?? null).toBe(expected);
    });

    it('is opened for use', async () => {
      const token = secretOf();
      const { id } = await add({ token });
      expect(await api.app.get(GroupTokenStore).mostSpecific(instance, 'platform/api')).toEqual({
        id,
        groupPath: 'platform',
        tokenName: 'mirror-maestro',
        token,
        scopes: ['api', 'write_repository'],
        expiresAt: inDays(100),
      });
    });
  });

  it('lists by instance, by expiry and sorted', async () => {
    await add();
    await add({ group_path: 'docs', token: secretOf('docs', { expiresAt: inDays(7) }) });
    const paths = async (query: string): Promise<string[]> =>
      (await api.http.get(`/api/tokens?${query}`).expect(200)).body.map(
        ({ group_path }: { group_path: string }) => group_path,
      );
    expect(await paths(`gitlab_instance_id=${instance}&sort=expires_at`)).toEqual(['docs', 'platform']);
    expect(await paths('gitlab_instance_id=4711')).toEqual([]);
    expect(await paths('token_status=expiring_soon')).toEqual(['docs']);
    expect(await paths('token_status=active')).toEqual(['platform']);
    expect(await paths('token_status=expired')).toEqual([]);
    expect(await paths('search=plat')).toEqual(['platform']);
    expect(problemOf(await api.http.get('/api/tokens?token_status=fresh'))).toEqual([422, ['token_status']]);
  });

  it('deletes', async () => {
    const { id } = await add();
    expect((await api.http.delete(`/api/tokens/${id}`).expect(200)).body).toEqual({ status: 'deleted' });
    await api.http.get(`/api/tokens/${id}`).expect(404);
    await api.http.delete(`/api/tokens/${id}`).expect(404);
  });
});
