import { MirrorLab, type Mirrored } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

interface Verified {
  status: string;
  orphan: boolean;
  drift: { field: string; expected: unknown; actual: unknown }[];
  refs: Record<string, unknown> & {
    missing: { name: string }[];
    behind: { name: string }[];
    diverged: { name: string }[];
  };
}

describe('caring for mirrors', () => {
  let lab: MirrorLab;
  let mirrored: () => Promise<Mirrored>;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    mirrored = await lab.mirroredAhead(9);
  });
  afterAll(() => lab.stop());
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  const verify = async (id: number): Promise<Verified> =>
    (await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200)).body as Verified;

  const onGitlab = (name: string) => [...lab.target.world.tokens.values()].find((token) => token.name === name);

  describe('verify', () => {
    it('proves a mirror equal and remembers when', async () => {
      const { id } = await mirrored();
      expect(await verify(id)).toMatchObject({
        status: 'healthy',
        orphan: false,
        drift: [],
        refs: { in_sync: true, compared: 1, equal: 1 },
      });
      expect(await lab.get(id)).toMatchObject({
        verify_status: 'healthy',
        proven_equal_at: expect.stringMatching(/Z$/) as string,
      });
    });

    it('finds settings that were changed on GitLab, and repair puts them right', async () => {
      const { id, from } = await mirrored();
      const [remote] = from.pushMirrors.values();
      if (remote) Object.assign(remote, { enabled: false, keepDivergentRefs: false });
      expect(await verify(id)).toMatchObject({
        status: 'drift',
        drift: [
          { field: 'enabled', expected: true, actual: false },
          { field: 'mirror_overwrite_diverged', expected: false, actual: true },
        ],
      });
      const repaired = await lab.api.http.post(`/api/mirrors/${id}/repair`).expect(200);
      expect(repaired.body).toMatchObject({ status: 'healthy', drift: [] });
      expect(remote).toMatchObject({ enabled: true, keepDivergentRefs: true });
    });

    it('finds an orphan, and repair makes it again', async () => {
      const { id, from, token } = await mirrored();
      from.pushMirrors.clear();
      expect(await verify(id)).toMatchObject({ status: 'orphan', orphan: true });
      const repaired = await lab.api.http.post(`/api/mirrors/${id}/repair`).expect(200);
      expect(repaired.body).toMatchObject({ status: 'healthy' });
      const [remote] = from.pushMirrors.values();
      expect(await lab.get(id)).toMatchObject({
        mirror_id: remote?.id,
        mirror_token_name: token,
        verify_status: 'healthy',
      });
    });

    it('compares the refs themselves: missing, behind and diverged', async () => {
      const { id, from, to } = await mirrored();
      const [remote] = from.pushMirrors.values();
      if (remote) remote.enabled = false;
      await lab.source.world.commit(from, [
        { branch: 'main', message: 'Newer', files: { 'a.txt': '1' } },
        { branch: 'feature', message: 'Feature', files: { 'f.txt': '1' } },
      ]);
      const behind = await verify(id);
      expect(behind.refs).toMatchObject({ in_sync: false, missing_count: 1, behind_count: 1, diverged_count: 0 });
      expect(behind.refs.missing[0]?.name).toBe('feature');
      await lab.target.world.commit(to, [{ branch: 'main', message: 'Other', files: { 'b.txt': '2' } }]);
      const diverged = await verify(id);
      expect(diverged).toMatchObject({ status: 'drift', refs: { diverged_count: 1, behind_count: 0 } });
      expect(diverged.drift).toContainEqual({ field: 'refs', expected: 'no diverged branches', actual: 'main' });
    });

    it('says when it cannot know, and several at once say so one by one', async () => {
      const { id } = await mirrored();
      lab.source.faults.add({ kind: 'revoked' });
      const answer = await lab.api.http
        .post('/api/mirrors/verify')
        .send({ mirror_ids: [id, 987_654] })
        .expect(200);
      expect(answer.body).toMatchObject([
        { mirror_id: id, status: 'error', error: expect.stringMatching(/^Alpha could not/) as string },
        { mirror_id: 987_654, status: 'error' },
      ]);
    });
  });

  describe('rotating a token', () => {
    it('makes a new one, switches, then revokes the old one', async () => {
      const { id, from, token } = await mirrored();
      const before = [...from.pushMirrors.keys()];
      const answer = await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
      const { mirror_token_name: name, mirror_id: mirrorId } = answer.body as {
        mirror_token_name: string;
        mirror_id: number;
      };
      expect(name).not.toBe(token);
      expect(onGitlab(token)?.revoked).toBe(true);
      expect(onGitlab(name)?.revoked).toBe(false);
      expect([...from.pushMirrors.keys()]).toEqual([mirrorId]);
      expect(before).not.toContain(mirrorId);
      expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    });

    it('survives a lost answer without a token that nobody knows', async () => {
      const { id, to } = await mirrored();
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'access_tokens$', nth: 1 } });
      await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
      const alive = [...lab.target.world.tokens.values()].filter((token) => token.project === to && !token.revoked);
      expect(alive.map(({ name }) => name)).toEqual([(await lab.get(id)).mirror_token_name]);
    });

    it('leaves everything as it was when GitLab refuses', async () => {
      const { id, from, token } = await mirrored();
      const before = [...from.pushMirrors.keys()];
      lab.source.faults.add({ kind: 'revoked', match: { method: 'POST', path: 'remote_mirrors$' } });
      expect((await lab.api.http.post(`/api/mirrors/${id}/rotate-token`)).status).toBe(502);
      expect([...from.pushMirrors.keys()]).toEqual(before);
      expect(await lab.get(id)).toMatchObject({ mirror_token_name: token });
      expect(onGitlab(token)?.revoked).toBe(false);
    });

    it('switches also where GitLab takes no more push mirrors beside the old one', async () => {
      const { id, from, token } = await mirrored();
      const [before] = from.pushMirrors.keys();
      lab.source.settings.maxEnabledPushMirrors = 1;
      lab.source.faults.add({ kind: 'revoked', match: { method: 'POST', path: 'remote_mirrors$', nth: 2 } });
      expect((await lab.api.http.post(`/api/mirrors/${id}/rotate-token`)).status).toBe(502);
      expect([...from.pushMirrors.values()]).toMatchObject([{ id: before, enabled: true }]);
      await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
      lab.source.settings.maxEnabledPushMirrors = 10;
      const { mirror_id: after, mirror_token_name: name } = (await lab.get(id)) as {
        mirror_id: number;
        mirror_token_name: string;
      };
      expect(after).not.toBe(before);
      expect([...from.pushMirrors.values()]).toMatchObject([{ id: after, enabled: true }]);
      expect([onGitlab(token)?.revoked, onGitlab(name)?.revoked]).toEqual([true, false]);
      expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    });

    it('is for mirrors without a group token; those follow the group token', async () => {
      const { id, from, to, token } = await mirrored();
      const group = { gitlab_instance_id: lab.targetId, group_path: 'backup', token_name: 'bot' };
      const first = lab.target.world.createResourceToken({ group: to.namespace }, { name: 'first' });
      const created = await lab.api.http
        .post('/api/tokens')
        .send({ ...group, token: first.token })
        .expect(201);
      const groupTokenId = (created.body as { id: number }).id;
      await waitFor('the mirror to use it', async () => (await lab.get(id)).group_token_id === groupTokenId);
      await waitFor('its own token to go', () => onGitlab(token)?.revoked);
      expect(from.pushMirrors.size).toBe(1);
      expect((await lab.api.http.post(`/api/mirrors/${id}/rotate-token`)).status).toBe(400);

      const [old] = from.pushMirrors.keys();
      const second = lab.target.world.createResourceToken({ group: to.namespace }, { name: 'second' });
      await lab.api.http.put(`/api/tokens/${groupTokenId}`).send({ token: second.token }).expect(200);
      await waitFor(
        'the new secret to reach GitLab',
        () => !from.pushMirrors.has(old ?? 0) && from.pushMirrors.size === 1,
      );
      await lab.api.http.delete(`/api/tokens/${groupTokenId}`).expect(200);
      await waitFor('a token of its own', async () => (await lab.get(id)).mirror_token_name !== null);
      expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    });
  });

  it('brings changed defaults of the pair to GitLab', async () => {
    const { id, from } = await mirrored();
    const [remote] = from.pushMirrors.values();
    await lab.api.http.put(`/api/pairs/${lab.pairId}`).send({ mirror_overwrite_diverged: true }).expect(200);
    await waitFor('GitLab to overwrite', () => remote?.keepDivergentRefs === false);
    expect(await lab.get(id)).toMatchObject({
      effective_mirror_overwrite_diverged: true,
      effective_settings_from: { mirror_overwrite_diverged: { level: 'pair', group_path: null } },
    });
    await lab.api.http.put(`/api/pairs/${lab.pairId}`).send({ mirror_overwrite_diverged: false }).expect(200);
  });

  describe('preflight', () => {
    it('tells what is there and what may go wrong, and changes nothing', async () => {
      const { from, to } = await lab.twoProjects();
      await lab.target.world.commit(to, [{ branch: 'main', message: 'Own', files: { 'x.txt': '1' } }]);
      const answer = await lab.api.http.post('/api/mirrors/preflight').send(lab.body(from, to)).expect(200);
      expect(answer.body).toMatchObject({
        effective_direction: 'push',
        owner_project_id: from.id,
        existing_mirrors: [],
        existing_same_direction: [],
      });
      expect((answer.body as { warnings: string[] }).warnings.join('\n')).toMatch(/is not empty/);
      expect(from.pushMirrors.size).toBe(0);
    });

    it('of a pull needs no role on the source: a group token may open that one', async () => {
      const { from, to } = await lab.twoProjects();
      const user = lab.source.world.addUser({ username: 'reporter', name: 'Reporter', bot: false, admin: false });
      from.members.set(user.id, 20);
      const path = `/api/instances/${lab.sourceId}`;
      await lab.api.http
        .put(path)
        .send({ token: lab.source.world.createToken({ user }).token })
        .expect(200);
      const body = lab.body(from, to, { mirror_direction: 'pull' });
      const answer = await lab.api.http.post('/api/mirrors/preflight').send(body);
      await lab.api.http.put(path).send({ token: lab.tokens.source }).expect(200);
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).toContain('no Maintainer of');
    });

    it('finds mirrors that were made elsewhere, without their secrets; remove-existing takes them away', async () => {
      const { from, to } = await lab.twoProjects();
      const url = `${lab.target.url}/backup/${to.path}.git`.replace('://', '://me:secret@');
      const made = await fetch(`${lab.source.url}/api/v4/projects/${from.id}/remote_mirrors`, {
        method: 'POST',
        headers: { 'private-token': lab.tokens.source, 'content-type': 'application/json' },
        body: JSON.stringify({ url, enabled: true }),
      });
      const { id } = (await made.json()) as { id: number };
      const answer = await lab.api.http.post('/api/mirrors/preflight').send(lab.body(from, to)).expect(200);
      expect(answer.body).toMatchObject({
        existing_same_direction: [{ id, same_target: true, direction: 'push', url: url.replace('me:secret@', '') }],
      });
      expect(answer.text).not.toContain('secret');
      const wrong = await lab.api.http
        .post('/api/mirrors/remove-existing')
        .send(lab.body(from, to, { remote_mirror_ids: [1] }));
      expect(problemOf(wrong)).toEqual([400, ['remote_mirror_ids']]);
      const removed = await lab.api.http.post('/api/mirrors/remove-existing').send(lab.body(from, to)).expect(200);
      expect(removed.body).toEqual({ deleted: 1, deleted_ids: [id] });
      await lab.create(from, to);
    });

    it('never removes a mirror of ours', async () => {
      const { from, to } = await mirrored();
      const [remote] = from.pushMirrors.keys();
      const answer = await lab.api.http
        .post('/api/mirrors/remove-existing')
        .send(lab.body(from, to, { remote_mirror_ids: [remote] }));
      expect(answer.status).toBe(400);
      expect(from.pushMirrors.size).toBe(1);
    });
  });

  it('keeps a history with trigger, outcome and duration', async () => {
    const { id } = await mirrored();
    const { id: job_id } = await lab.sync(id);
    const history = await lab.api.http.get(`/api/mirrors/${id}/history`).expect(200);
    expect((history.body as object[])[0]).toMatchObject({
      mirror_id: id,
      trigger: 'manual',
      status: 'success',
      job_id,
    });
    expect(history.headers['x-total']).toBe('2');
  });

  it('lists what could not be cleaned up, and removes it when asked again', async () => {
    const { id, to } = await mirrored();
    // What follows a group token and a changed pair would leave something too.
    await lab.api.idle();
    lab.target.faults.add({ kind: 'revoked' });
    await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    const [left] = (await lab.api.http.get('/api/mirrors/leftovers').expect(200)).body as { id: number }[];
    expect(left).toMatchObject({ mirror_id: id, kind: 'project_token', project_id: to.id });
    lab.target.faults.clear();
    const retried = await lab.api.http.post(`/api/mirrors/leftovers/${left?.id}/retry`).expect(200);
    expect(retried.body).toEqual({ status: 'deleted', error: null });
    expect((await lab.api.http.get('/api/mirrors/leftovers')).body).toEqual([]);
  });
});
