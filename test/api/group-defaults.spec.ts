import { problemOf } from '../support/problem';
import { type Rows, rowsOf } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';

describe('/api/group-defaults', () => {
  let api: TestApp;
  let rows: Rows;
  let pair: number;

  beforeAll(async () => {
    api = await startTestApp();
    rows = await rowsOf(api);
    const instance = await rows.instance('Production');
    pair = await rows.pair('Main', instance, instance, 'push');
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
  });
  afterEach(async () => {
    await rows.client.query('delete from mirrors');
    await rows.client.query('delete from group_defaults');
  });

  const set = (changes: object = {}) =>
    api.http.post('/api/group-defaults').send({ instance_pair_id: pair, group_path: 'platform/core', ...changes });

  it('adds one (201); what it does not say is inherited', async () => {
    const answer = await set({ mirror_overwrite_diverged: true }).expect(201);
    expect(answer.body).toEqual({
      id: expect.any(Number),
      instance_pair_id: pair,
      group_path: 'platform/core',
      mirror_direction: null,
      mirror_protected_branches: null,
      mirror_overwrite_diverged: true,
      mirror_trigger_builds: null,
      only_mirror_protected_branches: null,
      mirror_branch_regex: null,
      mirror_user_id: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
  });

  it('changes the one that is there (200): absent keeps, null inherits again', async () => {
    const { id } = (await set({ mirror_overwrite_diverged: true, mirror_branch_regex: 'main' }).expect(201)).body;
    const second = await set({ mirror_trigger_builds: false }).expect(200);
    expect(second.body).toMatchObject({
      id,
      mirror_overwrite_diverged: true,
      mirror_branch_regex: 'main',
      mirror_trigger_builds: false,
    });
    const third = await set({ mirror_overwrite_diverged: null }).expect(200);
    expect(third.body).toMatchObject({ id, mirror_overwrite_diverged: null, mirror_branch_regex: 'main' });
  });

  it.each(['/platform/core/', 'platform//core', 'Platform/CORE', ' platform/core '])(
    'takes %s for the same group',
    async (path) => {
      const { id } = (await set().expect(201)).body;
      expect((await set({ group_path: path }).expect(200)).body.id).toBe(id);
    },
  );

  it('makes one of many calls at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => set({ mirror_protected_branches: false })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  it('can say "all branches" against a filter of the pair', async () => {
    expect((await set({ mirror_branch_regex: '' }).expect(201)).body.mirror_branch_regex).toBe('');
  });

  it.each([
    ['no pair', { instance_pair_id: undefined }, 'instance_pair_id'],
    ['an id beyond 2^53', { instance_pair_id: 2 ** 53 }, 'instance_pair_id'],
    ['null for the group', { group_path: null }, 'group_path'],
    ['an address for a group', { group_path: 'https://gitlab.example.com/platform' }, 'group_path'],
    ['a path that climbs', { group_path: 'platform/../x' }, 'group_path'],
    ['a path of 501 characters', { group_path: 'x'.repeat(501) }, 'group_path'],
    ['a third direction', { mirror_direction: 'both' }, 'mirror_direction'],
    ['a text for a switch', { mirror_overwrite_diverged: 'yes' }, 'mirror_overwrite_diverged'],
    ['a broken filter', { mirror_branch_regex: '[' }, 'mirror_branch_regex'],
    [
      'a filter with only protected branches',
      { mirror_branch_regex: 'x', only_mirror_protected_branches: true },
      'mirror_branch_regex',
    ],
    ['a setting that pairs alone have', { issue_sync_enabled: true }, 'issue_sync_enabled'],
  ])('refuses %s with 422, naming the field', async (_what, changes, field) => {
    expect(problemOf(await set(changes))).toEqual([422, [field]]);
    expect((await rows.client.query('select 1 from group_defaults')).rowCount).toBe(0);
  });

  it('refuses an unknown pair with 404, naming the field', async () => {
    expect(problemOf(await set({ instance_pair_id: 4711 }))).toEqual([404, ['instance_pair_id']]);
  });

  it('judges a filter together with what is stored', async () => {
    await set({ only_mirror_protected_branches: true }).expect(201);
    expect(problemOf(await set({ mirror_branch_regex: 'main' }))).toEqual([422, ['mirror_branch_regex']]);
  });

  describe('a direction under live mirrors', () => {
    it('cannot change what they inherit (400, with their number)', async () => {
      await rows.mirror(pair, { source_project_path: 'platform/core/api', direction: 'push' });
      const answer = await set({ mirror_direction: 'pull' });
      expect(problemOf(answer)).toEqual([400, ['mirror_direction']]);
      expect(answer.body.detail).toContain('1 live mirror');
      expect((await api.http.get('/api/group-defaults')).body).toEqual([]);
    });

    it('may change where a more specific group decides', async () => {
      await rows.mirror(pair, { source_project_path: 'platform/core/api', direction: 'push' });
      await set({ mirror_direction: 'push' }).expect(201);
      await set({ group_path: 'platform', mirror_direction: 'pull' }).expect(201);
    });

    it('the groups of the source count before those of the target', async () => {
      await rows.mirror(pair, {
        source_project_path: 'platform/api',
        target_project_path: 'backup/deep/platform/api',
        direction: 'push',
      });
      await set({ group_path: 'platform', mirror_direction: 'push' }).expect(201);
      await set({ group_path: 'backup/deep/platform', mirror_direction: 'pull' }).expect(201);
    });

    it('a group whose name only begins alike is another group', async () => {
      await rows.mirror(pair, { source_project_path: 'platform-tools/api', direction: 'push' });
      await set({ group_path: 'platform', mirror_direction: 'pull' }).expect(201);
    });

    it('cannot go away when mirrors inherit it against the pair', async () => {
      const { id } = (await set({ mirror_direction: 'pull' }).expect(201)).body;
      await rows.mirror(pair, { source_project_path: 'platform/core/api', direction: 'pull' });
      expect(problemOf(await api.http.delete(`/api/group-defaults/${id}`))).toEqual([400, ['mirror_direction']]);
    });
  });

  it('lists by pair, sorted, and deletes', async () => {
    const { id } = (await set().expect(201)).body;
    await set({ group_path: 'docs' }).expect(201);
    const { body } = await api.http.get(`/api/group-defaults?instance_pair_id=${pair}&sort=group_path`).expect(200);
    expect(body.map(({ group_path }: { group_path: string }) => group_path)).toEqual(['docs', 'platform/core']);
    expect((await api.http.get('/api/group-defaults?instance_pair_id=4711')).body).toEqual([]);
    expect((await api.http.delete(`/api/group-defaults/${id}`).expect(200)).body).toEqual({ status: 'deleted' });
    await api.http.get(`/api/group-defaults/${id}`).expect(404);
    await api.http.delete(`/api/group-defaults/${id}`).expect(404);
  });
});
