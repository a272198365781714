import { ALICE, BOB } from '../testing/fake-gitlab.fixture';
import { copies, copyOf, World } from '../testing/world.fixture';

describe('a first run', () => {
  it('copies issues with their comments, in the order of their numbers', async () => {
    const world = new World();
    for (const title of ['one', 'two', 'three'])
      world.source.add({ title, description: `text of ${title}`, labels: ['bug'] });
    world.source.addNote(2, { body: 'first' });
    world.source.addNote(2, { body: 'second', author: BOB });
    world.source.edit(3, { state: 'closed' });
    const report = await world.sync();
    expect(report).toMatchObject({
      status: 'success',
      errors: [],
      warnings: [],
      counters: { issuesCreated: 3, commentsSynced: 2 },
    });
    expect(copies(world).map(({ title }) => title)).toEqual(['one', 'two', 'three']);
    expect(copyOf(world, 'two').notes.map(({ body }) => body.split('\n')[0])).toEqual(['first', 'second']);
    expect(copyOf(world, 'three').state).toBe('closed');
    expect(copyOf(world, 'one').labels.toSorted()).toEqual(['Mirrored-From::instance-1', 'bug']);
  });

  it('writes the footer byte for byte', async () => {
    const world = new World();
    world.source.add({
      title: 'one',
      description: 'text',
      milestone: { title: 'v1.0' },
      iteration: { title: 'Sprint 5' },
      epic: { iid: 42, title: 'Big Feature' },
      assignees: [ALICE, BOB],
    });
    await world.sync();
    const copy = copyOf(world, 'one');
    expect(copy.description).toMatch(
      /^text\n\n---\n\n<!-- MIRROR_MAESTRO_FOOTER -->\n\n### 📋 Mirror Information\n\n🔗 \*\*Source\*\*: \[group\/project#1\]\(https:\/\/source\.example\/group\/project\/-\/issues\/1\)\n\n🎯 \*\*Milestone\*\*: v1\.0\n🔄 \*\*Iteration\*\*: Sprint 5\n🏔️ \*\*Epic\*\*: &42 Big Feature\n👤 \*\*Assignees\*\*: Alice Smith, Bob Jones\n✍️ \*\*Author\*\*: Alice Smith\n🕒 \*\*Created\*\*: 2025-03-01 12:00 UTC\n\n<!-- mirror-maestro:1 issue [^>]+ -->$/,
    );
    expect(copy.labels.toSorted()).toEqual([
      'Assignee::@alice',
      'Assignee::@bob',
      'Epic::&42',
      'Iteration::Sprint 5',
      'Milestone::v1.0',
      'Mirrored-From::instance-1',
    ]);
  });

  it('makes no request that is not needed', async () => {
    const world = new World();
    for (let i = 1; i <= 250; i++) {
      world.source.add({ title: `issue ${i}`, state: i % 4 === 0 ? 'closed' : 'opened', labels: ['bug'] });
      if (i % 2 === 0) for (const body of ['a', 'b', 'c']) world.source.addNote(i, { body });
    }
    await world.sync();
    const { wire } = world;
    expect(wire.count('target.createIssue')).toBe(250);
    expect(wire.count('target.createNote')).toBe(375);
    expect(wire.count('target.updateIssue')).toBe(62);
    expect(wire.count('source.listDiscussions')).toBe(125);
    const necessary = 250 + 375 + 62 + 125 + 3;
    expect(wire.count('source.') + wire.count('target.')).toBeLessThanOrEqual(necessary * 1.05);
  });

  it('only sets a baseline when existing issues are not wanted', async () => {
    const world = new World();
    world.options.syncExistingIssues = false;
    world.source.add({ title: 'old' });
    expect((await world.sync()).counters.issuesTotal).toBe(0);
    world.source.edit(1, { title: 'old, edited' });
    world.source.add({ title: 'new' });
    await world.sync();
    expect(copies(world).map(({ title }) => title)).toEqual(['new']);
  });
});

describe('later runs', () => {
  it('cost next to nothing when nothing has changed', async () => {
    const world = new World();
    for (let i = 1; i <= 300; i++) world.source.add({ title: `issue ${i}` });
    await world.sync();
    await world.sync();
    const report = await world.sync();
    expect(world.wire.count('source.') + world.wire.count('target.')).toBeLessThanOrEqual(2);
    expect(world.wire.count('store.')).toBeLessThanOrEqual(5);
    expect(report.counters).toMatchObject({ issuesCreated: 0, issuesUpdated: 0, issuesFailed: 0 });
  });

  it('cost two requests and the necessary ones when ten of many have changed', async () => {
    const world = new World();
    for (let i = 1; i <= 300; i++) world.source.add({ title: `issue ${i}` });
    await world.sync();
    await world.sync();
    for (let i = 1; i <= 10; i++) world.source.edit(i * 7, { title: `changed ${i}` });
    const report = await world.sync();
    expect(report.counters.issuesUpdated).toBe(10);
    expect(world.wire.count('source.') + world.wire.count('target.')).toBeLessThanOrEqual(12);
  });

  it.each([
    ['title', { title: 'new' }, { title: 'new' }],
    ['state', { state: 'closed' as const }, { state: 'closed' }],
    ['due date', { dueDate: '2025-05-01' }, { dueDate: '2025-05-01' }],
    ['confidentiality', { confidential: true }, { confidential: true }],
    ['lock', { discussionLocked: true }, { discussionLocked: true }],
    ['estimate', { timeEstimate: 3661 }, { timeEstimate: 3660 }],
    ['time spent', { timeSpent: 7200 }, { timeSpent: 7200 }],
  ])('bring over a change of the %s', async (_, change, expected) => {
    const world = new World();
    world.source.add({ title: 'one' });
    await world.sync();
    world.source.edit(1, change);
    const report = await world.sync();
    expect(report.counters.issuesUpdated).toBe(1);
    expect(copies(world)[0]).toMatchObject(expected);
    await world.sync();
    expect(world.wire.calls.filter((call) => /^target\.(?!list|get)/.test(call))).toEqual([]);
  });

  it('keep labels that people added, and take away their own', async () => {
    const world = new World();
    world.source.add({ title: 'one', labels: ['a', 'b'] });
    await world.sync();
    world.target.setLabels(copies(world)[0]!, [...copies(world)[0]!.labels, 'by hand']);
    world.source.edit(1, { labels: ['b', 'c'] });
    await world.sync();
    expect(copies(world)[0]!.labels.toSorted()).toEqual(['Mirrored-From::instance-1', 'b', 'by hand', 'c']);
  });

  it('see the first comment of an issue although GitLab does not bump it', async () => {
    const world = new World();
    world.context.limits = { ...world.context.limits, reconcileHours: 1 };
    world.source.add({ title: 'one' });
    await world.sync();
    world.nowMs += 3_600_000;
    world.source.tick(3_600_000);
    world.source.addNote(1, { body: 'first' });
    await world.sync();
    expect(copies(world)[0]!.notes).toHaveLength(1);
  });

  it('see an edited comment by looking at the newest ones', async () => {
    const world = new World();
    world.context.limits = { ...world.context.limits, reconcileHours: 1 };
    world.source.add({ title: 'one' });
    const note = world.source.addNote(1, { body: 'before' });
    await world.sync();
    world.nowMs += 3_600_000;
    world.source.editNote(1, note.id, 'after');
    await world.sync();
    expect(copies(world)[0]!.notes[0]!.body).toMatch(/^after\n/);
  });

  it('close what was mirrored while it was open, and leave out what was never open', async () => {
    const world = new World();
    world.options.syncClosedIssues = false;
    world.source.add({ title: 'open' });
    world.source.add({ title: 'closed', state: 'closed' });
    await world.sync();
    world.source.edit(1, { state: 'closed' });
    await world.sync();
    expect(copies(world).map(({ title, state }) => [title, state])).toEqual([['open', 'closed']]);
  });

  it('re-sync what an option touches when it is switched on', async () => {
    const world = new World();
    world.options = { ...world.options, syncLabels: false, syncComments: false };
    world.source.add({ title: 'one', labels: ['bug'] });
    world.source.addNote(1, { body: 'hello' });
    await world.sync();
    expect(copies(world)[0]).toMatchObject({ labels: ['Mirrored-From::instance-1'], notes: [] });
    world.options = { ...world.options, syncLabels: true, syncComments: true };
    await world.sync();
    expect(copies(world)[0]!.labels).toContain('bug');
    expect(copies(world)[0]!.notes).toHaveLength(1);
  });

  it('leave what an option brought when it is switched off, and write nothing', async () => {
    const world = new World();
    const url = `/uploads/${'a'.repeat(32)}/a.png`;
    world.source.uploads.set(`${'a'.repeat(32)}/a.png`, 'picture');
    world.source.add({ title: 'one', labels: ['bug', 'old'], description: `![a](${url})` });
    world.source.addNote(1, { body: 'hello' });
    world.source.addNote(1, { body: `![a](${url}) ~bug` });
    await world.sync();
    const before = structuredClone(copies(world));
    const { syncLabels: _, ...all } = world.options;
    world.options = { ...world.options, syncLabels: false, syncAttachments: false, syncTimeSpent: false };
    await world.sync();
    const [copy] = copies(world);
    expect(copy).toMatchObject({ labels: before[0]!.labels, description: before[0]!.description });
    expect(world.wire.calls.filter((call) => /^target\.(?!list|get)/.test(call))).toEqual(['target.updateNote']);
    world.source.edit(1, { labels: ['bug'] });
    await world.sync();
    expect(copies(world)[0]!.labels).toEqual(before[0]!.labels);
    world.options = { ...all, syncLabels: true };
    await world.sync();
    expect(copies(world)[0]!.labels).toEqual(['Mirrored-From::instance-1', 'bug']);
  });

  it('only create when updating is off', async () => {
    const world = new World();
    world.options.updateExisting = false;
    world.source.add({ title: 'one' });
    await world.sync();
    world.source.edit(1, { title: 'changed' });
    world.source.add({ title: 'two' });
    await world.sync();
    expect(copies(world).map(({ title }) => title)).toEqual(['one', 'two']);
  });

  it.each(['the first', 'a later'])(
    'miss nothing although a row is dated ahead of its server in %s run',
    async (which) => {
      const world = new World();
      world.source.add({ title: 'one' });
      if (which === 'a later') await world.sync();
      world.source.edit(1, { updatedAt: '2025-03-01T14:00:00.000Z' });
      await world.sync();
      await world.sync();
      world.source.tick(15 * 60_000);
      world.source.add({ title: 'two' });
      await world.sync();
      expect(copies(world).map(({ title }) => title)).toEqual(['one', 'two']);
    },
  );

  it('survive edits while many pages are read', async () => {
    const world = new World();
    for (let i = 1; i <= 450; i++) world.source.add({ title: `issue ${i}` });
    const listings = () => world.wire.count('source.listIssues');
    world.wire.weather = {
      before: () => undefined,
      after: (call) => {
        if (call === 'source.listIssues' && listings() < 8)
          world.source.edit(listings(), { title: `edited ${listings()}` });
      },
    };
    await world.sync();
    await world.sync();
    expect(
      copies(world)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual([...world.source.issues.values()].map(({ title }) => title).toSorted());
  });
});

describe('an issue that is edited while it is being copied', () => {
  it('is copied once', async () => {
    const world = new World();
    world.options.syncExistingIssues = false;
    await world.sync();
    for (let i = 1; i <= 150; i++) world.source.add({ title: `issue ${i}` });
    // The last of the first page is edited, so the second page brings it again while its copy is being made.
    world.wire.weather = {
      before: () => undefined,
      after: (call) => {
        if (call === 'source.listIssues' && world.wire.count(call) === 1)
          world.source.edit(100, { description: 'edited' });
      },
    };
    const { target } = world.request().ports;
    const request = world.request();
    request.ports.target = {
      ...target,
      createIssue: async (draft, signal) => {
        // It takes long to create.
        if (draft.title === 'issue 100')
          for (let i = 0; i < 500; i++) await new Promise((resolve) => setImmediate(resolve));
        return target.createIssue(draft, signal);
      },
    };
    world.request = () => request;
    await world.sync();
    expect(copyOf(world, 'issue 100').description).toMatch(/^edited/);
    expect(copies(world)).toHaveLength(150);
  });
});
