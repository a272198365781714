import type { Project } from '../../apps/gitlab-simulator/src';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

type Body = Record<string, unknown>;

describe('push mirrors over SSH', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start({ source: { version: '18.11.0-ee' } });
    await put(`instances/${lab.targetId}`, { ssh_host_keys: [`${await lab.target.hostKey()} root@beta`] });
    await put(`pairs/${lab.pairId}`, { mirror_transport: 'ssh' });
  });
  afterAll(() => lab.stop());
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  async function put(path: string, body: Body): Promise<Body> {
    return (await lab.api.http.put(`/api/${path}`).send(body).expect(200)).body as Body;
  }
  const keysOf = (project: Project) => [...project.deployKeys.values()];
  const branches = async (project: Project) =>
    [...(await lab.target.world.refs(project))].map(([name, { sha }]) => [name, sha]);
  const settled = (id: number, status = 'finished') =>
    waitFor(`mirror ${id} to be ${status}`, async () => {
      const mirror = await lab.get(id);
      return mirror.last_update_status === status && mirror.pending_change === null ? mirror : null;
    });
  const addPair = async (changes: Body): Promise<Body & { id: number }> => {
    const ends = { source_instance_id: lab.sourceId, target_instance_id: lab.targetId, mirror_direction: 'push' };
    const { body } = await lab.api.http
      .post('/api/pairs')
      .send({ ...ends, ...changes })
      .expect(201);
    return body as Body & { id: number };
  };

  it('really arrive, with a deploy key in place of a token, and deleting one leaves nothing', async () => {
    const before = lab.traces();
    const { from, to } = await lab.twoProjects();
    const { id } = await lab.create(from, to);
    const mirror = await settled(id);
    expect(mirror).toMatchObject({
      effective_mirror_transport: 'ssh',
      token_status: 'none',
      mirror_token_name: null,
      deploy_key_title: expect.stringMatching(new RegExp(`^mirror-maestro-${id}-[0-9a-f]{8}$`)) as string,
    });
    expect(keysOf(to)).toMatchObject([{ title: mirror.deploy_key_title, canPush: true }]);
    expect(lab.traces()).toEqual({ mirrors: before.mirrors + 1, tokens: before.tokens });
    expect(await branches(to)).toEqual([...(await lab.source.world.refs(from))].map(([name, { sha }]) => [name, sha]));
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`)).body).toMatchObject({ status: 'healthy', drift: [] });
    await lab.api.http.delete(`/api/mirrors/${id}`).expect(200, { status: 'deleted', warnings: [] });
    expect([from.pushMirrors.size, keysOf(to), lab.traces()]).toEqual([0, [], before]);
  });

  it.each([
    ['the mirror is made', 'source', 'POST', 'remote_mirrors$'],
    ['the public key is read', 'source', 'GET', 'public_key$'],
    ['the deploy key is added', 'target', 'POST', 'deploy_keys$'],
  ] as const)(
    'the answer is lost when %s: it ends right, and nothing is there twice',
    async (_when, at, method, path) => {
      const { from, to } = await lab.twoProjects();
      lab[at].faults.add({ kind: 'reset_after_write', match: { method, path, nth: 1 } });
      const { id } = await lab.create(from, to);
      const mirror = await settled(id);
      expect([...from.pushMirrors.keys()]).toEqual([mirror.mirror_id]);
      expect(keysOf(to).map(({ title }) => title)).toEqual([mirror.deploy_key_title]);
    },
  );

  it('a deploy key that GitLab refuses leaves nothing behind, and the words say what to do', async () => {
    const { from, to } = await lab.twoProjects();
    const user = [...lab.target.world.users.values()].find(({ admin }) => admin);
    if (user) user.admin = false;
    to.members.set(user?.id ?? 0, 30);
    const answer = await lab.post(lab.body(from, to));
    if (user) user.admin = true;
    expect(answer.status).toBe(400);
    expect((answer.body as Body).detail).toMatch(/Give our user the Maintainer role in backup/);
    expect([from.pushMirrors.size, keysOf(to)]).toEqual([0, []]);
  });

  it('a deploy key that lost its right, or is gone, is drift, and repairing mends it', async () => {
    const { id, to } = await lab.mirrored();
    const [key] = keysOf(to);
    if (key) key.canPush = false;
    const drift = (actual: string) => [{ field: 'deploy_key', expected: 'there, and may write', actual }];
    const verify = async () => (await lab.api.http.get(`/api/mirrors/${id}/verify`)).body as Body;
    expect(await verify()).toMatchObject({ status: 'drift', drift: drift('there, but may only read') });
    expect((await lab.api.http.post(`/api/mirrors/${id}/repair`)).body).toMatchObject({ status: 'healthy' });
    expect(keysOf(to)).toMatchObject([{ id: key?.id, canPush: true }]);
    to.deployKeys.clear();
    expect(await verify()).toMatchObject({ status: 'drift', drift: drift('gone') });
    expect((await lab.api.http.post(`/api/mirrors/${id}/repair`)).body).toMatchObject({ status: 'healthy' });
    expect(keysOf(to)).toHaveLength(1);
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
  });

  it('a wrong host key is said in words, and the right one reaches GitLab by itself', async () => {
    const { id, from } = await lab.mirrored();
    const right = [await lab.target.hostKey()];
    const trusted = () => [...from.pushMirrors.values()].flatMap(({ hostKeys }) => hostKeys);
    const change = async (keys: string[]) => {
      const [before] = trusted();
      await put(`instances/${lab.targetId}`, { ssh_host_keys: keys });
      await waitFor('the host keys on GitLab', async () => trusted()[0] !== before);
    };
    await change([await lab.source.hostKey()]);
    expect(await lab.sync(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/Host key verification failed.*Compare ssh_host_keys/s) as string,
    });
    await change(right);
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(from.pushMirrors.size).toBe(1);
    await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(400);
  });

  it('a pair that changes its transport takes its mirrors along, there and back, and leaves nothing of the old way', async () => {
    const { id: pairId } = await addPair({ name: 'There and back' });
    const { id, from, to } = await lab.mirrored({ instance_pair_id: pairId });
    const tokens = lab.traces().tokens;
    await put(`pairs/${pairId}`, { mirror_transport: 'ssh' });
    const ssh = await settled(id);
    expect(ssh).toMatchObject({ effective_mirror_transport: 'ssh', mirror_token_name: null });
    expect(lab.traces().tokens).toBe(tokens - 1);
    expect([...from.pushMirrors.values()]).toMatchObject([{ id: ssh.mirror_id, authMethod: 'ssh_public_key' }]);
    // The way back is cut off in the middle.
    lab.source.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'remote_mirrors$', nth: 1 } });
    await put(`pairs/${pairId}`, { mirror_transport: 'https' });
    const https = await settled(id);
    expect(https).toMatchObject({ effective_mirror_transport: 'https', deploy_key_title: null });
    expect([...from.pushMirrors.keys()]).toEqual([https.mirror_id]);
    await waitFor('the deploy key to go', async () => keysOf(to).length === 0);
    expect(lab.traces().tokens).toBe(tokens);
  });

  it('a GitLab that passes over host keys is found out by its answer: nothing is left, and a live mirror stays as it was', async () => {
    const takesHostKeys = jest
      .spyOn(lab.source.world.edition, 'atLeast')
      .mockImplementation((major, minor) => major < 18 || minor < 11);
    const { from, to } = await lab.twoProjects();
    const answer = await lab.post(lab.body(from, to));
    expect(answer.body).toMatchObject({ status: 400, code: 'ssh_host_keys_ignored' });
    expect([from.pushMirrors.size, keysOf(to)]).toEqual([0, []]);
    const { id: pairId } = await addPair({ name: 'Stays on HTTPS' });
    const live = await lab.mirrored({ instance_pair_id: pairId });
    const [before] = live.from.pushMirrors.keys();
    await put(`pairs/${pairId}`, { mirror_transport: 'ssh' });
    const run = await waitFor('the refusal', async () => {
      const { body } = await lab.api.http.get(`/api/runs?kind=mirror.apply&subject=mirror:${live.id}`);
      return (body as Body[]).find(({ status }) => status === 'failed');
    });
    expect(run).toMatchObject({ error: expect.stringMatching(/would never connect/) as string });
    expect([...live.from.pushMirrors.keys()]).toEqual([before]);
    takesHostKeys.mockRestore();
    await put(`pairs/${pairId}`, { mirror_transport: 'https' });
  });

  it('are refused where they can’t be, and the words say why', async () => {
    const create = (changes: Body) =>
      lab.api.http.post('/api/pairs').send({
        name: 'Impossible',
        source_instance_id: lab.sourceId,
        target_instance_id: lab.targetId,
        mirror_transport: 'ssh',
        ...changes,
      });
    expect((await create({ mirror_direction: 'pull' })).body).toMatchObject({ status: 400, code: 'ssh_push_only' });
    const back = { source_instance_id: lab.targetId, target_instance_id: lab.sourceId, mirror_direction: 'push' };
    expect((await create(back)).body).toMatchObject({ status: 400, code: 'ssh_host_keys_missing' });
    await put(`instances/${lab.sourceId}`, { ssh_host_keys: [await lab.source.hostKey()] });
    expect((await create(back)).body).toMatchObject({
      status: 400,
      code: 'ssh_needs_newer_gitlab',
      detail: expect.stringContaining('Beta runs GitLab 18.5.0-ee') as string,
    });
    const withoutKeys = await lab.api.http.put(`/api/instances/${lab.targetId}`).send({ ssh_host_keys: [] });
    expect(withoutKeys.body).toMatchObject({ status: 400, code: 'ssh_host_keys_in_use' });
    const nonsense = await lab.api.http.put(`/api/instances/${lab.targetId}`).send({ ssh_host_keys: ['SHA256:abc'] });
    expect(nonsense.body).toMatchObject({ status: 422, errors: [{ field: 'ssh_host_keys' }] });
    const { from, to } = await lab.twoProjects();
    const pulling = await lab.post(lab.body(from, to, { mirror_direction: 'pull' }));
    expect(pulling.body).toMatchObject({ status: 400, code: 'ssh_push_only' });
  });

  it('the preflight tells what does not travel over SSH', async () => {
    const { from, to } = await lab.twoProjects();
    const body = lab.body(from, to, { mirror_protected_branches: false });
    const { warnings } = (await lab.api.http.post('/api/mirrors/preflight').send(body).expect(200)).body as {
      warnings: string[];
    };
    expect(warnings).toContainEqual(expect.stringMatching(/SSH mirrors do not carry its objects/));
    expect(warnings).toContainEqual(expect.stringMatching(/has no effect over SSH/));
  });

  it('are in the exported document, which then finds nothing to do', async () => {
    const document = (await lab.api.http.get('/api/export/all').set('Accept', 'application/json').expect(200)).body as {
      instances: Body[];
      pairs: Body[];
    };
    expect(document.instances[1]).toMatchObject({ name: 'Beta', ssh_host_keys: [await lab.target.hostKey()] });
    expect(document.pairs[0]).toMatchObject({ name: 'A to B', mirror_transport: 'ssh' });
    const plan = await lab.api.http.post('/api/export/all?dry_run=true').send(document).expect(200);
    expect(plan.body).toMatchObject({ create: [], change: [] });
    const [, beta] = document.instances;
    if (beta) beta.ssh_host_keys = ['SHA256:abc'];
    const refused = await lab.api.http.post('/api/export/all?dry_run=true').send(document).expect(422);
    expect(refused.body).toMatchObject({ errors: [{ field: 'instances.1.ssh_host_keys' }] });
  });
});
