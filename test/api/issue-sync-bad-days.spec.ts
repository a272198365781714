import type { SimulatorOptions } from '../../apps/gitlab-simulator/src';
import { Tx } from '@app/database';
import { comments, IssueSyncLab } from '../support/issue-sync-lab';
import { waitFor } from '../support/wait-for';

const firstLine = (text: string | null): string => (text ?? '').split('\n')[0] ?? '';

describe('issue sync on bad days', () => {
  let lab: IssueSyncLab;

  beforeAll(async () => {
    lab = await IssueSyncLab.start({}, { tier: 'premium' });
  });

  afterAll(() => lab?.stop());

  beforeEach(async () => {
    for (const simulator of [lab.a, lab.b]) simulator.faults.clear();
    await lab.newMirror();
  });

  const writesToTarget = (): string[] =>
    Object.keys(lab.b.requests.byRoute).filter((route) => !route.startsWith('GET'));
  const renewToken = (token: string): unknown =>
    lab.app.http.put(`/api/instances/${lab.instances.target}`).send({ token });

  it('an archived target says so, and goes on when it is no longer', async () => {
    lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure();
    lab.to.archived = true;
    const failed = await lab.sync(config);
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('unarchive it') as string });
    lab.to.archived = false;
    expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 1 });
  });

  it('a project that is archived in the middle stops the run, and the rest follows', async () => {
    for (let i = 1; i <= 40; i++) lab.a.world.createIssue(lab.from, { title: `Issue ${i}` });
    const config = await lab.configure();
    const match = { method: 'POST', path: `/projects/${lab.to.id}/issues$`, nth: 2 };
    lab.b.faults.add({ kind: 'slow', ms: 2_000, match, times: Infinity });
    const { job_id: id } = await lab.post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/trigger-sync`, {}, 202);
    await waitFor('some copies', () => lab.copies().length > 0);
    lab.to.archived = true;
    expect((await lab.finished(config, id)).status).toMatch(/failed|partial/);
    lab.to.archived = false;
    lab.b.faults.clear();
    await lab.post(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    await waitFor('all copies', () => lab.copies().length === 40);
  });

  it('issues that are turned off for a while at the target are not made anew', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'one' });
    lab.a.world.addNote(issue, 'hello');
    const config = await lab.configure();
    await lab.sync(config);
    // Only now is known of the target all that is asked once an hour.
    await lab.sync(config);
    lab.a.world.updateIssue(issue, { title: 'changed' });
    lab.to.issuesAccess = 'disabled';
    await lab.sync(config);
    lab.to.issuesAccess = 'enabled';
    await lab.post(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    const titles = (): string[] => lab.copies().map(({ title }) => title);
    await waitFor('the change', () => titles().includes('changed'));
    expect(titles()).toEqual(['changed']);
    expect(comments(lab.copyOf(issue.iid))).toHaveLength(1);
  });

  it('issues that are turned off for a while at the source keep their copies', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'one' });
    const config = await lab.configure({ on_source_issue_deleted: 'delete' });
    await lab.sync(config);
    lab.from.issuesAccess = 'disabled';
    const { job_id: id } = await lab.post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/reconcile`, {}, 202);
    await lab.finished(config, id);
    expect(lab.copyOf(issue.iid).title).toBe('one');
  });

  it('a token that may only read is told apart from one that may write', async () => {
    lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure();
    const token = lab.b.world.createToken();
    await renewToken(token.token);
    token.scopes = ['read_api'];
    const failed = await lab.sync(config);
    expect(failed.status).not.toBe('success');
    expect(`${JSON.stringify(failed.error)} ${JSON.stringify(failed.errors)}`).toMatch(/scope/i);
    token.scopes = ['api'];
    await lab.post(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    await waitFor('the copy', () => lab.copies().length === 1);
  });

  it('a token that is revoked stops the run, and a new one carries on', async () => {
    lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure();
    const token = lab.b.world.createToken();
    await renewToken(token.token);
    lab.b.world.revokeToken(token);
    expect(await lab.sync(config)).toMatchObject({ status: 'failed', issues_created: 0 });
    await renewToken(lab.b.world.createToken().token);
    expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 1 });
  });

  it('without the right to set labels, copies are made all the same, once', async () => {
    const guest = lab.b.world.createUser({ username: `guest${lab.to.id}` });
    lab.b.world.addMembers(lab.to, [[guest, 'guest']]);
    const admin = lab.b.world.createToken().token;
    lab.a.world.createIssue(lab.from, { title: 'One', labels: ['bug'] });
    const config = await lab.configure();
    await renewToken(lab.b.world.createToken({ user: guest }).token);
    const done = await lab.sync(config);
    expect(done).toMatchObject({ issues_created: 1 });
    expect(done.warnings.map(({ message }) => message).join(' ')).toMatch(/label/i);
    await lab.sync(config);
    expect(lab.copies().map(({ title }) => title)).toEqual(['One']);
    await renewToken(admin);
  });

  it('a Free target gets everything but weights, and says so once', async () => {
    const [one, two] = ['One', 'Two'].map((title) => lab.a.world.createIssue(lab.from, { title, weight: 3 }));
    const done = await lab.sync(await lab.configure());
    expect(done).toMatchObject({ status: 'success', issues_created: 2 });
    expect(done.warnings).toEqual([{ issue_iid: null, message: expect.stringContaining('no weights') as string }]);
    expect([one, two].map((issue) => issue && lab.copyOf(issue.iid).weight)).toEqual([null, null]);
  });

  it('a comment as long as GitLab allows is shortened, with its footer and a link to all of it', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const note = lab.a.world.addNote(issue, 'x'.repeat(1_000_000));
    expect(await lab.sync(await lab.configure())).toMatchObject({ status: 'success', comments_synced: 1 });
    const [copy = ''] = comments(lab.copyOf(1));
    expect(copy.length).toBeLessThanOrEqual(1_000_000);
    expect(copy).toContain(`/-/issues/1#note_${note.id})`);
    expect(copy).toContain('✂️');
  });

  it('comments beyond what GitLab takes are named, and the others are copied once', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    for (let i = 1; i <= 25; i++) lab.a.world.addNote(issue, `comment ${i}`);
    const config = await lab.configure();
    lab.b.settings.maxNotesPerIssue = 20;
    const done = await lab.sync(config);
    expect(done.warnings.map(({ message }) => message).join(' ')).toContain('refused');
    await lab.post(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    await lab.sync(config);
    const copied = (): string[] => comments(lab.copyOf(1)).map(firstLine);
    const all = Array.from({ length: 25 }, (_, i) => `comment ${i + 1}`);
    expect(copied()).toEqual(all.slice(0, 20));
    const [mapping] = await lab.get<{ sync_status: string; sync_error: string }[]>(
      `/api/issue-mirrors/${config.id}/mappings`,
    );
    expect(mapping).toMatchObject({
      sync_status: 'incomplete',
      sync_error: expect.stringContaining('refused') as string,
    });
    lab.b.settings.maxNotesPerIssue = 5_000;
    await lab.post(`/api/issue-mirrors/${config.id}/retry-failed`, {}, 202);
    await waitFor('the others', () => copied().length === 25);
    expect(copied()).toEqual(all);
  });

  it('300 labels, one with a comma, arrive once each', async () => {
    const labels = ['a, b', ...Array.from({ length: 299 }, (_, i) => `label ${i}`)];
    lab.a.world.createIssue(lab.from, { title: 'One', labels });
    const config = await lab.configure();
    expect(await lab.sync(config)).toMatchObject({ status: 'success' });
    const names = lab.copyOf(1).labels.map(({ name }) => name);
    expect(names).toHaveLength(301);
    expect(names).toContain('a\u201a b');
    await lab.countFromNow();
    await lab.sync(config);
    expect(writesToTarget()).toEqual([]);
  });

  it('any text arrives, without what no database can hold', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: '👩‍👩‍👧 مرحبا שלום', description: '🇩🇪 \u202eabc\u202c é' });
    const note = lab.a.world.addNote(issue, 'x');
    issue.title += '\0\ud83d';
    issue.description += '\0\udca9 end';
    note.body = 'a\0b\ud83dc';
    const config = await lab.configure();
    expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 1, comments_synced: 1 });
    const copy = lab.copyOf(1);
    expect(copy.title).toBe('👩‍👩‍👧 مرحبا שלום');
    expect(firstLine(copy.description)).toBe('🇩🇪 \u202eabc\u202c é end');
    expect(comments(copy).map(firstLine)).toEqual(['abc']);
    await lab.countFromNow();
    await lab.sync(config);
    expect(writesToTarget()).toEqual([]);
  });

  it('an issue that always fails waits longer each time, while the others go on', async () => {
    lab.a.world.createIssue(lab.from, { title: 'Bad', description: 'x'.repeat(5000) });
    const config = await lab.configure();
    lab.b.settings.maxDescriptionLength = 2000;
    const waits: number[] = [];
    for (let round = 1; round <= 3; round++) {
      lab.a.world.createIssue(lab.from, { title: `Good ${round}` });
      await lab.sync(config);
      const [mapping] = await lab.get<{ retry_at: string }[]>(
        `/api/issue-mirrors/${config.id}/mappings?sync_status=failed`,
      );
      waits.push(Math.round((Date.parse(mapping?.retry_at ?? '') - Date.now()) / 60_000));
      await lab.app.app
        .get(Tx)
        .query(`update issue_links set retry_at = now() where status = 'failed' and retry_at is not null`);
    }
    lab.b.settings.maxDescriptionLength = 1_048_576;
    expect(waits).toEqual([15, 30, 60]);
    expect(lab.copies().map(({ title }) => title)).toEqual(['Good 1', 'Good 2', 'Good 3']);
    await lab.sync(config);
    expect(lab.copies()).toHaveLength(4);
  });

  it('a source project that is renamed stays the same project', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure();
    await lab.sync(config);
    lab.a.world.moveProject(lab.from, { path: `renamed${lab.from.id}` });
    lab.a.world.updateIssue(issue, { title: 'Two' });
    expect(await lab.sync(config)).toMatchObject({ status: 'success', issues_created: 0, issues_updated: 1 });
    expect(lab.copies().map(({ title }) => title)).toEqual(['Two']);
  });

  it('an issue that moves away is closed, and its copy says so', async () => {
    const elsewhere = await lab.a.world.createProject({ path: `elsewhere/p${lab.from.id}` });
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure();
    await lab.sync(config);
    lab.a.world.updateIssue(issue, { state: 'closed' });
    issue.movedTo = lab.a.world.createIssue(elsewhere, { title: 'One' });
    await lab.sync(config);
    expect(lab.copyOf(1)).toMatchObject({ state: 'closed' });
    expect(lab.copyOf(1).description).toContain('📦 **Moved**');
  });
});

describe('issue sync between versions', () => {
  it.each<[string, SimulatorOptions, SimulatorOptions]>([
    ['16.11 to 18.10', { version: '16.11.0-ee', tier: 'premium' }, { version: '18.10.0-ee', tier: 'premium' }],
    ['18.10 to 16.11', { version: '18.10.0-ee', tier: 'premium' }, { version: '16.11.0-ee' }],
    ['17.3 to 17.11', { version: '17.3.0-ee' }, { version: '17.11.0-ee', tier: 'premium' }],
  ])('%s carries over what both can', async (_, source, target) => {
    const lab = await IssueSyncLab.start({}, source, target);
    try {
      await lab.newMirror();
      const { world } = lab.a;
      const file = await world.addUpload(lab.from, { filename: 'a.txt', content: 'hello' });
      const issue = world.createIssue(lab.from, {
        title: 'One',
        description: `[a](/uploads/${file.secret}/a.txt)`,
        labels: ['bug'],
        confidential: true,
      });
      world.addNote(issue, 'public');
      world.addNote(issue, { body: 'secret', internal: true });
      for (let i = 2; i <= 120; i++) world.createIssue(lab.from, { title: `Issue ${i}` });
      const config = await lab.configure();
      const done = await lab.sync(config);
      expect(done).toMatchObject({ status: 'success', issues_created: 120, comments_synced: 2 });
      const copy = lab.copyOf(1);
      expect(copy.confidential).toBe(true);
      expect(copy.notes.filter(({ system }) => !system).map(({ internal }) => internal)).toEqual([false, true]);
      // No token fetches a file before 17.2.
      const fetchable = source.version?.startsWith('16') !== true;
      expect([...lab.to.uploads.values()].map(({ size }) => size)).toEqual(fetchable ? [5] : []);
      expect(copy.description?.includes(`${lab.a.url}/group/${lab.from.path}/uploads/`)).toBe(!fetchable);
      world.updateIssue(issue, { title: 'Two' });
      await lab.sync(config);
      expect(lab.copyOf(1).title).toBe('Two');
      expect(lab.copies()).toHaveLength(120);
    } finally {
      await lab.stop();
    }
  });
});
