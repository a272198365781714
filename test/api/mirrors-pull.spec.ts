import { startSimulator } from '../../apps/gitlab-simulator/src';
import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

describe('pull mirrors', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start({ direction: 'pull' });
  });
  afterAll(() => lab.stop());

  const sameMain = async (from: Parameters<MirrorLab['body']>[0], to: typeof from): Promise<boolean> => {
    const [sent, received] = await Promise.all([lab.source.world.refs(from), lab.target.world.refs(to)]);
    const sha = [...sent.values()][0]?.sha;
    return sha !== undefined && [...received.values()].some((ref) => ref.sha === sha);
  };

  it('are made on the target, with a token that may only read the source, within six requests', async () => {
    const { from, to } = await lab.twoProjects();
    await lab.countFromNow();
    const mirror = await lab.create(from, to, { mirror_trigger_builds: true, enabled: false });
    expect(lab.source.requests.total + lab.target.requests.total).toBeLessThanOrEqual(6);
    expect(mirror).toMatchObject({ mirror_id: to.id, effective_mirror_direction: 'pull', token_status: 'active' });
    expect(to.pullMirror).toMatchObject({ enabled: false, triggerBuilds: true, overwritesDivergedBranches: false });
    const token = [...lab.source.world.tokens.values()].find(({ name }) => name === mirror.mirror_token_name);
    expect(token).toMatchObject({ project: from, scopes: ['read_repository'], accessLevel: 20 });
    const deleted = await lab.api.http.delete(`/api/mirrors/${mirror.id}`).expect(200);
    expect(deleted.body).toEqual({ status: 'deleted', warnings: [] });
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });

  it('need six requests at most until the first update is under way', async () => {
    const { from, to } = await lab.twoProjects();
    await lab.countFromNow();
    const { id } = await lab.create(from, to);
    await waitFor('the first update', async () => (await lab.get(id)).last_update_status === 'finished');
    expect(lab.requestsUntilLastWrite().length).toBeLessThanOrEqual(6);
    expect(await sameMain(from, to)).toBe(true);
    await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
  });

  it('fetch when asked, verify equal, change and rotate in place', async () => {
    const { from, to } = await lab.twoProjects();
    const mirror = await lab.create(from, to);
    await waitFor('the first pull', () => sameMain(from, to));
    await waitFor('success to be seen', async () => (await lab.get(mirror.id)).last_update_status === 'finished');
    await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'a.txt': '1' } }]);
    expect(await lab.sync(mirror.id)).toMatchObject({ status: 'success' });
    expect(await sameMain(from, to)).toBe(true);
    const verified = await lab.api.http.get(`/api/mirrors/${mirror.id}/verify`).expect(200);
    expect(verified.body).toMatchObject({ status: 'healthy', refs: { in_sync: true } });
    await lab.api.http.put(`/api/mirrors/${mirror.id}`).send({ mirror_overwrite_diverged: true }).expect(200);
    expect(to.pullMirror).toMatchObject({ overwritesDivergedBranches: true });
    const before = mirror.mirror_token_name;
    const rotated = await lab.api.http.post(`/api/mirrors/${mirror.id}/rotate-token`).expect(200);
    expect((rotated.body as { mirror_token_name: string }).mirror_token_name).not.toBe(before);
    const old = [...lab.source.world.tokens.values()].find(({ name }) => name === before);
    expect(old?.revoked).toBe(true);
  });

  it('get their credential again when they are switched on, because GitLab forgets it when they are switched off', async () => {
    const { from, to } = await lab.twoProjects();
    const { id } = await lab.create(from, to);
    await waitFor('the first pull', () => sameMain(from, to));
    const path = `/api/mirrors/${id}`;
    await lab.api.http.put(path).send({ enabled: false, only_mirror_protected_branches: true }).expect(200);
    expect(to.pullMirror).toMatchObject({ enabled: false });
    expect((await lab.api.http.get(`${path}/verify`).expect(200)).body).toMatchObject({ status: 'healthy', drift: [] });
    await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'b.txt': '1' } }]);
    await lab.api.http.put(path).send({ enabled: true }).expect(200);
    expect(to.pullMirror).toMatchObject({ enabled: true, onlyProtectedBranches: true });
    await waitFor('what came meanwhile', () => sameMain(from, to));
    expect((await lab.api.http.get(`${path}/verify`).expect(200)).body).toMatchObject({ status: 'healthy' });
  });

  it('go from one way of choosing branches to the other and back', async () => {
    const { from, to } = await lab.twoProjects();
    const user = lab.target.world.addUser({ username: 'guardian', name: 'Guardian', bot: false, admin: false });
    const { id } = await lab.create(from, to, { mirror_branch_regex: '^main$', mirror_user_id: user.id });
    expect(to.pullMirror?.user).toBe(user);
    expect(to.pullMirror).toMatchObject({ branchRegex: '^main$', onlyProtectedBranches: false });
    const put = (change: object): unknown => lab.api.http.put(`/api/mirrors/${id}`).send(change).expect(200);
    await put({ mirror_branch_regex: null, only_mirror_protected_branches: true });
    expect(to.pullMirror).toMatchObject({ branchRegex: null, onlyProtectedBranches: true });
    await put({ mirror_branch_regex: '^release/', only_mirror_protected_branches: null });
    expect(to.pullMirror).toMatchObject({ branchRegex: '^release/', onlyProtectedBranches: false });
    await put({ mirror_branch_regex: null });
    expect(to.pullMirror).toMatchObject({ branchRegex: null, onlyProtectedBranches: false });
  });

  it('leave nothing behind when GitLab refuses the user who is to answer for them', async () => {
    const { from, to } = await lab.twoProjects();
    await lab.api.idle();
    const before = lab.traces();
    const answer = await lab.post(lab.body(from, to, { mirror_user_id: 999_999 }));
    expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('mirror_user_id is invalid'),
    ]);
    expect(to.pullMirror).toMatchObject({ enabled: false });
    expect(lab.traces()).toEqual(before);
    expect((await lab.api.http.get('/api/mirrors/leftovers').expect(200)).body).toEqual([]);
  });

  it('keep a credential that lives when GitLab refuses that user at a rotation', async () => {
    const guardian = lab.target.world.addUser({ username: 'guard', name: 'Guard', bot: false, admin: false });
    const { id, to } = await lab.mirrored({ mirror_user_id: guardian.id });
    const maintainer = lab.target.world.addUser({ username: 'maintainer', name: 'M', bot: false, admin: false });
    to.members.set(maintainer.id, 40);
    const use = (token: string): unknown =>
      lab.api.http.put(`/api/instances/${lab.targetId}`).send({ token }).expect(200);
    await use(lab.target.world.createToken({ user: maintainer }).token);
    expect((await lab.api.http.post(`/api/mirrors/${id}/rotate-token`)).status).toBe(400);
    await use(lab.tokens.target);
    const inUse = [...lab.source.world.tokens.values()].find(({ token }) => to.pullMirror?.url.includes(token));
    expect(inUse).toMatchObject({ name: (await lab.get(id)).mirror_token_name, revoked: false });
  });

  it('get back the branch filter that somebody took away on GitLab', async () => {
    const { id, to } = await lab.mirrored({ mirror_branch_regex: '^main$' });
    Object.assign(to.pullMirror ?? {}, { branchRegex: null });
    const verified = await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200);
    const drift = { field: 'mirror_branch_regex', expected: '^main$', actual: null };
    expect(verified.body).toMatchObject({ status: 'drift', drift: [drift] });
    const repaired = await lab.api.http.post(`/api/mirrors/${id}/repair`).expect(200);
    expect(repaired.body).toMatchObject({ status: 'healthy', drift: [] });
    expect(to.pullMirror).toMatchObject({ branchRegex: '^main$', onlyProtectedBranches: false });
  });

  it('refuse a project that pulls already', async () => {
    const one = await lab.twoProjects();
    const two = await lab.twoProjects();
    await lab.create(one.from, one.to);
    const answer = await lab.post(lab.body(two.from, one.to));
    expect(answer.status).toBe(409);
    expect(
      [...lab.source.world.tokens.values()].filter(({ project, revoked }) => project === two.from && !revoked),
    ).toEqual([]);
  });

  it('are made where GitLab does not tell on the project that it can pull, and 404 means that it does not yet', async () => {
    const ways = [{ projectsTellMirror: false }, { unmirroredPullStatus: 404 }] as const;
    for (const way of ways) {
      const before = { ...lab.target.settings };
      Object.assign(lab.target.settings, way);
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      Object.assign(lab.target.settings, before);
      expect(mirror).toMatchObject({ mirror_id: to.id, phase: 'active' });
      expect(to.pullMirror).toMatchObject({ enabled: true });
    }
  });

  it('can be off where GitLab answers 404 about a project that pulls from nowhere', async () => {
    const { id, to } = await lab.mirrored();
    const path = `/api/mirrors/${id}`;
    const before = { ...lab.target.settings };
    lab.target.settings.unmirroredPullStatus = 404;
    await lab.api.http.put(path).send({ enabled: false }).expect(200);
    expect((await lab.api.http.get(`${path}/verify`).expect(200)).body).toMatchObject({ status: 'healthy' });
    await lab.refreshSoon();
    expect(await lab.get(id)).toMatchObject({ refresh_error: null, last_update_status: 'finished' });
    await lab.api.http.put(path).send({ enabled: true }).expect(200);
    expect(to.pullMirror).toMatchObject({ enabled: true });
    await lab.api.http.put(path).send({ enabled: false }).expect(200);
    expect((await lab.api.http.delete(path).expect(200)).body).toEqual({ status: 'deleted', warnings: [] });
    Object.assign(lab.target.settings, before);
  });

  it('lose their branch filter where GitLab does not tell that they have one', async () => {
    const old = await startSimulator({ name: 'delta', tier: 'premium', version: '17.4.0-ee' });
    const instance = { name: 'Delta', url: old.url, token: old.world.createToken().token };
    const { id: oldId } = (await lab.api.http.post('/api/instances').send(instance).expect(201)).body as { id: number };
    const pair = { name: 'A to D', source_instance_id: lab.sourceId, target_instance_id: oldId };
    const { id: pairId } = (await lab.api.http.post('/api/pairs').send(pair).expect(201)).body as { id: number };
    const [{ from }, to] = await Promise.all([lab.twoProjects(), old.world.createProject({ path: 'backup/old' })]);
    const change = { instance_pair_id: pairId, mirror_branch_regex: '^main$' };
    const { id } = await lab.create(from, to, change);
    expect(to.pullMirror).toMatchObject({ branchRegex: '^main$', onlyProtectedBranches: false });
    const put = (changes: object): unknown => lab.api.http.put(`/api/mirrors/${id}`).send(changes).expect(200);
    await put({ mirror_branch_regex: null });
    expect(to.pullMirror).toMatchObject({ branchRegex: null, onlyProtectedBranches: false });
    await put({ only_mirror_protected_branches: true });
    expect(to.pullMirror).toMatchObject({ branchRegex: null, onlyProtectedBranches: true });
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200)).body).toMatchObject({ drift: [] });
    await put({ only_mirror_protected_branches: false });
    expect(to.pullMirror).toMatchObject({ onlyProtectedBranches: false });
    await lab.api.http.delete(`/api/instances/${oldId}`).expect(200);
    await old.stop();
  });

  it.each([400, 403, 404] as const)(
    'on a Free target that answers %i are refused with the offer to push',
    async (status) => {
      const before = { ...lab.source.settings };
      lab.source.settings.unmirroredPullStatus = status;
      const { from, to } = await lab.twoProjects();
      const back = { name: `B to A ${status}`, source_instance_id: lab.targetId, target_instance_id: lab.sourceId };
      const { id } = (await lab.api.http.post('/api/pairs').send(back).expect(201)).body as { id: number };
      const body = { instance_pair_id: id, source_project_id: to.id, target_project_id: from.id };
      const preflight = await lab.api.http.post('/api/mirrors/preflight').send(body);
      expect(JSON.stringify(preflight.body)).toContain('Premium');
      const answer = await lab.post(body);
      expect(problemOf(answer)).toEqual([400, ['mirror_direction']]);
      expect((answer.body as { detail: string }).detail).toMatch(/Premium.*push/);
      expect(
        [...lab.target.world.tokens.values()].filter(({ project, revoked }) => project === to && !revoked),
      ).toEqual([]);
      expect((await lab.post({ ...body, mirror_direction: 'push' })).status).toBe(201);
      Object.assign(lab.source.settings, before);
    },
  );
});
