import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

type Body = Record<string, unknown> & { id: number };

describe('following a group', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start({ environment: { GROUP_FOLLOW_INTERVAL_SECONDS: '3600' } });
  });
  afterAll(() => lab.stop());

  const seed = (path: string) => lab.source.world.createProject({ path });
  const body = (name: string, changes = {}) => ({
    instance_pair_id: lab.pairId,
    source_group_path: name,
    target_namespace_path: `backup/${name}`,
    ...changes,
  });
  const create = async (name: string, changes = {}) =>
    (await lab.api.http.post('/api/group-follows').send(body(name, changes)).expect(201)).body as Body;
  const get = async (id: number) => (await lab.api.http.get(`/api/group-follows/${id}`).expect(200)).body as Body;
  const reconcile = async (id: number, options?: object) => {
    const answer = await lab.api.http.post(`/api/group-follows/${id}/reconcile`).send(options).expect(202);
    return lab.finishedRun((answer.body as { job_id: number }).job_id);
  };
  const mirrorsOf = async (name: string) =>
    (await lab.api.http.get(`/api/mirrors?group=${name}`).expect(200)).body as Body[];
  /** A follow that nothing happens to by itself, with its tree mirrored. */
  const followed = async (name: string, projects: string[], changes = {}) => {
    for (const path of projects) await seed(`${name}/${path}`);
    const follow = await create(name, { enabled: false, ...changes });
    expect(await reconcile(follow.id)).toMatchObject({ kind: 'follow.reconcile', status: 'success' });
    return follow;
  };

  it('says how it is followed, and changes that', async () => {
    await seed('settings/api');
    const follow = await create('settings', {
      exclude: ['legacy/**'],
      mirror_overwrite_diverged: true,
      enabled: false,
    });
    expect(follow).toMatchObject({
      source_group_path: 'settings',
      target_namespace_path: 'backup/settings',
      include: [],
      exclude: ['legacy/**'],
      create_missing: true,
      visibility: null,
      mirror_overwrite_diverged: true,
      enabled: false,
      next_reconcile_at: null,
      last_status: null,
      mirrors_count: 0,
      vanished: [],
      dismissed: [],
    });
    const path = `/api/group-follows/${follow.id}`;
    const change = { exclude: [], visibility: 'private', mirror_overwrite_diverged: null };
    expect((await lab.api.http.put(path).send(change).expect(200)).body).toMatchObject({
      exclude: [],
      visibility: 'private',
      mirror_overwrite_diverged: null,
    });
    const list = await lab.api.http.get('/api/group-follows?search=SETT&enabled=false').expect(200);
    expect(list.body).toMatchObject([{ id: follow.id }]);
    expect((await lab.api.http.delete(path).expect(200)).body).toEqual({ status: 'deleted' });
    await lab.api.http.get(path).expect(404);
    await lab.api.http.delete(path).expect(404);
    await lab.api.http.post(`${path}/reconcile`).send({}).expect(404);
  });

  it('refuses what can not be followed', async () => {
    const refused = async (changes: object) =>
      problemOf(await lab.api.http.post('/api/group-follows').send(body('refused', changes)));
    expect(await refused({})).toEqual([400, ['source_group_path']]);
    expect(await refused({ instance_pair_id: 999 })).toEqual([404, ['instance_pair_id']]);
    expect(await refused({ target_namespace_path: '/' })).toEqual([422, ['target_namespace_path']]);
    await seed('refused/x');
    const follow = await create('refused', { enabled: false });
    expect(await refused({})).toEqual([409, ['source_group_path']]);
    const change = { mirror_branch_regex: 'x', only_mirror_protected_branches: true };
    await lab.api.http.put(`/api/group-follows/${follow.id}`).send(change).expect(422);
  });

  it('begins at once by itself, and mirrors what is new later', async () => {
    await seed('alive/api');
    const { id } = await create('alive');
    const first = await waitFor('the first reconcile', async () => {
      const follow = await get(id);
      return follow.last_reconciled_at !== null && follow;
    });
    expect(first).toMatchObject({ last_status: 'success', mirrors_count: 1, new_last_time: 1 });
    expect(Date.parse(first.next_reconcile_at as string) - Date.now()).toBeGreaterThan(3000 * 1000);
    await lab.api.idle();
    await seed('alive/deep/down/web');
    expect(await reconcile(id)).toMatchObject({ status: 'success', trigger: 'manual' });
    expect(await get(id)).toMatchObject({ mirrors_count: 2, new_last_time: 1 });
    expect(await reconcile(id)).toMatchObject({ counters: { already_mirrored: 2 } });
    expect(await get(id)).toMatchObject({ mirrors_count: 2, new_last_time: 0 });
  });

  it('gives the mirrors the settings of the follow', async () => {
    await followed('styled', ['api'], { mirror_overwrite_diverged: true });
    expect(await mirrorsOf('styled')).toMatchObject([{ mirror_overwrite_diverged: true }]);
  });

  it('reports what vanished, deletes nothing, and takes it back when it is there again', async () => {
    const { id } = await followed('leaky', ['gone', 'moved', 'stays']);
    const { world } = lab.source;
    const [gone, moved] = [world.projectByPath('leaky/gone'), world.projectByPath('leaky/moved')];
    if (gone === null || moved === null) throw new Error('They were made above.');
    world.removeProject(gone);
    world.moveProject(moved, { namespace: world.createGroup({ path: 'elsewhere' }) });
    await reconcile(id);
    const follow = await get(id);
    expect(follow).toMatchObject({
      mirrors_count: 3,
      vanished_count: 2,
      vanished: [
        { source_project_path: 'leaky/gone', reason: 'It was deleted, or is hidden from our user.' },
        { source_project_path: 'leaky/moved', reason: 'It was moved to elsewhere/moved.' },
      ],
    });
    expect(await mirrorsOf('leaky')).toHaveLength(3);

    const since = (follow.vanished as { since: string }[])[0]?.since;
    const home = world.namespaceByPath('leaky');
    if (home === null) throw new Error('It was made above.');
    world.moveProject(moved, { namespace: home });
    await reconcile(id);
    expect(await get(id)).toMatchObject({ vanished: [{ source_project_path: 'leaky/gone', since }] });
    expect(await mirrorsOf('leaky')).toHaveLength(3);
  });

  it('takes a renamed project for the same, and a renamed group too', async () => {
    const { id } = await followed('renaming', ['before']);
    const { world } = lab.source;
    const [project, group] = [world.projectByPath('renaming/before'), world.namespaceByPath('renaming')];
    if (project === null || group === null) throw new Error('They were made above.');
    world.moveProject(project, { path: 'after' });
    expect(await reconcile(id)).toMatchObject({ status: 'success', counters: { already_mirrored: 1 } });
    expect(await get(id)).toMatchObject({ mirrors_count: 1, vanished: [], new_last_time: 0 });

    world.renameGroup(group, 'renamed');
    await seed('renamed/new');
    expect(await reconcile(id)).toMatchObject({ status: 'success', counters: { mirrors_created: 1 } });
    expect(await get(id)).toMatchObject({ source_group_path: 'renamed', mirrors_count: 2, vanished: [] });
    expect(lab.target.world.projectByPath('backup/renaming/new')).not.toBeNull();
  });

  it('finds nothing vanished when the group can not be read', async () => {
    const { id } = await followed('unreadable', ['api']);
    const fault = lab.source.faults.add({ kind: 'revoked', match: { path: '/groups/.*/projects' } });
    expect(await reconcile(id)).toMatchObject({ status: 'failed', error_code: 'gitlab_auth' });
    lab.source.faults.remove(fault.id);
    expect(await get(id)).toMatchObject({
      last_status: 'failed',
      last_error: expect.stringContaining('Alpha could not'),
      vanished: [],
      mirrors_count: 1,
    });
    const group = lab.source.world.namespaceByPath('unreadable');
    if (group === null) throw new Error('It was made above.');
    lab.source.world.removeGroup(group);
    expect(await reconcile(id)).toMatchObject({ status: 'failed', error_code: 'source_group_unknown' });
    expect(await get(id)).toMatchObject({ last_status: 'failed', vanished: [], mirrors_count: 1 });
  });

  it('does not make a mirror again that somebody deleted, until it is asked to', async () => {
    const { id } = await followed('chosen', ['api', 'web']);
    const [first] = await mirrorsOf('chosen');
    await lab.api.http.delete(`/api/mirrors/${first?.id}`).expect(200);
    const path = first?.source_project_path;
    expect(await reconcile(id)).toMatchObject({ status: 'success', counters: { excluded: 1 } });
    expect(await mirrorsOf('chosen')).toHaveLength(1);
    expect(await get(id)).toMatchObject({
      mirrors_count: 1,
      dismissed_count: 1,
      dismissed: [{ source_project_path: path }],
      vanished: [],
    });
    expect(await reconcile(id, { include_dismissed: true })).toMatchObject({ counters: { mirrors_created: 1 } });
    expect(await mirrorsOf('chosen')).toHaveLength(2);
    expect(await get(id)).toMatchObject({ mirrors_count: 2, dismissed: [] });
  });

  it('remembers each of several mirrors that somebody deleted at once', async () => {
    const { id } = await followed('several', ['api', 'web', 'docs']);
    const [first, second, third] = await mirrorsOf('several');
    const request = lab.api.http.post('/api/mirrors/bulk/delete').send({ mirror_ids: [first?.id, second?.id] });
    const { job_id: run } = (await request.expect(202)).body as { job_id: number };
    expect(await lab.finishedRun(run)).toMatchObject({ status: 'success', counters: { deleted: 2 } });
    expect(await reconcile(id)).toMatchObject({ status: 'success', counters: { excluded: 2 } });
    expect(await mirrorsOf('several')).toMatchObject([{ id: third?.id }]);
    expect(await get(id)).toMatchObject({ mirrors_count: 1, dismissed_count: 2 });
  });

  it('tries again what GitLab refused, which nobody dismissed', async () => {
    await seed('refusing/api');
    const { id } = await create('refusing', { enabled: false });
    lab.source.faults.add({ kind: 'revoked', match: { method: 'POST', path: 'remote_mirrors$', nth: 1 } });
    expect(await reconcile(id)).toMatchObject({ status: 'failed' });
    expect(await get(id)).toMatchObject({ last_status: 'failed', mirrors_count: 0, dismissed: [] });
    expect(await reconcile(id)).toMatchObject({ status: 'success' });
    expect(await get(id)).toMatchObject({ last_status: 'success', last_error: null, mirrors_count: 1 });
  });

  it('can begin with applying a plan', async () => {
    await seed('applied/api');
    const order = { ...body('applied'), exclude: ['x'], follow: true };
    const apply = async () =>
      (await lab.api.http.post('/api/mirrors/bulk/apply').send(order).expect(202)).body as {
        job_id: number;
        group_follow_id: number;
      };
    const { job_id, group_follow_id: id } = await apply();
    expect(await lab.finishedRun(job_id)).toMatchObject({ status: 'success', counters: { mirrors_created: 1 } });
    expect(await get(id)).toMatchObject({ enabled: true, exclude: ['x'], mirrors_count: 1 });

    const [mirror] = await mirrorsOf('applied');
    await lab.api.http.delete(`/api/mirrors/${mirror?.id}`).expect(200);
    const again = await apply();
    expect(again.group_follow_id).toBe(id);
    await lab.finishedRun(again.job_id);
    expect(await mirrorsOf('applied')).toHaveLength(1);
  });

  it('waits while the pair is paused, but not for a hand', async () => {
    const pair = { name: 'Second', source_instance_id: lab.sourceId, target_instance_id: lab.targetId };
    const { id: instance_pair_id } = (await lab.api.http.post('/api/pairs').send(pair).expect(201)).body as Body;
    const pause = await lab.api.http.post('/api/pauses').send({ pair_id: instance_pair_id }).expect(201);
    await seed('paused/api');
    await seed('awake/api');
    const { id } = await create('paused', { instance_pair_id, mirror_direction: 'push' });
    const { id: awake } = await create('awake');
    // Due after the paused one, so the tick that serves it passed that one over.
    await waitFor('a tick', async () => (await get(awake)).last_reconciled_at !== null);
    expect(await get(id)).toMatchObject({ last_reconciled_at: null, mirrors_count: 0 });
    await reconcile(id);
    expect(await get(id)).toMatchObject({ mirrors_count: 1 });
    await seed('paused/web');
    await lab.api.http.delete(`/api/pauses/${(pause.body as Body).id}`).expect(200);
    await waitFor('the tick', async () => (await get(id)).mirrors_count === 2);
  });

  it('goes with its pair, while its mirrors are taken down', async () => {
    const other = await MirrorLab.start();
    try {
      await other.source.world.createProject({ path: 'team/api' });
      const order = { instance_pair_id: other.pairId, source_group_path: 'team', target_namespace_path: 'backup' };
      const follow = (
        await other.api.http
          .post('/api/group-follows')
          .send({ ...order })
          .expect(201)
      ).body as Body;
      await waitFor('a mirror', () => other.traces().mirrors === 1);
      await other.api.http.delete(`/api/pairs/${other.pairId}`).expect(200);
      await other.api.http.get(`/api/group-follows/${follow.id}`).expect(404);
      expect(other.traces()).toEqual({ mirrors: 0, tokens: 0 });
    } finally {
      await other.stop();
    }
  });
});
