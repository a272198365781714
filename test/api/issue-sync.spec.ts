import { type Issue, type Project, type Simulator, startSimulator } from '../../apps/gitlab-simulator/src';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface Config {
  id: number;
  mirror_id: number;
  [field: string]: unknown;
}

interface Job {
  id: number;
  status: string;
  errors: { issue_iid: number | null; message: string }[];
  [field: string]: unknown;
}

const comments = (issue: Issue): string[] => issue.notes.filter(({ system }) => !system).map(({ body }) => body);

describe('issue sync', () => {
  let app: TestApp;
  let a: Simulator;
  let b: Simulator;
  let instances: { source: number; target: number };
  let pairId: number;
  let counter = 0;
  let from: Project;
  let to: Project;
  let mirrorId: number;

  const post = async <T>(path: string, body: object, status = 201): Promise<T> => {
    const answer = await app.http.post(path).send(body);
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  };

  const newMirror = async (pair = pairId): Promise<number> => {
    counter += 1;
    const commits = [{ branch: 'main', message: 'start', files: { 'README.md': 'hello' } }];
    from = await a.world.createProject({ path: `group/app${counter}`, commits });
    to = await b.world.createProject({ path: `copies/app${counter}` });
    const mirror = await post<{ id: number }>('/api/mirrors', {
      instance_pair_id: pair,
      source_project_id: from.id,
      source_project_path: `group/app${counter}`,
      target_project_id: to.id,
      target_project_path: `copies/app${counter}`,
    });
    return mirror.id;
  };

  const configure = async (fields: object = {}): Promise<Config> =>
    post<Config>('/api/issue-mirrors', { mirror_id: mirrorId, sync_existing_issues: true, ...fields });

  const job = async (config: Config, id: number): Promise<Job> =>
    (await app.http.get(`/api/issue-mirrors/${config.id}/jobs/${id}`).expect(200)).body as Job;

  const sync = async (config: Config): Promise<Job> => {
    const { job_id: id } = await post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
    return waitFor(`job ${id} to finish`, async () => {
      const found = await job(config, id);
      return !['queued', 'running'].includes(found.status) && found;
    });
  };

  const copyOf = (iid: number): Issue => {
    const copy = b.world.issuesOf(to).find(({ description }) => description?.includes(`/-/issues/${iid})`));
    if (!copy) throw new Error(`Issue ${iid} has no copy.`);
    return copy;
  };

  beforeAll(async () => {
    a = await startSimulator({ name: 'a', settings: { mirrorDelayMs: 0 } });
    b = await startSimulator({ name: 'b', settings: { mirrorDelayMs: 0 } });
    app = await startTestApp();
    const register = async (simulator: Simulator): Promise<number> => {
      const token = simulator.world.createToken().token;
      return (await post<{ id: number }>('/api/instances', { name: simulator.name, url: simulator.url, token })).id;
    };
    instances = { source: await register(a), target: await register(b) };
    const pair = {
      source_instance_id: instances.source,
      target_instance_id: instances.target,
      mirror_direction: 'push',
    };
    pairId = (await post<{ id: number }>('/api/pairs', { ...pair, name: 'a to b' })).id;
  }, 60_000);

  afterAll(async () => {
    await app?.stop();
    await Promise.all([a?.stop(), b?.stop()]);
  });

  beforeEach(async () => {
    for (const simulator of [a, b]) simulator.faults.clear();
    mirrorId = await newMirror();
  });

  describe('configs', () => {
    it('has the defaults of the contract, one for a mirror', async () => {
      const config = await post<Config>('/api/issue-mirrors', { mirror_id: mirrorId });
      expect(config).toMatchObject({
        mirror_id: mirrorId,
        enabled: true,
        sync_comments: true,
        sync_labels: true,
        sync_attachments: true,
        sync_weight: true,
        sync_time_estimate: true,
        sync_time_spent: true,
        sync_closed_issues: false,
        update_existing: true,
        sync_existing_issues: false,
        sync_interval_minutes: 15,
        last_sync_at: null,
        last_sync_status: null,
        last_sync_error: null,
      });
      const wait = Date.parse(String(config.next_sync_at)) - Date.now();
      expect(wait).toBeGreaterThan(-1000);
      expect(wait).toBeLessThanOrEqual(15 * 60_000);
      await app.http.post('/api/issue-mirrors').send({ mirror_id: mirrorId }).expect(409);
      const byMirror = await app.http.get(`/api/issue-mirrors/by-mirror/${mirrorId}`).expect(200);
      expect(byMirror.body).toEqual((await app.http.get(`/api/issue-mirrors/${config.id}`).expect(200)).body);
      const list = await app.http.get(`/api/issue-mirrors?mirror_id=${mirrorId}`).expect(200);
      expect(list.body).toHaveLength(1);
      expect(list.headers['x-total']).toBe('1');
    });

    it('shows on the mirror whether its issues are synced', async () => {
      const shown = async (): Promise<unknown> =>
        ((await app.http.get(`/api/mirrors/${mirrorId}`)).body as { issue_sync_enabled: boolean }).issue_sync_enabled;
      expect(await shown()).toBe(false);
      const config = await configure();
      expect(await shown()).toBe(true);
      await app.http.put(`/api/issue-mirrors/${config.id}`).send({ enabled: false }).expect(200);
      expect(await shown()).toBe(false);
    });

    it('is made by itself for a new mirror of a pair with issue sync', async () => {
      const pair = await post<{ id: number }>('/api/pairs', {
        name: `with issues ${counter}`,
        source_instance_id: instances.source,
        target_instance_id: instances.target,
        mirror_direction: 'push',
        issue_sync_enabled: true,
      });
      const id = await newMirror(pair.id);
      const config = await app.http.get(`/api/issue-mirrors/by-mirror/${id}`).expect(200);
      expect(config.body).toMatchObject({ enabled: true, sync_existing_issues: false });
    });

    it.each([
      ['sync_interval_minutes', 4],
      ['sync_interval_minutes', 1441],
      ['sync_interval_minutes', 15.5],
      ['sync_interval_minutes', null],
      ['enabled', null],
      ['enabled', 'yes'],
      ['sync_everything', true],
      ['on_target_deleted', 'explode'],
      ['filters', { labels_some: ['a'] }],
      ['user_mapping', { alice: 7 }],
      ['label_rules', [{ to: 'x' }]],
    ])('refuses %s = %j, naming the field', async (field, value) => {
      const { id } = await configure();
      for (const request of [
        app.http.post('/api/issue-mirrors').send({ mirror_id: mirrorId, [field]: value }),
        app.http.put(`/api/issue-mirrors/${id}`).send({ [field]: value }),
      ]) {
        const { body } = (await request.expect(422)) as { body: { errors: { field: string }[] } };
        expect(body.errors[0]?.field).toContain(field);
      }
    });

    it.each([
      ['an unknown mirror', { mirror_id: 999_999 }, 422],
      ['no mirror', {}, 422],
      ['an id beyond 2^53', { mirror_id: 9_007_199_254_740_994 }, 422],
    ])('refuses %s', async (_case, body, status) => {
      const answer = await app.http.post('/api/issue-mirrors').send(body).expect(status);
      expect(JSON.stringify(answer.body)).toContain('mirror_id');
    });

    it('keeps what a change leaves out, and stays with its mirror', async () => {
      const config = await configure({
        sync_weight: false,
        filters: { labels_any: ['bug'] },
        user_mapping: { al: 'bo' },
      });
      const path = `/api/issue-mirrors/${config.id}`;
      await app.http
        .put(path)
        .send({ mirror_id: mirrorId + 1 })
        .expect(400);
      const changed = await app.http.put(path).send({ mirror_id: mirrorId, sync_interval_minutes: 60 }).expect(200);
      expect(changed.body).toMatchObject({
        sync_weight: false,
        sync_interval_minutes: 60,
        filters: { labels_any: ['bug'] },
        user_mapping: { al: 'bo' },
      });
      const cleared = await app.http.put(path).send({ filters: null, user_mapping: null }).expect(200);
      expect(cleared.body).toMatchObject({ filters: {}, user_mapping: {}, sync_weight: false });
    });

    it('is gone when deleted', async () => {
      const { id } = await configure();
      const answer = await app.http.delete(`/api/issue-mirrors/${id}`).expect(200);
      expect(answer.body).toEqual({ status: 'deleted' });
      await app.http.get(`/api/issue-mirrors/${id}`).expect(404);
      await app.http.get(`/api/issue-mirrors/by-mirror/${mirrorId}`).expect(404);
    });
  });

  describe('runs', () => {
    it('copies title, description, state, labels and comments, and tells what it did', async () => {
      a.world.createLabel({ project: from }, { name: 'bug', color: '#ff0000', description: 'It is broken' });
      const issue = a.world.createIssue(from, { title: 'Login fails', description: 'Steps: **one**', labels: ['bug'] });
      a.world.addNote(issue, 'I see it too');
      a.world.addNote(issue, 'Me three');
      const closed = a.world.createIssue(from, { title: 'Old' });
      a.world.updateIssue(closed, { state: 'closed' });
      const config = await configure({ sync_closed_issues: true });

      const done = await sync(config);
      expect(done).toMatchObject({
        config_id: config.id,
        trigger: 'manual',
        status: 'success',
        issues_total: 2,
        issues_processed: 2,
        issues_created: 2,
        issues_failed: 0,
        comments_synced: 2,
        error: null,
        errors: [],
      });
      const copy = copyOf(issue.iid);
      expect(copy.title).toBe('Login fails');
      expect(copy.description).toContain('Steps: **one**');
      expect(copy.description).toContain(
        `🔗 **Source**: [group/app${counter}#1](${a.url}/group/app${counter}/-/issues/1)`,
      );
      expect(copy.labels.map(({ name }) => name).toSorted()).toEqual(['Mirrored-From::instance-1', 'bug']);
      expect(copy.labels.find(({ name }) => name === 'bug')).toMatchObject({
        color: '#ff0000',
        description: 'It is broken',
      });
      expect(comments(copy).map((body) => body.split('\n')[0])).toEqual(['I see it too', 'Me three']);
      expect(copyOf(closed.iid).state).toBe('closed');

      const shown = (await app.http.get(`/api/issue-mirrors/${config.id}`)).body as Config;
      expect(shown).toMatchObject({
        last_sync_status: 'success',
        last_sync_error: null,
        next_sync_at: config.next_sync_at,
      });
      expect(Date.parse(String(shown.last_sync_at))).toBeLessThanOrEqual(Date.now());
    });

    it('carries changes over, and does nothing when nothing changed', async () => {
      const issue = a.world.createIssue(from, { title: 'One', description: 'first' });
      const note = a.world.addNote(issue, 'hello');
      const config = await configure();
      await sync(config);

      b.requests.reset();
      const idle = await sync(config);
      expect(idle).toMatchObject({ status: 'success', issues_created: 0, issues_updated: 0 });
      expect(Object.keys(b.requests.byRoute).filter((route) => !route.startsWith('GET'))).toEqual([]);

      a.world.updateIssue(issue, { title: 'Two', description: 'second', labels: ['new'] });
      a.world.editNote(issue, note, 'hello again');
      a.world.addNote(issue, 'and more');
      a.world.createIssue(from, { title: 'Later' });
      expect(await sync(config)).toMatchObject({ status: 'success', issues_created: 1, issues_updated: 1 });
      const copy = copyOf(issue.iid);
      expect(copy.title).toBe('Two');
      expect(copy.description).toContain('second');
      expect(copy.labels.map(({ name }) => name)).toContain('new');
      expect(comments(copy).map((body) => body.split('\n')[0])).toEqual(['hello again', 'and more']);
      expect(b.world.issuesOf(to)).toHaveLength(2);

      a.world.updateIssue(issue, { state: 'closed' });
      await sync(config);
      expect(copyOf(issue.iid).state).toBe('closed');
      a.world.updateIssue(issue, { state: 'opened' });
      await sync(config);
      expect(copyOf(issue.iid).state).toBe('opened');
    });

    it('only sets a baseline at first, unless existing issues are wanted', async () => {
      a.world.createIssue(from, { title: 'Before' });
      const config = await configure({ sync_existing_issues: false });
      expect(await sync(config)).toMatchObject({ status: 'success', issues_created: 0 });
      const later = a.world.createIssue(from, { title: 'After' });
      await sync(config);
      expect(b.world.issuesOf(to).map(({ title }) => title)).toEqual(['After']);
      expect(copyOf(later.iid).title).toBe('After');
    });

    it('leaves closed issues out, but closes what it copied while it was open', async () => {
      const open = a.world.createIssue(from, { title: 'Open' });
      a.world.updateIssue(a.world.createIssue(from, { title: 'Closed' }), { state: 'closed' });
      const config = await configure();
      await sync(config);
      expect(b.world.issuesOf(to).map(({ title }) => title)).toEqual(['Open']);
      a.world.updateIssue(open, { state: 'closed' });
      await sync(config);
      expect(copyOf(open.iid).state).toBe('closed');
    });

    it('copies attachments and rewrites their links', async () => {
      const file = await a.world.addUpload(from, { filename: 'shot.png', content: 'not really a picture' });
      a.world.createIssue(from, { title: 'Look', description: `![shot](/uploads/${file.secret}/shot.png)` });
      expect(await sync(await configure())).toMatchObject({ status: 'success', attachments_synced: 1 });
      const [copied] = [...to.uploads.values()];
      expect(copied?.size).toBe(20);
      expect(copyOf(1).description).toContain(`![shot](/uploads/${copied?.secret}/shot.png)`);
    });

    it('parks an issue that fails, with its reason, goes on with the others, and tries it again on request', async () => {
      for (const title of ['One', 'Two', 'Three']) {
        a.world.createIssue(from, { title, description: title === 'Two' ? 'x'.repeat(5000) : title });
      }
      const config = await configure();
      b.settings.maxDescriptionLength = 2000;
      const partial = await sync(config);
      b.settings.maxDescriptionLength = 1_048_576;
      expect(partial).toMatchObject({ status: 'partial', issues_created: 2, issues_failed: 1 });
      expect(partial.errors).toEqual([{ issue_iid: 2, message: expect.stringContaining('too long') as string }]);
      expect(String(partial.error)).toContain('Issue #2');
      expect(b.world.issuesOf(to).map(({ title }) => title)).toEqual(['One', 'Three']);
      const failed = await app.http.get(`/api/issue-mirrors/${config.id}/mappings?sync_status=failed`).expect(200);
      expect(failed.body).toMatchObject([{ source_issue_iid: 2, target_issue_iid: null, sync_status: 'failed' }]);
      const [mapping] = failed.body as { sync_error: string; retry_at: string }[];
      expect(mapping?.sync_error).toContain('too long');
      expect(Date.parse(mapping?.retry_at ?? '')).toBeGreaterThan(Date.now());

      expect(await sync(config)).toMatchObject({ issues_created: 0 });
      const path = `/api/issue-mirrors/${config.id}/retry-failed`;
      const retried = await post<{ job_id: number; message: string }>(path, {}, 202);
      expect(retried.message).toBe('One issue is tried again');
      await waitFor('the issue to be copied', () => copyOf(2).title === 'Two');
    });

    it('answers with the job that is under way, and lets it be cancelled', async () => {
      a.world.createIssue(from, { title: 'One' });
      const config = await configure();
      const fault = a.faults.add({ kind: 'hang', match: { path: `/projects/${from.id}/issues` }, ms: 60_000 });
      const first = await post<{ job_id: number; message: string; config_id: number }>(
        `/api/issue-mirrors/${config.id}/trigger-sync`,
        {},
        202,
      );
      expect(first).toMatchObject({ message: 'Sync triggered', config_id: config.id });
      const second = await post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
      expect(second.job_id).toBe(first.job_id);
      await waitFor('the run to be under way', async () => (await job(config, first.job_id)).status === 'running');
      const shown = (await app.http.get(`/api/issue-mirrors/${config.id}`)).body as Config;
      expect(shown.last_sync_status).toBe('running');
      await app.http.post(`/api/issue-mirrors/${config.id}/jobs/${first.job_id}/cancel`).expect(200);
      await waitFor('the run to stop', async () => (await job(config, first.job_id)).status === 'cancelled');
      await app.http.post(`/api/issue-mirrors/${config.id}/jobs/${first.job_id}/cancel`).expect(409);
      a.faults.remove(fault.id);
      expect(await sync(config)).toMatchObject({ status: 'success', issues_created: 1 });
      const jobs = await app.http.get(`/api/issue-mirrors/${config.id}/jobs`).expect(200);
      expect((jobs.body as Job[]).map(({ status }) => status)).toEqual(['success', 'cancelled']);
    });

    it('keeps the jobs of configs apart', async () => {
      const config = await configure();
      const { id } = await sync(config);
      mirrorId = await newMirror();
      const other = await configure();
      await app.http.get(`/api/issue-mirrors/${other.id}/jobs/${id}`).expect(404);
      expect((await app.http.get(`/api/issue-mirrors/${other.id}/jobs`)).body).toEqual([]);
    });

    it('does not sync while the config or the mirror is disabled', async () => {
      const config = await configure({ enabled: false });
      const refused = await app.http.post(`/api/issue-mirrors/${config.id}/trigger-sync`).expect(400);
      expect((refused.body as { detail: string }).detail).toContain('enable');
      await app.http.put(`/api/issue-mirrors/${config.id}`).send({ enabled: true }).expect(200);
      await app.http.put(`/api/mirrors/${mirrorId}`).send({ enabled: false }).expect(200);
      await app.http.post(`/api/issue-mirrors/${config.id}/trigger-sync`).expect(400);
    });

    it('says in a sentence why it failed', async () => {
      const config = await configure();
      to.issuesAccess = 'disabled';
      const failed = await sync(config);
      expect(failed).toMatchObject({ status: 'failed' });
      expect(String(failed.error)).toContain('Issues are turned off');
      const shown = (await app.http.get(`/api/issue-mirrors/${config.id}`)).body as Config;
      expect(shown).toMatchObject({ last_sync_status: 'failed', last_sync_error: failed.error });
      to.issuesAccess = 'enabled';
      expect(await sync(config)).toMatchObject({ status: 'success' });
    });

    it('finds the copies again after the config was deleted and made anew', async () => {
      const issue = a.world.createIssue(from, { title: 'One' });
      const config = await configure();
      await sync(config);
      await app.http.delete(`/api/issue-mirrors/${config.id}`).expect(200);
      a.world.updateIssue(issue, { title: 'Renamed' });
      await sync(await configure());
      expect(b.world.issuesOf(to).map(({ title }) => title)).toEqual(['Renamed']);
    });
  });

  describe('mappings', () => {
    it('lists which issue became which, by page, text and status', async () => {
      for (const title of ['Alpha', 'Beta', 'Gamma']) a.world.createIssue(from, { title });
      const config = await configure();
      await sync(config);
      const path = `/api/issue-mirrors/${config.id}/mappings`;
      const page = await app.http.get(`${path}?per_page=2`).expect(200);
      expect(page.headers['x-total']).toBe('3');
      expect((page.body as unknown[])[0]).toMatchObject({
        source_issue_iid: 1,
        source_web_url: `${a.url}/group/app${counter}/-/issues/1`,
        target_issue_iid: copyOf(1).iid,
        target_web_url: `${b.url}/copies/app${counter}/-/issues/${copyOf(1).iid}`,
        title: 'Alpha',
        sync_status: 'synced',
        sync_error: null,
      });
      const titles = async (query: string): Promise<string[]> =>
        ((await app.http.get(`${path}?${query}`).expect(200)).body as { title: string }[]).map(({ title }) => title);
      expect(await titles('search=ET')).toEqual(['Beta']);
      expect(await titles('search=%233')).toEqual(['Gamma']);
      expect(await titles('sync_status=failed')).toEqual([]);
      expect(await titles('sort=-title')).toEqual(['Gamma', 'Beta', 'Alpha']);
      await app.http.get(`${path}?sync_status=lost`).expect(422);
    });
  });

  describe('many configs', () => {
    it('are switched and triggered together', async () => {
      const first = await configure();
      mirrorId = await newMirror();
      const second = await configure({ enabled: false });
      const ids = [first.id, second.id, 999_999];
      const bulk = (body: object) => post<Record<string, unknown>>('/api/issue-mirrors/bulk', body, 200);
      expect(await bulk({ action: 'trigger', ids })).toMatchObject({
        changed: 1,
        jobs: [{ config_id: first.id }],
        skipped: [{ config_id: second.id, reason: 'It is disabled.' }, { config_id: 999_999 }],
      });
      expect(await bulk({ action: 'enable', ids })).toMatchObject({
        changed: 1,
        skipped: [{ config_id: first.id }, {}],
      });
      expect((await app.http.get(`/api/issue-mirrors/${second.id}`)).body).toMatchObject({ enabled: true });
      expect(await bulk({ action: 'disable', ids })).toMatchObject({ changed: 2 });
      await app.http.post('/api/issue-mirrors/bulk').send({ action: 'trigger' }).expect(422);
    });
  });
});
