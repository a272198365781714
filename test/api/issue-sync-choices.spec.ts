import { Tx } from '@app/database';
import { comments, type Config, IssueSyncLab } from '../support/issue-sync-lab';

const firstLines = (texts: string[]): string[] => texts.map((text) => text.split('\n')[0] ?? '');

describe('what a config may choose', () => {
  let lab: IssueSyncLab;

  beforeAll(async () => {
    lab = await IssueSyncLab.start({}, { tier: 'premium' }, { tier: 'premium' });
  });

  afterAll(() => lab?.stop());

  beforeEach(() => lab.newMirror());

  const reconcile = async (config: Config): Promise<void> => {
    const { job_id: id } = await lab.post<{ job_id: number }>(`/api/issue-mirrors/${config.id}/reconcile`, {}, 202);
    expect((await lab.finished(config, id)).status).toBe('success');
  };
  const titles = (): string[] => lab.copies().map(({ title }) => title);

  it('a tier that was guessed wrongly is put right by the first copies', async () => {
    await lab.app.app.get(Tx).query(`update instances set gitlab_tier = 'free' where id = $1`, [lab.instances.target]);
    const { world } = lab.a;
    const people = ['ann', 'ben'].map((username) => world.createUser({ username }));
    world.addMembers(
      lab.from,
      people.map((user) => [user, 'developer']),
    );
    world.createIssue(lab.from, { title: 'One', weight: 3, assignees: people });
    const config = await lab.configure();
    await lab.sync(config);
    expect(lab.copyOf(1).weight).toBe(3);
    await lab.sync(config);
    const labels = lab.copyOf(1).labels.map(({ name }) => name);
    expect(labels).toEqual(expect.arrayContaining(['Assignee::@ann', 'Assignee::2::@ben']));
  });

  it.each([
    ['keep', ['gone', 'stays'], 'opened'],
    ['mark', ['🗑️ *This comment was deleted at the source.*', 'stays'], 'closed'],
    ['delete', ['stays'], undefined],
  ])('%s what was deleted at the source', async (choice, left, state) => {
    const one = lab.a.world.createIssue(lab.from, { title: 'One' });
    const two = lab.a.world.createIssue(lab.from, { title: 'Two' });
    const note = lab.a.world.addNote(two, 'gone');
    lab.a.world.addNote(two, 'stays');
    const config = await lab.configure({ on_source_note_deleted: choice, on_source_issue_deleted: choice });
    await lab.sync(config);
    lab.a.world.deleteNote(two, note);
    lab.a.world.deleteIssue(one);
    await reconcile(config);
    expect(firstLines(comments(lab.copyOf(two.iid)))).toEqual(left);
    const copy = lab.copies().find((found) => found.title === 'One');
    expect(copy?.state).toBe(state);
  });

  it.each([
    ['overwrite', 'From the source', ['hello']],
    ['keep', 'By hand', ['hello']],
    ['stop', 'By hand', []],
  ])('%s a copy that was edited on the target', async (choice, title, notes) => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure({ on_target_modified: choice });
    await lab.sync(config);
    lab.b.world.updateIssue(lab.copyOf(1), { title: 'By hand', labels: ['own'] });
    lab.a.world.updateIssue(issue, { title: 'From the source' });
    lab.a.world.addNote(issue, 'hello');
    const done = await lab.sync(config);
    expect(done.warnings).toEqual([
      { issue_iid: 1, message: expect.stringContaining('edited on the target') as string },
    ]);
    expect(lab.copyOf(1).title).toBe(title);
    expect(firstLines(comments(lab.copyOf(1)))).toEqual(notes);
    const [mapping] = await lab.get<{ sync_status: string }[]>(`/api/issue-mirrors/${config.id}/mappings`);
    expect(mapping?.sync_status).toBe(choice === 'overwrite' ? 'synced' : 'target_modified');
  });

  it.each([
    ['recreate', ['Changed']],
    ['leave', []],
  ])('%s a copy that was deleted on the target', async (choice, left) => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure({ on_target_deleted: choice });
    await lab.sync(config);
    lab.b.world.deleteIssue(lab.copyOf(1));
    lab.a.world.updateIssue(issue, { title: 'Changed' });
    await lab.sync(config);
    expect(titles()).toEqual(left);
  });

  it('which issues get a copy; one that exists is kept up to date', async () => {
    const { world } = lab.a;
    const wanted = world.createIssue(lab.from, { title: 'fix: login', labels: ['bug'] });
    world.createIssue(lab.from, { title: 'fix: logout', labels: ['bug', 'wontfix'] });
    world.createIssue(lab.from, { title: 'fix: secret', labels: ['bug'], confidential: true });
    world.createIssue(lab.from, { title: 'feature', labels: ['bug'] });
    const config = await lab.configure({
      filters: { labels_all: ['bug'], labels_not: ['wontfix'], confidential: 'never', title_pattern: 'fix:*' },
    });
    expect(await lab.sync(config)).toMatchObject({ issues_total: 4, issues_created: 1, issues_skipped: 3 });
    world.updateIssue(wanted, { title: 'renamed', labels: ['wontfix'] });
    await lab.sync(config);
    expect(titles()).toEqual(['renamed']);
  });

  it('how labels and people are called on the target', async () => {
    const { world } = lab.a;
    const alice = world.createUser({ username: `alice${lab.from.id}` });
    const bob = world.createUser({ username: `bob${lab.from.id}` });
    world.addMembers(lab.from, [
      [alice, 'developer'],
      [bob, 'developer'],
    ]);
    const there = lab.b.world.createUser({ username: `a.smith${lab.to.id}` });
    lab.b.world.addMembers(lab.to, [[there, 'developer']]);
    world.createIssue(lab.from, { title: 'One', labels: ['type::bug', 'internal'], assignees: [alice, bob] });
    const config = await lab.configure({
      label_rules: [
        { from: 'type::bug', to: 'bug' },
        { from: 'internal', to: null },
      ],
      user_mapping: { [alice.username]: there.username },
    });
    await lab.sync(config);
    const copy = lab.copyOf(1);
    expect(copy.labels.map(({ name }) => name).toSorted()).toEqual([
      `Assignee::@${bob.username}`,
      `Mirrored-From::instance-${lab.instances.source}`,
      'bug',
    ]);
    expect(copy.assignees).toEqual([there]);
  });

  it('which fields are copied: what is switched off stays as it is, and comes when it is switched on', async () => {
    const { world } = lab.a;
    const file = await world.addUpload(lab.from, { filename: 'a.txt', content: 'hello' });
    const issue = world.createIssue(lab.from, {
      title: 'One',
      description: `[a](/uploads/${file.secret}/a.txt)`,
      labels: ['bug'],
      weight: 3,
    });
    issue.timeEstimate = 12_600;
    issue.timeSpent = 3_600;
    world.addNote(issue, 'hello');
    const all = ['comments', 'labels', 'attachments', 'weight', 'time_estimate', 'time_spent'].map(
      (name) => `sync_${name}`,
    );
    const every = (on: boolean): object => Object.fromEntries(all.map((name) => [name, on]));
    const config = await lab.configure(every(false));
    await lab.sync(config);
    const shown = (): object => {
      const copy = lab.copyOf(1);
      const { weight, timeEstimate, timeSpent } = copy;
      return {
        weight,
        timeEstimate,
        timeSpent,
        comments: comments(copy).length,
        files: lab.to.uploads.size,
        labels: copy.labels.length,
      };
    };
    expect(shown()).toEqual({ weight: null, timeEstimate: 0, timeSpent: 0, comments: 0, files: 0, labels: 1 });
    await lab.app.http.put(`/api/issue-mirrors/${config.id}`).send(every(true)).expect(200);
    await lab.sync(config);
    expect(shown()).toEqual({ weight: 3, timeEstimate: 12_600, timeSpent: 3_600, comments: 1, files: 1, labels: 2 });
    world.updateIssue(issue, { weight: null });
    issue.timeEstimate = 0;
    issue.timeSpent = 60;
    await lab.sync(config);
    expect(shown()).toMatchObject({ weight: null, timeEstimate: 0, timeSpent: 60 });
  });

  it('not to update: what exists stays, what is new is copied', async () => {
    const issue = lab.a.world.createIssue(lab.from, { title: 'One' });
    const config = await lab.configure({ update_existing: false });
    await lab.sync(config);
    lab.a.world.updateIssue(issue, { title: 'Changed' });
    lab.a.world.createIssue(lab.from, { title: 'Two' });
    await lab.sync(config);
    expect(titles()).toEqual(['One', 'Two']);
  });

  it('what GitLab can only plan at the source stands in labels and in the footer', async () => {
    const { world } = lab.a;
    const milestone = world.createMilestone({ project: lab.from }, { title: 'v1.0' });
    const alice = world.createUser({ username: `al${lab.from.id}`, name: 'Alice Smith' });
    world.addMembers(lab.from, [[alice, 'developer']]);
    world.createIssue(lab.from, { title: 'One', milestone, assignees: [alice] });
    await lab.sync(await lab.configure());
    const copy = lab.copyOf(1);
    expect(copy.labels.map(({ name }) => name).toSorted()).toEqual([
      `Assignee::@${alice.username}`,
      'Milestone::v1.0',
      `Mirrored-From::instance-${lab.instances.source}`,
    ]);
    expect(copy.description).toContain('\n\n🎯 **Milestone**: v1.0\n👤 **Assignees**: Alice Smith\n');
    expect([copy.milestone, copy.assignees]).toEqual([null, []]);
  });
});
