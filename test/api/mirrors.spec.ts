import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

const ME = '/api/v4/projects/:id';

describe('/api/mirrors', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start();
  });
  afterAll(() => lab.stop());
  afterEach(async () => {
    lab.source.faults.clear();
    lab.target.faults.clear();
    const mirrors = (await lab.api.http.get('/api/mirrors')).body as { id: number }[];
    for (const { id } of mirrors) await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });

  const hasArrived = async (from: Parameters<MirrorLab['body']>[0], to: typeof from): Promise<boolean> => {
    const [sent, received] = await Promise.all([lab.source.world.refs(from), lab.target.world.refs(to)]);
    return sent.size > 0 && [...sent].every(([name, ref]) => received.get(name)?.sha === ref.sha);
  };

  describe('creating a push mirror', () => {
    it('makes it on GitLab with a token of its own, and what is there arrives', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to, { mirror_overwrite_diverged: true });
      const [remote] = from.pushMirrors.values();
      expect(mirror).toMatchObject({
        phase: 'active',
        enabled: true,
        source_project_path: from.path ? `platform/core/${from.path}` : '',
        target_project_id: to.id,
        mirror_id: remote?.id,
        mirror_direction: null,
        effective_mirror_direction: 'push',
        effective_mirror_overwrite_diverged: true,
        token_status: 'active',
      });
      expect(remote).toMatchObject({ enabled: true, keepDivergentRefs: false, onlyProtectedBranches: false });
      const token = [...lab.target.world.tokens.values()].find(({ name }) => name === mirror.mirror_token_name);
      expect(token).toMatchObject({ kind: 'project', project: to, scopes: ['write_repository'], accessLevel: 40 });
      expect(token?.name).toMatch(new RegExp(`^mirror-maestro-${mirror.id}-`));
      expect(mirror.mirror_token_expires_at).toBe(token?.expiresAt);
      await waitFor('the first commit to arrive', () => hasArrived(from, to));
      await waitFor('success to be seen', async () => (await lab.get(mirror.id)).last_update_status === 'finished');
    });

    it('takes six requests to GitLab at most, the one for the first update included', async () => {
      const { from, to } = await lab.twoProjects();
      await lab.countFromNow();
      const { id } = await lab.create(from, to);
      await waitFor('the first update', async () => (await lab.get(id)).last_update_status === 'finished');
      const requests = lab.requestsUntilLastWrite();
      expect(requests.at(-1)).toMatch(/^POST .*\/sync$/);
      expect(requests.length).toBeLessThanOrEqual(6);
    });

    it('finds the projects by their paths', async () => {
      const { from, to } = await lab.twoProjects('by-path');
      const answer = await lab.post({
        instance_pair_id: lab.pairId,
        source_project_path: 'platform/core/by-path',
        target_project_path: 'backup/by-path',
      });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ source_project_id: from.id, target_project_id: to.id });
    });

    it('uses the most specific group token, and then makes none', async () => {
      const { from, to } = await lab.twoProjects();
      const group = lab.target.world.createResourceToken({ group: to.namespace }, { name: 'mirror-bot' });
      const token = {
        gitlab_instance_id: lab.targetId,
        group_path: 'backup',
        token: group.token,
        token_name: 'mirror-bot',
      };
      const { id } = (await lab.api.http.post('/api/tokens').send(token).expect(201)).body as { id: number };
      const mirror = await lab.create(from, to);
      expect(mirror).toMatchObject({ group_token_id: id, mirror_token_name: null, token_status: 'active' });
      await waitFor('the first commit to arrive', () => hasArrived(from, to));
      expect(lab.traces().tokens).toBe(0);
      await lab.api.http.delete(`/api/mirrors/${mirror.id}`).expect(200);
      await lab.api.http.delete(`/api/tokens/${id}`).expect(200);
    });
  });

  describe('refusing, with nothing left here or on GitLab', () => {
    const refused = async (body: Record<string, unknown>): Promise<[number, string[]]> => {
      const answer = await lab.post(body);
      expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
      expect((await lab.api.http.get('/api/mirrors')).body).toEqual([]);
      return problemOf(answer);
    };

    it('an unknown project, by id or by path', async () => {
      const { from, to } = await lab.twoProjects();
      expect(await refused(lab.body(from, to, { source_project_id: 999_999 }))).toEqual([400, ['source_project_id']]);
      const target = { target_project_id: null, target_project_path: 'nobody/nothing' };
      expect(await refused(lab.body(from, to, target))).toEqual([400, ['target_project_path']]);
    });

    it('an id and a path that do not belong together', async () => {
      const { from, to } = await lab.twoProjects();
      const body = lab.body(from, to, { source_project_path: 'platform/core/other' });
      expect(await refused(body)).toEqual([400, ['source_project_path']]);
    });

    it('no project at all, unknown fields, ids beyond 2^53, a regex that is none', async () => {
      const { from, to } = await lab.twoProjects();
      expect(await refused(lab.body(from, to, { source_project_id: undefined }))).toEqual([422, ['source_project_id']]);
      expect(await refused(lab.body(from, to, { colour: 'red' }))).toEqual([422, ['colour']]);
      expect(await refused(lab.body(from, to, { target_project_id: 2 ** 53 }))).toEqual([422, ['target_project_id']]);
      expect(await refused(lab.body(from, to, { enabled: null }))).toEqual([422, ['enabled']]);
      expect(await refused(lab.body(from, to, { mirror_branch_regex: '(' }))).toEqual([422, ['mirror_branch_regex']]);
      expect(await refused(lab.body(from, to, { instance_pair_id: 999 }))).toEqual([404, ['instance_pair_id']]);
    });

    it('an archived target', async () => {
      const { from, to } = await lab.twoProjects();
      to.archived = true;
      expect(await refused(lab.body(from, to))).toEqual([400, ['target_project_id']]);
    });

    it('a user whose role is too low, on either side, with the role that is needed', async () => {
      const { from, to } = await lab.twoProjects();
      const sides = [
        {
          side: lab.source,
          id: lab.sourceId,
          own: lab.tokens.source,
          project: from,
          says: /no Maintainer of platform\/core\/\S+ on Alpha/,
        },
        {
          side: lab.target,
          id: lab.targetId,
          own: lab.tokens.target,
          project: to,
          says: /group token .* or give our user the Maintainer role/,
        },
      ];
      for (const { side, id, own, project, says } of sides) {
        const user = side.world.addUser({ username: 'developer', name: 'Developer', bot: false, admin: false });
        project.members.set(user.id, 30);
        const use = (token: string): unknown => lab.api.http.put(`/api/instances/${id}`).send({ token }).expect(200);
        await use(side.world.createToken({ user }).token);
        const answer = await lab.post(lab.body(from, to));
        expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([400, expect.stringMatching(says)]);
        expect((await lab.api.http.get('/api/mirrors')).body).toEqual([]);
        await use(own);
      }
    });

    it('a token that was revoked, naming the instance', async () => {
      const { from, to } = await lab.twoProjects();
      lab.target.faults.add({ kind: 'revoked' });
      const answer = await lab.post(lab.body(from, to));
      expect(answer.status).toBe(502);
      expect((answer.body as { detail: string }).detail).toContain('Beta');
      expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
    });

    it('what GitLab refuses half-way: the token that was made is taken back', async () => {
      const { from, to } = await lab.twoProjects();
      lab.source.settings.maxEnabledPushMirrors = 0;
      await lab.countFromNow();
      try {
        const answer = await lab.post(lab.body(from, to));
        expect(answer.status).toBe(400);
        expect((answer.body as { detail: string }).detail).toMatch(/^Alpha could not create a push mirror/);
        expect(lab.target.requests.count(`${ME}/access_tokens`, 'POST')).toBeGreaterThan(0);
      } finally {
        lab.source.settings.maxEnabledPushMirrors = 10;
      }
      expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
      expect((await lab.api.http.get('/api/mirrors')).body).toEqual([]);
    });

    it('a mirror that somebody made on GitLab already', async () => {
      const { from, to } = await lab.twoProjects();
      const url = `${lab.target.url}/backup/${to.path}.git`.replace('://', '://me:secret@');
      await fetch(`${lab.source.url}/api/v4/projects/${from.id}/remote_mirrors`, {
        method: 'POST',
        headers: { 'private-token': lab.tokens.source, 'content-type': 'application/json' },
        body: JSON.stringify({ url, enabled: true }),
      });
      expect((await lab.post(lab.body(from, to))).status).toBe(409);
      expect(from.pushMirrors.size).toBe(1);
      from.pushMirrors.clear();
    });
  });

  describe('twice', () => {
    it('is refused afterwards', async () => {
      const { from, to } = await lab.twoProjects();
      await lab.create(from, to);
      expect((await lab.post(lab.body(from, to))).status).toBe(409);
      expect(from.pushMirrors.size).toBe(1);
    });

    it('at the same time: one of the two gets it', async () => {
      const { from, to } = await lab.twoProjects();
      const answers = await Promise.all([lab.post(lab.body(from, to)), lab.post(lab.body(from, to))]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
      expect(from.pushMirrors.size).toBe(1);
      expect(lab.traces().tokens).toBe(1);
    });
  });

  describe('an answer that was lost after the write', () => {
    it('of the mirror: it is found again', async () => {
      const { from, to } = await lab.twoProjects();
      lab.source.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'remote_mirrors$', nth: 1 } });
      const mirror = await lab.create(from, to);
      expect([...from.pushMirrors.keys()]).toEqual([mirror.mirror_id]);
      expect(lab.traces().tokens).toBe(1);
    });

    it('of the token: it is revoked, because nobody knows it, and another one made', async () => {
      const { from, to } = await lab.twoProjects();
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'access_tokens$', nth: 1 } });
      const created = await lab.create(from, to);
      await waitFor('the mirror to be active', async () => (await lab.get(created.id)).phase === 'active');
      expect(from.pushMirrors.size).toBe(1);
      expect(lab.traces().tokens).toBe(1);
    });
  });

  describe('cycles', () => {
    it('are allowed while nothing is overwritten, refused otherwise', async () => {
      const { from, to } = await lab.twoProjects();
      await lab.create(from, to);
      const back = {
        name: 'B to A',
        source_instance_id: lab.targetId,
        target_instance_id: lab.sourceId,
        mirror_direction: 'push',
      };
      const { id } = (await lab.api.http.post('/api/pairs').send(back).expect(201)).body as { id: number };
      const body = { instance_pair_id: id, source_project_id: to.id, target_project_id: from.id };
      expect(problemOf(await lab.post({ ...body, mirror_overwrite_diverged: true }))).toEqual([
        400,
        ['target_project_id'],
      ]);
      expect((await lab.post(body)).status).toBe(201);
      const deleted = (await lab.api.http.delete(`/api/pairs/${id}`).expect(200)).body as object;
      expect(deleted).toMatchObject({ status: 'deleted', mirrors_deleted: 1, warnings: [] });
      expect(lab.traces()).toEqual({ mirrors: 1, tokens: 1 });
    });

    it('to itself are refused', async () => {
      const { from } = await lab.twoProjects();
      const own = { name: 'A to A', source_instance_id: lab.sourceId, target_instance_id: lab.sourceId };
      const { id } = (await lab.api.http.post('/api/pairs').send(own).expect(201)).body as { id: number };
      const body = { instance_pair_id: id, source_project_id: from.id, target_project_id: from.id };
      expect(problemOf(await lab.post(body))).toEqual([400, ['target_project_id']]);
      await lab.api.http.delete(`/api/pairs/${id}`).expect(200);
    });
  });

  describe('syncing', () => {
    it('has GitLab mirror now, and waits for it: a commit arrives', async () => {
      const { id, from, to } = await lab.mirrored();
      await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'a.txt': '1' } }]);
      const answer = await lab.api.http.post(`/api/mirrors/${id}/update`).expect(202);
      const { job_id } = answer.body as { job_id: number };
      expect(answer.body).toEqual({ message: 'Sync triggered', mirror_id: id, job_id });
      expect(await lab.finishedRun(job_id)).toMatchObject({ kind: 'mirror.sync', status: 'success' });
      expect(await hasArrived(from, to)).toBe(true);
      const now = await lab.get(id);
      expect(now).toMatchObject({ last_update_status: 'finished', last_error: null });
      expect(now.last_successful_update).toMatch(/Z$/);
    });

    it('says why it failed, what to do, and no secret', async () => {
      const { id, from, token: name } = await lab.mirrored();
      const token = [...lab.target.world.tokens.values()].find((each) => each.name === name);
      lab.target.world.revokeToken(token?.id ?? 0);
      await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'a.txt': '1' } }]);
      await lab.source.mirrorsSettled();
      expect(await lab.sync(id)).toMatchObject({ status: 'failed', error_code: 'mirror_sync_failed' });
      const now = await lab.get(id);
      expect(now).toMatchObject({ last_update_status: 'failed' });
      expect(now.last_error).toEqual(expect.any(String));
      expect(now.last_error_advice).toMatch(/rotate-token/);
      expect(JSON.stringify(now)).not.toContain(token?.token);
    });

    it('is refused for a mirror that is disabled', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to, { enabled: false });
      expect(problemOf(await lab.api.http.post(`/api/mirrors/${mirror.id}/update`))).toEqual([400, ['enabled']]);
    });

    it('all of a pair is one run with counters', async () => {
      const [one, two, off] = [await lab.twoProjects(), await lab.twoProjects(), await lab.twoProjects()];
      await lab.create(one.from, one.to);
      await lab.create(two.from, two.to);
      await lab.create(off.from, off.to, { enabled: false });
      const answer = await lab.api.http.post(`/api/pairs/${lab.pairId}/sync-mirrors`).expect(202);
      expect(answer.body).toMatchObject({ pair_id: lab.pairId, total: 2 });
      const run = await lab.finishedRun((answer.body as { job_id: number }).job_id);
      expect(run).toMatchObject({ status: 'success', progress: { done: 2, total: 2 } });
      expect(await hasArrived(one.from, one.to)).toBe(true);
      expect(await hasArrived(two.from, two.to)).toBe(true);
      expect(await hasArrived(off.from, off.to)).toBe(false);
    });
  });

  describe('changing', () => {
    it('brings overrides and enabled to GitLab; null goes back to what is inherited', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to, { mirror_overwrite_diverged: true });
      const [remote] = from.pushMirrors.values();
      const put = (body: object) => lab.api.http.put(`/api/mirrors/${mirror.id}`).send(body);
      const changed = await put({ enabled: false, only_mirror_protected_branches: true }).expect(200);
      expect(changed.body).toMatchObject({
        enabled: false,
        only_mirror_protected_branches: true,
        pending_change: null,
      });
      expect(remote).toMatchObject({ enabled: false, onlyProtectedBranches: true, keepDivergentRefs: false });
      const inherited = await put({ mirror_overwrite_diverged: null }).expect(200);
      expect(inherited.body).toMatchObject({
        mirror_overwrite_diverged: null,
        effective_mirror_overwrite_diverged: false,
      });
      expect(remote).toMatchObject({ keepDivergentRefs: true, onlyProtectedBranches: true });
    });

    it('cannot turn it around', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      const answer = await lab.api.http.put(`/api/mirrors/${mirror.id}`).send({ mirror_direction: 'pull' });
      expect(problemOf(answer)).toEqual([400, ['mirror_direction']]);
    });

    it('takes back what GitLab refuses', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      lab.source.faults.add({ kind: 'revoked', match: { method: 'PUT' } });
      const answer = await lab.api.http.put(`/api/mirrors/${mirror.id}`).send({ only_mirror_protected_branches: true });
      expect(answer.status).toBe(502);
      lab.source.faults.clear();
      expect(await lab.get(mirror.id)).toMatchObject({ only_mirror_protected_branches: null, pending_change: null });
    });
  });

  describe('deleting', () => {
    it('removes the mirror and our token on GitLab, and leaves what was mirrored', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      await waitFor('the first commit to arrive', () => hasArrived(from, to));
      const answer = await lab.api.http.delete(`/api/mirrors/${mirror.id}`).expect(200);
      expect(answer.body).toEqual({ status: 'deleted', warnings: [] });
      expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
      await lab.api.http.get(`/api/mirrors/${mirror.id}`).expect(404);
      expect(await hasArrived(from, to)).toBe(true);
    });

    it('takes a token for gone of which GitLab says that it cannot revoke it: the answer of the first try was lost', async () => {
      const { from, to } = await lab.twoProjects();
      const { id } = await lab.create(from, to);
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'DELETE', path: 'access_tokens/', nth: 1 } });
      const answer = await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
      expect(answer.body).toEqual({ status: 'deleted', warnings: [] });
      expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
    });

    it('goes on when GitLab has it no more', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      from.pushMirrors.clear();
      const answer = await lab.api.http.delete(`/api/mirrors/${mirror.id}`).expect(200);
      expect(answer.body).toEqual({ status: 'deleted', warnings: [] });
      expect(lab.traces().tokens).toBe(0);
    });

    it('says what it could not clean up', async () => {
      const { from, to } = await lab.twoProjects();
      const mirror = await lab.create(from, to);
      await lab.source.mirrorsSettled();
      lab.target.faults.add({ kind: 'revoked' });
      const answer = await lab.api.http.delete(`/api/mirrors/${mirror.id}`).expect(200);
      expect((answer.body as { warnings: string[] }).warnings).toEqual([
        expect.stringMatching(/^Beta could not revoke/),
      ]);
      expect(from.pushMirrors.size).toBe(0);
      lab.target.faults.clear();
      for (const token of lab.target.world.tokens.values()) if (token.project === to) token.revoked = true;
    });
  });
});

describe('push mirrors of a Premium GitLab', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start({ source: { tier: 'premium' } });
  });
  afterAll(() => lab.stop());

  it('go from one way of choosing branches to the other and back, which GitLab never takes in one request', async () => {
    const { from, to } = await lab.twoProjects();
    const { id } = await lab.create(from, to, { mirror_branch_regex: '^main$' });
    const found = (): unknown => [...from.pushMirrors.values()];
    expect(found()).toMatchObject([{ enabled: true, branchRegex: '^main$', onlyProtectedBranches: false }]);
    const put = (change: object): unknown => lab.api.http.put(`/api/mirrors/${id}`).send(change).expect(200);
    await put({ mirror_branch_regex: null, only_mirror_protected_branches: true });
    expect(found()).toMatchObject([{ enabled: true, branchRegex: null, onlyProtectedBranches: true }]);
    await put({ mirror_branch_regex: '^release/', only_mirror_protected_branches: null });
    expect(found()).toMatchObject([{ enabled: true, branchRegex: '^release/', onlyProtectedBranches: false }]);
    await put({ mirror_branch_regex: null });
    expect(found()).toMatchObject([{ enabled: true, branchRegex: null, onlyProtectedBranches: false }]);
  });
});
