import { problemOf } from '../support/problem';
import { type Rows, rowsOf } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';

describe('/api/pairs', () => {
  let api: TestApp;
  let rows: Rows;
  let source: number;
  let target: number;

  beforeAll(async () => {
    api = await startTestApp();
    rows = await rowsOf(api);
    source = await rows.instance('Production');
    target = await rows.instance('Backup');
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
  });
  afterEach(() => rows.client.query('delete from pairs'));

  let count = 0;
  const body = (changes: object = {}): object => ({
    name: `Pair ${++count}`,
    source_instance_id: source,
    target_instance_id: target,
    ...changes,
  });
  const add = async (changes: object = {}): Promise<{ id: number; name: string }> =>
    (await api.http.post('/api/pairs').send(body(changes)).expect(201)).body;

  describe('adding one', () => {
    it('has the defaults of the contract', async () => {
      const answer = await api.http
        .post('/api/pairs')
        .send(body({ name: 'Nightly' }))
        .expect(201);
      expect(answer.body).toEqual({
        id: expect.any(Number),
        name: 'Nightly',
        source_instance_id: source,
        source_instance_name: 'Production',
        target_instance_id: target,
        target_instance_name: 'Backup',
        mirror_direction: 'pull',
        mirror_transport: 'https',
        mirror_protected_branches: true,
        mirror_overwrite_diverged: false,
        mirror_trigger_builds: false,
        only_mirror_protected_branches: false,
        mirror_branch_regex: null,
        mirror_user_id: null,
        hold_suspicious_changes: false,
        hold_branch_loss_percent: 50,
        issue_sync_enabled: false,
        description: null,
        mirrors_count: 0,
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      });
    });

    it('takes every setting, ids beyond 2^31 and an instance paired with itself', async () => {
      const settings = {
        target_instance_id: source,
        mirror_direction: 'push',
        mirror_protected_branches: false,
        mirror_overwrite_diverged: true,
        mirror_trigger_builds: true,
        mirror_branch_regex: '^(main|release/.*)$',
        mirror_user_id: 2 ** 31 + 7,
        issue_sync_enabled: true,
        description: 'Everything\nthat customers see',
      };
      expect((await api.http.post('/api/pairs').send(body(settings)).expect(201)).body).toMatchObject(settings);
    });

    it.each([
      ['no name', { name: undefined }, 'name'],
      ['null for the name', { name: null }, 'name'],
      ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name'],
      ['no source', { source_instance_id: undefined }, 'source_instance_id'],
      ['null for the target', { target_instance_id: null }, 'target_instance_id'],
      ['an id beyond 2^53', { source_instance_id: 2 ** 53 }, 'source_instance_id'],
      ['an id that is a text', { source_instance_id: '1' }, 'source_instance_id'],
      ['a third direction', { mirror_direction: 'both' }, 'mirror_direction'],
      ['null for a direction', { mirror_direction: null }, 'mirror_direction'],
      ['null for a switch', { mirror_overwrite_diverged: null }, 'mirror_overwrite_diverged'],
      ['a text for a switch', { mirror_trigger_builds: 'true' }, 'mirror_trigger_builds'],
      ['a broken filter', { mirror_branch_regex: '(main' }, 'mirror_branch_regex'],
      ['a filter that RE2 lacks', { mirror_branch_regex: '^(?!main)' }, 'mirror_branch_regex'],
      ['a filter of 256 characters', { mirror_branch_regex: 'x'.repeat(256) }, 'mirror_branch_regex'],
      [
        'a filter together with only protected branches',
        { mirror_branch_regex: 'main', only_mirror_protected_branches: true },
        'mirror_branch_regex',
      ],
      ['an unknown field', { colour: 'red' }, 'colour'],
    ])('refuses %s with 422, naming the field', async (_what, changes, field) => {
      expect(problemOf(await api.http.post('/api/pairs').send(body(changes)))).toEqual([422, [field]]);
      expect((await rows.client.query('select 1 from pairs')).rowCount).toBe(0);
    });

    it.each([
      ['an unknown instance', { source_instance_id: 4711 }, 'source_instance_id'],
      ['an unknown instance beyond 2^31', { target_instance_id: 2 ** 31 + 1 }, 'target_instance_id'],
    ])('refuses %s with 404, naming the field', async (_what, changes, field) => {
      expect(problemOf(await api.http.post('/api/pairs').send(body(changes)))).toEqual([404, [field]]);
    });

    it('names both instances when both are unknown', async () => {
      const answer = await api.http
        .post('/api/pairs')
        .send(body({ source_instance_id: 4711, target_instance_id: 4712 }));
      expect(problemOf(answer)).toEqual([404, ['source_instance_id', 'target_instance_id']]);
      expect(answer.body.detail).toBe('There is no instance with id 4711. Add it first.');
    });

    it('refuses a name that is taken with 409', async () => {
      const { name } = await add();
      expect(problemOf(await api.http.post('/api/pairs').send(body({ name })))).toEqual([409, ['name']]);
    });

    it('adds only one of several with the same name at the same time', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => api.http.post('/api/pairs').send(body({ name: 'Twin' }))));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    });
  });

  describe('reading', () => {
    it('lists with paging, sorting, search and by instance', async () => {
      await add({ name: 'Bravo' });
      await add({ name: 'Alpha', description: '100% of it' });
      await add({ name: 'Charlie', target_instance_id: source });
      const names = async (query: string): Promise<string[]> =>
        (await api.http.get(`/api/pairs?sort=name&${query}`).expect(200)).body.map(
          ({ name }: { name: string }) => name,
        );
      expect(await names('')).toEqual(['Alpha', 'Bravo', 'Charlie']);
      expect(await names('page=2&per_page=2')).toEqual(['Charlie']);
      expect(await names('search=100%25')).toEqual(['Alpha']);
      expect(await names(`target_instance_id=${target}`)).toEqual(['Alpha', 'Bravo']);
      expect(await names(`source_instance_id=${target}`)).toEqual([]);
    });

    it('counts the mirrors of each', async () => {
      const { id } = await add();
      await rows.mirror(id);
      await rows.mirror(id);
      expect((await api.http.get(`/api/pairs/${id}`)).body).toMatchObject({ mirrors_count: 2 });
      expect((await api.http.get('/api/pairs')).body).toMatchObject([{ mirrors_count: 2 }]);
    });

    it.each([
      ['sort=mirrors', 'sort'],
      ['source_instance_id=abc', 'source_instance_id'],
      ['colour=red', 'colour'],
    ])('refuses the query %s with 422', async (query, field) => {
      expect(problemOf(await api.http.get(`/api/pairs?${query}`))).toEqual([422, [field]]);
    });

    it.each([
      ['4711', 404],
      ['9007199254740993', 422],
      ['x', 422],
    ])('id %s answers %i', async (id, status) => {
      expect((await api.http.get(`/api/pairs/${id}`)).status).toBe(status);
    });
  });

  describe('changing', () => {
    const put = (id: number, changes: object) => api.http.put(`/api/pairs/${id}`).send(changes);

    it('keeps absent fields and clears with null', async () => {
      const { id, name } = await add({ mirror_branch_regex: 'main', mirror_user_id: 9, description: 'Old' });
      expect((await put(id, { mirror_overwrite_diverged: true }).expect(200)).body).toMatchObject({
        name,
        mirror_overwrite_diverged: true,
        mirror_branch_regex: 'main',
        mirror_user_id: 9,
      });
      const nothing = { mirror_branch_regex: null, mirror_user_id: null, description: null };
      expect((await put(id, nothing).expect(200)).body).toMatchObject(nothing);
    });

    it.each(['name', 'source_instance_id', 'mirror_direction', 'issue_sync_enabled'])(
      'refuses null for %s with 422',
      async (field) => {
        const { id } = await add();
        expect(problemOf(await put(id, { [field]: null }))).toEqual([422, [field]]);
      },
    );

    it('judges a filter together with what stays', async () => {
      const { id } = await add({ only_mirror_protected_branches: true });
      expect(problemOf(await put(id, { mirror_branch_regex: 'main' }))).toEqual([422, ['mirror_branch_regex']]);
      await put(id, { mirror_branch_regex: 'main', only_mirror_protected_branches: false }).expect(200);
    });

    it('can change its instances only while it has no mirrors', async () => {
      const { id } = await add();
      await put(id, { target_instance_id: source }).expect(200);
      await put(id, { target_instance_id: target }).expect(200);
      await rows.mirror(id);
      const answer = await put(id, { target_instance_id: source });
      expect(problemOf(answer)).toEqual([400, ['target_instance_id']]);
      await put(id, { target_instance_id: target, source_instance_id: source }).expect(200);
    });

    it('cannot turn around under live mirrors that inherit the direction, and says how many', async () => {
      const { id } = await add({ mirror_direction: 'push' });
      await rows.mirror(id);
      await rows.mirror(id);
      await rows.mirror(id, { mirror_direction: 'push' });
      const answer = await put(id, { mirror_direction: 'pull', name: 'Turned' });
      expect(problemOf(answer)).toEqual([400, ['mirror_direction']]);
      expect(answer.body.detail).toContain('2 live mirrors');
      expect((await api.http.get(`/api/pairs/${id}`)).body).toMatchObject({ mirror_direction: 'push' });
      expect((await api.http.get(`/api/pairs/${id}`)).body.name).not.toBe('Turned');
    });

    it('can turn around when all its mirrors have a direction of their own, or of their group', async () => {
      const { id } = await add({ mirror_direction: 'push' });
      await rows.mirror(id, { mirror_direction: 'push' });
      await rows.mirror(id, { source_project_path: 'Platform/core/api' });
      const group = { instance_pair_id: id, group_path: 'platform', mirror_direction: 'push' };
      await api.http.post('/api/group-defaults').send(group).expect(201);
      await put(id, { mirror_direction: 'pull' }).expect(200);
    });

    it('refuses a name that is taken with 409', async () => {
      const { id } = await add();
      const { name } = await add();
      expect(problemOf(await put(id, { name }))).toEqual([409, ['name']]);
    });
  });

  it('deletes with its mirrors and counts them', async () => {
    const { id } = await add();
    await rows.mirror(id);
    const { body: answer } = await api.http.delete(`/api/pairs/${id}`).expect(200);
    expect(answer).toMatchObject({ status: 'deleted', mirrors_deleted: 1 });
    await api.http.delete(`/api/pairs/${id}`).expect(404);
  });
});
