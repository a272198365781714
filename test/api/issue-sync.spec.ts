import { Tx } from '@app/database';
import { Runs } from '@features/runs';
import type { Project, Simulator } from '../../apps/gitlab-simulator/src';
import { comments, type Config, expectSlot, IssueSyncLab, type Job } from '../support/issue-sync-lab';
import type { TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('issue sync', () => {
  let lab: IssueSyncLab;
  let app: TestApp;
  let a: Simulator;
  let b: Simulator;
  let from: Project;
  let to: Project;

  beforeAll(async () => {
    lab = await IssueSyncLab.start();
    ({ app, a, b } = lab);
  });

  afterAll(() => lab?.stop());

  const newMirror = async (pairId?: number): Promise<number> => {
    const id = await lab.newMirror(pairId);
    ({ from, to } = lab);
    return id;
  };

  beforeEach(async () => {
    for (const simulator of [a, b]) simulator.faults.clear();
    await newMirror();
  });

  describe('runs', () => {
    it('copies title, description, state, labels and comments, and tells what it did', async () => {
      a.world.createLabel({ project: from }, { name: 'bug', color: '#ff0000', description: 'It is broken' });
      const issue = a.world.createIssue(from, { title: 'Login fails', description: 'Steps: **one**', labels: ['bug'] });
      a.world.addNote(issue, 'I see it too');
      a.world.addNote(issue, 'Me three');
      const closed = a.world.createIssue(from, { title: 'Old' });
      a.world.updateIssue(closed, { state: 'closed' });
      const config = await lab.configure({ sync_closed_issues: true });

      const done = await lab.sync(config);
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
      const copy = lab.copyOf(issue.iid);
      expect(copy.title).toBe('Login fails');
      expect(copy.description).toContain('Steps: **one**');
      expect(copy.description).toContain(
        `🔗 **Source**: [group/${from.path}#1](${a.url}/group/${from.path}/-/issues/1)`,
      );
      expect(copy.labels.map(({ name }) => name).toSorted()).toEqual(['Mirrored-From::instance-1', 'bug']);
      expect(copy.labels.find(({ name }) => name === 'bug')).toMatchObject({
        color: '#ff0000',
        description: 'It is broken',
      });
      expect(comments(copy).map((body) => body.split('\n')[0])).toEqual(['I see it too', 'Me three']);
      expect(lab.copyOf(closed.iid).state).toBe('closed');

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
      const config = await lab.configure();
      await lab.sync(config);

      await lab.countFromNow();
      const idle = await lab.sync(config);
      expect(idle).toMatchObject({ status: 'success', issues_created: 0, issues_updated: 0 });
      expect(Object.keys(b.requests.byRoute).filter((route) => !route.startsWith('GET'))).toEqual([]);

      a.world.updateIssue(issue, { title: 'Two', description: 'second', labels: ['new'] });
      a.world.editNote(issue, note, 'hello again');
      a.world.addNote(issue, 'and more');
      a.world.createIssue(from, { title: 'Later' });
      expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 1, issues_updated: 1 });
      const copy = lab.copyOf(issue.iid);
      expect(copy.title).toBe('Two');
      expect(copy.description).toContain('second');
      expect(copy.labels.map(({ name }) => name)).toContain('new');
      expect(comments(copy).map((body) => body.split('\n')[0])).toEqual(['hello again', 'and more']);
      expect(lab.copies()).toHaveLength(2);

      a.world.updateIssue(issue, { state: 'closed' });
      await lab.sync(config);
      expect(lab.copyOf(issue.iid).state).toBe('closed');
      a.world.updateIssue(issue, { state: 'opened' });
      await lab.sync(config);
      expect(lab.copyOf(issue.iid).state).toBe('opened');
    });

    it('only sets a baseline at first, unless existing issues are wanted', async () => {
      a.world.createIssue(from, { title: 'Before' });
      const config = await lab.configure({ sync_existing_issues: false });
      expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 0 });
      const later = a.world.createIssue(from, { title: 'After' });
      await lab.sync(config);
      expect(lab.copies().map(({ title }) => title)).toEqual(['After']);
      expect(lab.copyOf(later.iid).title).toBe('After');
    });

    it('leaves closed issues out, but closes what it copied while it was open', async () => {
      const open = a.world.createIssue(from, { title: 'Open' });
      a.world.updateIssue(a.world.createIssue(from, { title: 'Closed' }), { state: 'closed' });
      const config = await lab.configure();
      await lab.sync(config);
      expect(lab.copies().map(({ title }) => title)).toEqual(['Open']);
      a.world.updateIssue(open, { state: 'closed' });
      await lab.sync(config);
      expect(lab.copyOf(open.iid).state).toBe('closed');
    });

    it('copies attachments and rewrites their links', async () => {
      const file = await a.world.addUpload(from, { filename: 'shot.png', content: 'not really a picture' });
      a.world.createIssue(from, { title: 'Look', description: `![shot](/uploads/${file.secret}/shot.png)` });
      expect(await lab.sync(await lab.configure())).toMatchObject({ status: 'success', attachments_synced: 1 });
      const [copied] = [...to.uploads.values()];
      expect(copied?.size).toBe(20);
      expect(lab.copyOf(1).description).toContain(`![shot](/uploads/${copied?.secret}/shot.png)`);
    });

    it('parks an issue that fails, with its reason, goes on with the others, and tries it again on request', async () => {
      for (const title of ['One', 'Two', 'Three']) {
        a.world.createIssue(from, { title, description: title === 'Two' ? 'x'.repeat(5000) : title });
      }
      const config = await lab.configure();
      b.settings.maxDescriptionLength = 2000;
      const partial = await lab.sync(config);
      b.settings.maxDescriptionLength = 1_048_576;
      expect(partial).toMatchObject({ status: 'partial', issues_created: 2, issues_failed: 1 });
      expect(partial.errors).toEqual([{ issue_iid: 2, message: expect.stringContaining('too long') as string }]);
      expect(String(partial.error)).toContain('Issue #2');
      expect(lab.copies().map(({ title }) => title)).toEqual(['One', 'Three']);
      const failed = await app.http.get(`/api/issue-mirrors/${config.id}/mappings?sync_status=failed`).expect(200);
      expect(failed.body).toMatchObject([{ source_issue_iid: 2, target_issue_iid: null, sync_status: 'failed' }]);
      const [mapping] = failed.body as { sync_error: string; retry_at: string }[];
      expect(mapping?.sync_error).toContain('too long');
      expect(Date.parse(mapping?.retry_at ?? '')).toBeGreaterThan(Date.now());

      expect(await lab.sync(config)).toMatchObject({ issues_created: 0 });
      const path = `/api/issue-mirrors/${config.id}/retry-failed`;
      const retried = await lab.post<{ job_id: number; message: string }>(path, {}, 202);
      expect(retried.message).toBe('One issue is tried again');
      await waitFor('the issue to be copied', () => lab.copyOf(2).title === 'Two');
    });

    it('answers with the job that is under way, and lets it be cancelled', async () => {
      a.world.createIssue(from, { title: 'One' });
      const config = await lab.configure();
      const fault = a.faults.add({ kind: 'hang', match: { path: `/projects/${from.id}/issues` }, ms: 60_000 });
      const first = await lab.post<{ job_id: number; message: string; config_id: number }>(
        `/api/issue-mirrors/${config.id}/trigger-sync`,
        {},
        202,
      );
      expect(first).toMatchObject({ message: 'Sync triggered', config_id: config.id });
      const second = await lab.post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
      expect(second.job_id).toBe(first.job_id);
      await waitFor('the run to be under way', async () => (await lab.job(config, first.job_id)).status === 'running');
      const shown = (await app.http.get(`/api/issue-mirrors/${config.id}`)).body as Config;
      expect(shown.last_sync_status).toBe('running');
      await app.http.post(`/api/issue-mirrors/${config.id}/jobs/${first.job_id}/cancel`).expect(200);
      await waitFor('the run to stop', async () => (await lab.job(config, first.job_id)).status === 'cancelled');
      await app.http.post(`/api/issue-mirrors/${config.id}/jobs/${first.job_id}/cancel`).expect(409);
      // There was no sync before it.
      expect(await lab.config(config.id)).toMatchObject({ last_sync_status: null, last_sync_at: null });
      a.faults.remove(fault.id);
      expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 1 });
      const jobs = await app.http.get(`/api/issue-mirrors/${config.id}/jobs`).expect(200);
      expect((jobs.body as Job[]).map(({ status }) => status)).toEqual(['success', 'cancelled']);
    });

    it('shows the sync before one that was cancelled, whether that was running or waiting', async () => {
      a.world.createIssue(from, { title: 'One' });
      const config = await lab.configure();
      await lab.sync(config);
      const { last_sync_at: before } = await lab.config(config.id);
      const path = `/api/issue-mirrors/${config.id}`;
      const cancelled = async (id: number, during: string): Promise<void> => {
        await waitFor(`the run to be ${during}`, async () => (await lab.job(config, id)).status === during);
        await app.http.post(`${path}/jobs/${id}/cancel`).expect(200);
        await waitFor('the run to end', async () => (await lab.job(config, id)).status === 'cancelled');
      };

      const hang = a.faults.add({ kind: 'hang', match: { path: `/projects/${from.id}/issues` }, ms: 60_000 });
      const running = await lab.post<{ job_id: number }>(`${path}/trigger-sync`, {}, 202);
      await cancelled(running.job_id, 'running');
      a.faults.remove(hang.id);
      expect(await lab.config(config.id)).toMatchObject({ last_sync_status: 'success', last_sync_at: before });

      const { run } = await app.app.get(Runs).request({
        kind: 'issue-sync.run',
        subject: `issue-sync:${config.id}`,
        trigger: 'manual',
        runAfter: new Date(Date.now() + 3_600_000),
      });
      await cancelled(run.id, 'queued');
      expect(await lab.config(config.id)).toMatchObject({ last_sync_status: 'success', last_sync_at: before });
    });

    it('tells while it runs how far it is, how fast it goes and how long it takes', async () => {
      for (let i = 1; i <= 150; i++) {
        const issue = a.world.createIssue(from, { title: `Issue ${i}` });
        if (i % 10 === 0) a.world.addNote(issue, 'a comment');
      }
      const config = await lab.configure();
      const slow = b.faults.add({ kind: 'slow', ms: 400, match: { method: 'POST', path: `/projects/${to.id}/` } });
      const { job_id: id } = await lab.post<{ job_id: number }>(
        `/api/issue-mirrors/${config.id}/trigger-sync`,
        {},
        202,
      );
      const live = await waitFor('it to tell', async () => {
        const job = await lab.job(config, id);
        return job.seconds_left !== null && job.status === 'running' && job;
      });
      expect(live).toMatchObject({ issues_total: 150, comments_total: expect.any(Number) as number });
      expect(live.issues_processed).toBeGreaterThan(0);
      expect(live.issues_per_minute).toBeGreaterThan(0);
      const { body } = await app.http.get(`/api/runs/${id}`).expect(200);
      expect((body as { progress: object }).progress).toMatchObject({ total: 150 });
      b.faults.remove(slow.id);
      const done = await lab.finished(config, id);
      expect(done).toMatchObject({
        issues_total: 150,
        issues_processed: 150,
        comments_total: 15,
        comments_processed: 15,
        comments_synced: 15,
        seconds_left: null,
      });
      expect(done.issues_per_minute).toBeGreaterThan(0);
    });

    it('shows a failure on the config although the worker died with it', async () => {
      const config = await lab.configure();
      const fault = a.faults.add({ kind: 'hang', match: { path: `/projects/${from.id}/issues` }, ms: 60_000 });
      const { job_id: id } = await lab.post<{ job_id: number }>(
        `/api/issue-mirrors/${config.id}/trigger-sync`,
        {},
        202,
      );
      await waitFor('the run to be under way', async () => (await lab.job(config, id)).status === 'running');
      await app.app
        .get(Tx)
        .query(
          `update runs set attempt = 5, lease_owner = 'gone', lease_until = now() - interval '1 hour' where id = $1`,
          [id],
        );
      const shown = await waitFor('the config to tell', async () => {
        const found = await lab.config(config.id);
        return found.last_sync_status === 'failed' && found;
      });
      expect(shown.last_sync_error).toContain('went silent');
      expect(shown.last_sync_error).toBe((await lab.job(config, id)).error);
      a.faults.remove(fault.id);
    });

    it('keeps the jobs of configs apart', async () => {
      const config = await lab.configure();
      const { id } = await lab.sync(config);
      await newMirror();
      const other = await lab.configure();
      await app.http.get(`/api/issue-mirrors/${other.id}/jobs/${id}`).expect(404);
      expect((await app.http.get(`/api/issue-mirrors/${other.id}/jobs`)).body).toEqual([]);
    });

    it('does not sync while the config or the mirror is disabled', async () => {
      const config = await lab.configure({ enabled: false });
      const refused = await app.http.post(`/api/issue-mirrors/${config.id}/trigger-sync`).expect(400);
      expect((refused.body as { detail: string }).detail).toContain('enable');
      await app.http.put(`/api/issue-mirrors/${config.id}`).send({ enabled: true }).expect(200);
      await app.http.put(`/api/mirrors/${lab.mirrorId}`).send({ enabled: false }).expect(200);
      await app.http.post(`/api/issue-mirrors/${config.id}/trigger-sync`).expect(400);
    });

    it('says in a sentence why it failed', async () => {
      const config = await lab.configure();
      to.issuesAccess = 'disabled';
      const failed = await lab.sync(config);
      expect(failed).toMatchObject({ status: 'failed' });
      expect(String(failed.error)).toContain('Issues are turned off');
      const shown = (await app.http.get(`/api/issue-mirrors/${config.id}`)).body as Config;
      expect(shown).toMatchObject({ last_sync_status: 'failed', last_sync_error: failed.error });
      to.issuesAccess = 'enabled';
      expect(await lab.sync(config)).toMatchObject({ status: 'success' });
    });

    it('finds the copies again after the config was deleted and made anew', async () => {
      const issue = a.world.createIssue(from, { title: 'One' });
      const config = await lab.configure();
      await lab.sync(config);
      await app.http.delete(`/api/issue-mirrors/${config.id}`).expect(200);
      a.world.updateIssue(issue, { title: 'Renamed' });
      await lab.sync(await lab.configure());
      expect(lab.copies().map(({ title }) => title)).toEqual(['Renamed']);
    });
  });

  describe('plans', () => {
    it('say what a sync would do, without doing it', async () => {
      const issue = a.world.createIssue(from, { title: 'One' });
      a.world.addNote(issue, 'hello');
      const config = await lab.configure();
      const plan = (body: object = {}) => lab.post<Config>(`/api/issue-mirrors/${config.id}/plan`, body, 200);
      await lab.countFromNow();
      expect(await plan()).toMatchObject({
        config_id: config.id,
        baseline_only: false,
        full: true,
        totals: { create: 1, update: 0, skip: 0 },
        issues: [{ source_issue_iid: 1, title: 'One', action: 'create', comments_to_create: 1 }],
        truncated: false,
      });
      expect(lab.copies()).toEqual([]);
      expect(Object.keys(b.requests.byRoute).filter((route) => !route.startsWith('GET'))).toEqual([]);
      await lab.sync(config);
      a.world.updateIssue(issue, { title: 'Two' });
      expect(await plan({ limit: 10 })).toMatchObject({ issues: [{ action: 'update', changes: ['title'] }] });
      expect(lab.copyOf(1).title).toBe('One');
      await app.http.post(`/api/issue-mirrors/${config.id}/plan`).send({ limit: 0 }).expect(422);
    });
  });

  describe('comparisons', () => {
    it('find what GitLab does not announce', async () => {
      const issue = a.world.createIssue(from, { title: 'One' });
      const note = a.world.addNote(issue, 'hello');
      a.world.addNote(issue, 'and more');
      const config = await lab.configure();
      await lab.sync(config);
      const before = issue.updatedAt;
      a.world.editNote(issue, note, 'hello again');
      issue.updatedAt = before;
      const path = `/api/issue-mirrors/${config.id}/reconcile`;
      const { job_id: id } = await lab.post<{ job_id: number }>(path, {}, 202);
      expect(await lab.finished(config, id)).toMatchObject({ status: 'success' });
      expect(comments(lab.copyOf(1)).map((body) => body.split('\n')[0])).toEqual(['hello again', 'and more']);
    });
  });

  describe('the schedule', () => {
    const makeDue = (config: Config): Promise<unknown> =>
      app.app
        .get(Tx)
        .query(`update issue_mirrors set next_sync_at = now() - interval '1 hour' where id = $1`, [config.id]);

    it('runs what is due once, and sets the next time within the interval', async () => {
      a.world.createIssue(from, { title: 'One' });
      const config = await lab.configure({ sync_interval_minutes: 5 });
      await makeDue(config);
      const before = Date.now();
      await lab.tick();
      const [job] = await waitFor('a scheduled run', async () => {
        const jobs = await lab.jobs(config);
        return jobs[0]?.status === 'success' && jobs;
      });
      expect(job).toMatchObject({ trigger: 'scheduled', issues_created: 1 });
      expectSlot(await lab.config(config.id), before, 5);
      expect(await lab.jobs(config)).toHaveLength(1);
    });

    it('leaves disabled configs and those of disabled mirrors alone', async () => {
      const off = await lab.configure({ enabled: false });
      await newMirror();
      const ofMirror = await lab.configure();
      await app.http.put(`/api/mirrors/${lab.mirrorId}`).send({ enabled: false }).expect(200);
      await newMirror();
      const due = await lab.configure();
      for (const config of [off, ofMirror, due]) await makeDue(config);
      await lab.tick();
      await waitFor('the tick', async () => (await lab.jobs(due)).length > 0);
      expect([...(await lab.jobs(off)), ...(await lab.jobs(ofMirror))]).toEqual([]);
    });
  });

  describe('mappings', () => {
    it('lists which issue became which, by page, text and status', async () => {
      for (const title of ['Alpha', 'Beta', 'Gamma']) a.world.createIssue(from, { title });
      const config = await lab.configure();
      await lab.sync(config);
      const path = `/api/issue-mirrors/${config.id}/mappings`;
      const page = await app.http.get(`${path}?per_page=2`).expect(200);
      expect(page.headers['x-total']).toBe('3');
      expect((page.body as unknown[])[0]).toMatchObject({
        source_issue_iid: 1,
        source_web_url: `${a.url}/group/${from.path}/-/issues/1`,
        target_issue_iid: lab.copyOf(1).iid,
        target_web_url: `${b.url}/copies/${to.path}/-/issues/${lab.copyOf(1).iid}`,
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
      const first = await lab.configure();
      await newMirror();
      const second = await lab.configure({ enabled: false });
      const ids = [first.id, second.id, 999_999];
      const bulk = (body: object) => lab.post<Record<string, unknown>>('/api/issue-mirrors/bulk', body, 200);
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
