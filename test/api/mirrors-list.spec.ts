import { Client } from 'pg';
import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

/** GitLab's dates are those of UTC, wherever the server of the database is. */
const TODAY = `(now() at time zone 'utc')::date`;

type Listed = { id: number; source_project_path: string }[];

describe('the list of mirrors', () => {
  let lab: MirrorLab;
  let database: Client;

  beforeAll(async () => {
    // No mirror is looked at again before a test has it looked at.
    lab = await MirrorLab.start({ environment: { MIRROR_REFRESH_INTERVAL_SECONDS: '86400' } });
    database = new Client({ connectionString: lab.api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
    // Rows only: they are far from being due, so nobody looks for them on GitLab.
    await database.query(
      `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id,
         target_project_path, direction, phase, enabled, last_update_status, last_update_at, mirror_id, mirror_token_id,
         mirror_token_name, mirror_token_expires_at, verify_status, next_check_at)
       select $1, 1000 + i, 'platform/' || (array['core','web','ops'])[1 + i % 3] || '/app-' || lpad(i::text, 3, '0'),
         2000 + i, 'backup/app-' || i, (array['push','pull'])[1 + i % 2], 'active', i % 5 <> 0,
         (array['finished','failed','pending','updating'])[1 + i % 4],
         case when i % 10 = 0 then null else now() - make_interval(mins => i) end, 5000 + i,
         case when i % 6 = 0 then null else 9000 + i end, case when i % 6 = 0 then null else 'token-' || i end,
         case when i % 6 = 0 then null else ${TODAY} + (i - 60) end,
         (array['healthy','drift',null])[1 + i % 3], now() + interval '1 day'
         from generate_series(1, 120) as i`,
      [lab.pairId],
    );
  });
  afterAll(async () => {
    await database.end();
    await lab.stop();
  });

  const list = async (query: string): Promise<Listed> =>
    (await lab.api.http.get(`/api/mirrors?${query}`).expect(200)).body as Listed;
  const count = async (where: string): Promise<number> =>
    Number((await database.query<{ count: string }>(`select count(*) from mirrors where ${where}`)).rows[0]?.count);

  it('is paged as GitLab does it', async () => {
    const answer = await lab.api.http.get('/api/mirrors?per_page=50&page=3').expect(200);
    expect(answer.body).toHaveLength(20);
    expect(answer.headers).toMatchObject({ 'x-total': '120', 'x-total-pages': '3', 'x-page': '3', 'x-next-page': '' });
  });

  it.each([
    ['status=failed', `last_update_status = 'failed'`],
    ['enabled=false', 'not enabled'],
    ['direction=pull', `direction = 'pull'`],
    ['group=platform/core', `source_project_path like 'platform/core/%'`],
    ['group=platform', 'true'],
    ['group=plat', 'false'],
    ['search=APP-01', `source_project_path like '%app-01%'`],
    ['search=%25', 'false'],
    ['token_status=none', 'mirror_token_id is null'],
    ['token_status=expired', `mirror_token_expires_at <= ${TODAY}`],
    ['token_status=expiring_soon', `mirror_token_expires_at > ${TODAY} and mirror_token_expires_at <= ${TODAY} + 30`],
    ['token_status=active', `mirror_token_expires_at > ${TODAY} + 30`],
    ['verify_status=drift', `verify_status = 'drift'`],
    [
      'status=finished&enabled=true&group=platform/web',
      `last_update_status = 'finished' and enabled and source_project_path like 'platform/web/%'`,
    ],
    ['instance_pair_id=999', 'false'],
  ])('filters by %s', async (query, where) => {
    const rows = await list(`per_page=500&${query}`);
    expect(rows).toHaveLength(await count(where));
  });

  it('filters by the instances of the pair', async () => {
    expect(await list(`source_instance_id=${lab.sourceId}&per_page=500`)).toHaveLength(120);
    expect(await list(`source_instance_id=${lab.targetId}`)).toHaveLength(0);
    expect(await list(`target_instance_id=${lab.targetId}&per_page=500`)).toHaveLength(120);
  });

  it('knows when a group token dies that a mirror uses, also after it was changed or deleted', async () => {
    const { rows } = await database.query<{ id: string }>(
      `insert into group_tokens (gitlab_instance_id, group_path, token_name, token_encrypted, expires_at)
       values ($1, 'backup', 'shared', 'sealed', ${TODAY} + 10) returning id`,
      [lab.targetId],
    );
    const tokenId = rows[0]?.id;
    const mirrorId = (await list('token_status=none'))[0]?.id;
    await database.query('update mirrors set group_token_id = $2 where id = $1', [mirrorId, tokenId]);
    const isListed = async (query: string): Promise<boolean> =>
      (await list(`per_page=500&${query}`)).some(({ id }) => id === mirrorId);
    expect(await isListed('token_status=expiring_soon')).toBe(true);
    await database.query(`update group_tokens set expires_at = ${TODAY} where id = $1`, [tokenId]);
    expect(await isListed('token_status=expired')).toBe(true);
    await database.query('update group_tokens set expires_at = null where id = $1', [tokenId]);
    expect(await isListed('token_status=active')).toBe(true);
    const byExpiry = await list('sort=-mirror_token_expires_at&per_page=500');
    expect(byExpiry[0]?.id).toBe(mirrorId);
    await database.query('delete from group_tokens where id = $1', [tokenId]);
    expect(await isListed('token_status=none')).toBe(true);
  });

  it('finds a project by its new path', async () => {
    const id = (await list('search=app-077'))[0]?.id;
    await database.query(`update mirrors set source_project_path = 'Platform/Renamed' where id = $1`, [id]);
    expect((await list('search=renamed')).map((row) => row.id)).toEqual([id]);
    expect(await list('search=app-077')).toHaveLength(0);
    await database.query(`update mirrors set source_project_path = 'platform/ops/app-077' where id = $1`, [id]);
  });

  it('is sorted by what one asks for, unknown values last', async () => {
    const paths = (await list('sort=-source_project_path&per_page=500')).map((row) => row.source_project_path);
    expect(paths).toEqual([...paths].toSorted().toReversed());
    const newest = await list('sort=-last_update_at&per_page=500');
    expect(newest[0]?.id).toBe((await list('per_page=1'))[0]?.id);
    expect((newest.at(-1) as unknown as { last_update_at: null }).last_update_at).toBeNull();
  });

  it('refuses what it does not know', async () => {
    expect(problemOf(await lab.api.http.get('/api/mirrors?sort=colour'))).toEqual([422, ['sort']]);
    expect(problemOf(await lab.api.http.get('/api/mirrors?colour=red'))).toEqual([422, ['colour']]);
    expect(problemOf(await lab.api.http.get('/api/mirrors?status=great'))).toEqual([422, ['status']]);
    expect((await lab.api.http.get('/api/mirrors/4711')).status).toBe(404);
  });

  it('has a tree of groups with counts', async () => {
    const tree = (await lab.api.http.get('/api/mirrors/groups').expect(200)).body as object[];
    expect(tree).toEqual([
      { group_path: 'platform', mirror_count: 120, direct_count: 0 },
      { group_path: 'platform/core', mirror_count: 40, direct_count: 40 },
      { group_path: 'platform/ops', mirror_count: 40, direct_count: 40 },
      { group_path: 'platform/web', mirror_count: 40, direct_count: 40 },
    ]);
  });

  describe('the state', () => {
    const lookAt = async (...ids: number[]): Promise<void> => {
      await database.query('update mirrors set next_check_at = now() where id = any($1)', [ids]);
      await lab.api.due('mirrors.refresh');
    };

    it('is refreshed by itself with one request a project, and what GitLab lost is marked, never deleted', async () => {
      const { from, to } = await lab.twoProjects('shared');
      const second = await lab.target.world.createProject({ path: 'backup/second' });
      const one = await lab.create(from, to);
      const two = await lab.create(from, second);
      await waitFor('both to be finished', async () => {
        const states = await Promise.all([lab.get(one.id), lab.get(two.id)]);
        return states.every((state) => state.last_update_status === 'finished');
      });
      await lab.source.mirrorsSettled();
      await lab.countFromNow();
      from.pushMirrors.delete(two.mirror_id as number);
      await lookAt(one.id, two.id);
      await waitFor('the loss to be seen', async () => (await lab.get(two.id)).verify_status === 'orphan');
      expect(lab.source.requests.count('/api/v4/projects/:id/remote_mirrors', 'GET')).toBe(1);
      expect(await lab.get(one.id)).toMatchObject({ last_update_status: 'finished', refresh_error: null });
    });

    it('stays as it was when GitLab cannot be read', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      await waitFor('it to be finished', async () => (await lab.get(mirror.id)).last_update_status === 'finished');
      lab.source.faults.add({ kind: 'revoked', match: { path: 'remote_mirrors' } });
      await lookAt(mirror.id);
      await waitFor('the failure to be seen', async () => (await lab.get(mirror.id)).refresh_error !== null);
      expect(await lab.get(mirror.id)).toMatchObject({
        last_update_status: 'finished',
        refresh_error: expect.stringMatching(/^Alpha could not/) as string,
      });
      lab.source.faults.clear();
    });

    it('shows what GitLab did by itself in the history', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      await waitFor('it to be finished', async () => (await lab.get(mirror.id)).last_update_status === 'finished');
      await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'a.txt': '1' } }]);
      await lab.source.mirrorsSettled();
      await lookAt(mirror.id);
      const history = await waitFor('the update to be seen', async () => {
        const rows = (await lab.api.http.get(`/api/mirrors/${mirror.id}/history`)).body as { trigger: string }[];
        return rows.length === 2 ? rows : null;
      });
      expect(history[0]).toMatchObject({ trigger: 'gitlab', status: 'success' });
    });
  });
});
