import { Tx } from '@app/database';
import type { Project } from '../../apps/gitlab-simulator/src';
import { MirrorLab, type Mirrored } from '../support/mirror-lab';
import { rowsOf } from '../support/rows';
import { waitFor } from '../support/wait-for';

describe('bad days of a mirror', () => {
  let lab: MirrorLab;
  let mirrored: () => Promise<Mirrored>;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    mirrored = await lab.mirroredAhead(4);
  });
  afterAll(() => lab.stop());
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  const tokensOf = (project: Project) =>
    [...lab.target.world.tokens.values()].filter((token) => token.project === project && !token.revoked);

  it.each([
    ['revoked', { revoked: true }],
    ['expired', { expiresAt: '2020-01-01' }],
  ])('its token is %s: the sync says so, and rotating mends it', async (_what, change) => {
    const { id, from, to } = await mirrored();
    const [token] = tokensOf(to);
    if (token) Object.assign(token, change);
    await lab.source.world.commit(from, [{ branch: 'main', message: 'Newer', files: { 'a.txt': '1' } }]);
    expect(await lab.sync(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/rotate-token makes a new one/) as string,
    });
    await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    const verified = await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200);
    expect(verified.body).toMatchObject({ status: 'healthy', refs: { in_sync: true } });
  });

  it('the token of the instance is revoked: what is known stays, and a new token mends it', async () => {
    const { id, from } = await mirrored();
    const used = lab.source.world.tokensBySecret.get(lab.tokens.source);
    if (used) used.revoked = true;
    await lab.refreshSoon();
    const words = await waitFor('the words', async () => (await lab.get(id)).refresh_error as string | null);
    expect(words).toMatch(/^Alpha could not .*401/);
    expect(await lab.get(id)).toMatchObject({
      last_update_status: 'finished',
      mirror_id: expect.any(Number) as number,
    });
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`)).body).toMatchObject({
      status: 'error',
      orphan: false,
    });
    const { token } = lab.source.world.createToken();
    await lab.api.http.put(`/api/instances/${lab.sourceId}`).send({ token }).expect(200);
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`)).body).toMatchObject({ status: 'healthy' });
    expect(from.pushMirrors.size).toBe(1);
  });

  it('the target has commits of its own: they are not lost, the sync says so, and overwriting is a decision', async () => {
    const { from, to } = await lab.twoProjects();
    const own = { branch: 'main', message: 'Own', files: { 'own.txt': '1' }, from: null };
    await lab.target.world.commit(to, [own]);
    const { id } = await lab.create(from, to);
    await waitFor('the first sync', async () => (await lab.get(id)).last_update_status === 'failed');
    expect(await lab.get(id)).toMatchObject({
      last_error_advice: expect.stringMatching(/mirror_overwrite_diverged/) as string,
    });
    const verified = await lab.api.http.post(`/api/mirrors/${id}/repair`).expect(200);
    expect(verified.body).toMatchObject({ status: 'drift', refs: { diverged_count: 1, in_sync: false } });
    await lab.api.http.put(`/api/mirrors/${id}`).send({ mirror_overwrite_diverged: true }).expect(200);
    expect(await lab.sync(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/The target protects this branch against our user/) as string,
    });
    await fetch(`${lab.target.url}/api/v4/projects/${to.id}/protected_branches/main`, {
      method: 'DELETE',
      headers: { 'private-token': lab.tokens.target },
    });
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`)).body).toMatchObject({ refs: { in_sync: true } });
  });

  it('the answer is lost when a rotation has made the new mirror: no second one, and no token too many', async () => {
    const { id, from, to, token } = await mirrored();
    const path = `projects/${from.id}/remote_mirrors$`;
    lab.source.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path, nth: 1 } });
    await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
    const mirror = await lab.get(id);
    expect([...from.pushMirrors.keys()]).toEqual([mirror.mirror_id]);
    expect(tokensOf(to).map(({ name }) => name)).toEqual([mirror.mirror_token_name]);
    expect(mirror.mirror_token_name).not.toBe(token);
  });

  it.each([
    ['is deleted', 'delete from pairs where id = $1', 404, 'pair_not_found'],
    ['turns around', `update pairs set mirror_direction = 'pull' where id = $1`, 409, 'settings_changed'],
  ])('its pair %s while it is created: nothing is made', async (_what, change, status, code) => {
    const { from, to } = await lab.twoProjects();
    const pair = { name: `To ${code}`, source_instance_id: lab.sourceId, target_instance_id: lab.targetId };
    const made = await lab.api.http.post('/api/pairs').send({ ...pair, mirror_direction: 'push' });
    const { id } = made.body as { id: number };
    await using rows = await rowsOf(lab.api);
    await rows.client.query('begin');
    await rows.client.query(change, [id]);
    // It is sent only when somebody waits for it.
    const answer = lab.post(lab.body(from, to, { instance_pair_id: id })).then((response) => response);
    await waitFor('the creation to come upon the change', async () => {
      const waiting = await lab.api.app
        .get(Tx)
        .query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'SELECT "Pair"%'`,
        );
      return waiting.length > 0;
    });
    await rows.client.query('commit');
    expect(await answer).toMatchObject({ status, body: { code } });
    expect([from.pushMirrors.size, tokensOf(to)]).toEqual([0, []]);
  });

  it('its pair changes while GitLab makes it: it gets the change', async () => {
    const { from, to } = await lab.twoProjects();
    const making = lab.source.faults.add({
      kind: 'slow',
      ms: 1_000,
      match: { method: 'POST', path: `projects/${from.id}/remote_mirrors$`, nth: 1 },
    });
    const created = lab.create(from, to);
    await waitFor('GitLab to be asked', () => making.fired > 0);
    const pair = `/api/pairs/${lab.pairId}`;
    await lab.api.http.put(pair).send({ mirror_overwrite_diverged: true }).expect(200);
    const { id } = await created;
    await waitFor('the change to arrive', async () => (await lab.get(id)).pending_change === null);
    expect([...from.pushMirrors.values()]).toMatchObject([{ keepDivergentRefs: false }]);
    await lab.api.http.put(pair).send({ mirror_overwrite_diverged: false }).expect(200);
  });

  it('its group token cannot push: it can be switched off all the same, and gets its token when that is mended', async () => {
    const { from } = await lab.twoProjects();
    const to = await lab.target.world.createProject({ path: 'vault/project' });
    const { id } = await lab.mirrored({}, { from, to });
    const { token } = lab.target.world.createResourceToken({ group: to.namespace }, { scopes: ['read_repository'] });
    const wrong = { gitlab_instance_id: lab.targetId, group_path: to.namespace.path, token, token_name: 'reader' };
    const added = await lab.api.http.post('/api/tokens').send(wrong).expect(201);
    const mirror = `/api/mirrors/${id}`;
    const refused = await lab.api.http.put(mirror).send({ mirror_overwrite_diverged: true }).expect(400);
    expect(refused.body).toMatchObject({ code: 'group_token_scope' });
    const off = await lab.api.http.put(mirror).send({ enabled: false }).expect(200);
    expect(off.body).toMatchObject({ enabled: false, pending_change: 'credential', group_token_id: null });
    expect([...from.pushMirrors.values()]).toMatchObject([{ enabled: false }]);
    await lab.api.http.delete(`/api/tokens/${(added.body as { id: number }).id}`).expect(200);
    await lab.api.http.put(mirror).send({ enabled: true }).expect(200);
    expect(await lab.get(id)).toMatchObject({ pending_change: null });
    expect([...from.pushMirrors.values()]).toMatchObject([{ enabled: true }]);
  });

  it('GitLab gets a new mirror while we wait for the old one: the sync asks the new one', async () => {
    const { id, from } = await mirrored();
    const [old] = from.pushMirrors.values();
    // It will not come to it.
    if (old) old.status = 'scheduled';
    const { body } = await lab.api.http.post(`/api/mirrors/${id}/update`).expect(202);
    await waitFor('GitLab to be asked', async () => (await lab.get(id)).last_update_status === 'updating');
    await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
    expect(await lab.finishedRun((body as { job_id: number }).job_id)).toMatchObject({ status: 'success' });
    expect(await lab.get(id)).toMatchObject({ last_update_status: 'finished' });
  });

  it('the mirror is deleted at the moment when its sync begins: the sync passes it over', async () => {
    const { id } = await mirrored();
    await using rows = await rowsOf(lab.api);
    await rows.client.query('begin');
    await rows.client.query('delete from mirrors where id = $1', [id]);
    const { body } = await lab.api.http.post(`/api/mirrors/${id}/update`).expect(202);
    await waitFor('the sync to come upon the deletion', async () => {
      const waiting = await lab.api.app
        .get(Tx)
        .query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%mirror_syncs%'`,
        );
      return waiting.length > 0;
    });
    await rows.client.query('commit');
    expect(await lab.finishedRun((body as { job_id: number }).job_id)).toMatchObject({
      status: 'success',
      error: null,
    });
  });

  it('two people mirror the same projects at the same time, in two pairs: one of them gets it', async () => {
    const pair = { name: 'A to B again', source_instance_id: lab.sourceId, target_instance_id: lab.targetId };
    const made = await lab.api.http
      .post('/api/pairs')
      .send({ ...pair, mirror_direction: 'push' })
      .expect(201);
    const { from, to } = await lab.twoProjects();
    await lab.api.idle();
    const before = lab.traces();
    const answers = await Promise.all([
      lab.post(lab.body(from, to)),
      lab.post(lab.body(from, to, { instance_pair_id: (made.body as { id: number }).id })),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(lab.traces()).toEqual({ mirrors: before.mirrors + 1, tokens: before.tokens + 1 });
  });
});
