import { ForeignError } from '@app/common';
import { runIssueSync } from './run-issue-sync';
import { DEFAULT_LIMITS } from '../model/context';
import type { TargetIssueDraft } from '../model/target';
import { ALICE, BOB } from '../testing/fake-gitlab.fixture';
import { World } from '../testing/world.fixture';

const SECRET = '0123456789abcdef0123456789abcdef';
const copies = (world: World) => [...world.target.issues.values()];
const copyOf = (world: World, title: string) => {
  const found = copies(world).filter((issue) => issue.title === title);
  expect(found).toHaveLength(1);
  return found[0]!;
};

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

describe('comments', () => {
  it('keep threads, internal ones and their order', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    const first = world.source.addNote(1, { body: 'question', individual: false });
    world.source.addNote(1, { body: 'secret', internal: true });
    world.source.addNote(1, { body: 'answer', discussionId: first.discussionId, individual: false });
    world.source.addNote(1, { body: 'closed', system: true });
    await world.sync();
    const { notes } = copies(world)[0]!;
    expect(notes.map(({ body, internal }) => [body.split('\n')[0], internal])).toEqual([
      ['question', false],
      ['secret', true],
      ['answer', false],
    ]);
    expect(notes[2]!.discussionId).toBe(notes[0]!.discussionId);
  });

  it('make a thread of a comment that is answered later', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    const first = world.source.addNote(1, { body: 'alone' });
    await world.sync();
    world.source.addNote(1, { body: 'answer', discussionId: first.discussionId, individual: false });
    await world.sync();
    const { notes } = copies(world)[0]!;
    expect(notes[1]!.discussionId).toBe(notes[0]!.discussionId);
  });

  it.each([
    ['keep', 2, 'gone'],
    ['mark', 2, '🗑️ *This comment was deleted at the source.*'],
    ['delete', 1, 'stays'],
  ] as const)('%s what was deleted', async (onSourceNoteDeleted, left, mark) => {
    const world = new World();
    world.options.onSourceNoteDeleted = onSourceNoteDeleted;
    world.source.add({ title: 'one' });
    const gone = world.source.addNote(1, { body: 'gone' });
    world.source.addNote(1, { body: 'stays' });
    await world.sync();
    world.source.removeNote(1, gone.id);
    world.source.edit(1, {});
    await world.sync();
    const { notes } = copies(world)[0]!;
    expect(notes).toHaveLength(left);
    expect(notes[0]!.body.split('\n')[0]).toBe(mark);
  });

  it('are copied in their order, 5,000 of them', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    for (let i = 1; i <= 5000; i++) world.source.addNote(1, { body: `${i}` });
    expect(await world.sync()).toMatchObject({
      status: 'success',
      counters: { commentsSynced: 5000, commentsTotal: 5000 },
    });
    const numbers = copies(world)[0]!.notes.map(({ body }) => Number(body.split('\n')[0]));
    expect(numbers).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
    expect((await world.sync()).counters.commentsSynced).toBe(0);
  });

  it('go on after one that GitLab refuses', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    world.source.addNote(1, { body: 'bad' });
    world.source.addNote(1, { body: 'good' });
    let refused = false;
    world.wire.weather = {
      before: (call) => {
        if (call !== 'target.createNote' || refused) return;
        refused = true;
        throw world.target.error('validation', 'comment', 'note is too long', 400);
      },
      after: () => undefined,
    };
    const report = await world.sync();
    expect(copies(world)[0]!.notes.map(({ body }) => body.split('\n')[0])).toEqual(['good']);
    expect(report.warnings.map(({ code }) => code)).toEqual(['incomplete']);
  });
});

describe('references', () => {
  it('point to copies, also to those that are made later', async () => {
    const world = new World();
    world.source.add({ title: 'one', description: 'see #2 and #9' });
    world.source.add({ title: 'two', description: 'see #1' });
    world.source.addNote(1, { body: 'also #2' });
    await world.sync();
    const [one, two] = [copyOf(world, 'one'), copyOf(world, 'two')];
    expect(one.description).toContain(
      `[\\#2](${two.webUrl}) and [\\#9](https://source.example/group/project/-/issues/9)`,
    );
    expect(two.description).toContain(`[\\#1](${one.webUrl})`);
    expect(one.notes[0]!.body).toContain(`[\\#2](${two.webUrl})`);
    while (world.source.issues.size < 9) world.source.add({ title: `later ${world.source.issues.size + 1}` });
    await world.sync();
    expect(one.description).toContain(`[\\#9](${copyOf(world, 'later 9').webUrl})`);
    await world.sync();
    expect(world.wire.count('target.')).toBe(0);
  });
});

describe('attachments', () => {
  it('are copied once, however often they are used', async () => {
    const world = new World();
    world.source.uploads.set(`${SECRET}/a.png`, 'picture');
    world.source.add({ title: 'one', description: `![a](/uploads/${SECRET}/a.png)` });
    world.source.add({
      title: 'two',
      description: `![a](/uploads/${SECRET}/a.png) again ![b](/uploads/${SECRET}/a.png)`,
    });
    const report = await world.sync();
    expect(report.counters.attachmentsSynced).toBe(1);
    const [url] = world.target.uploads.keys();
    expect(copyOf(world, 'two').description).toContain(`![a](${url}) again ![b](${url})`);
  });

  it('leave a link to the source when they fail, and are tried again', async () => {
    const world = new World();
    world.source.add({ title: 'one', description: `![a](/uploads/${SECRET}/a.png)` });
    await world.sync();
    expect(copies(world)[0]!.description).toMatch(
      /^\[a\]\(https:\/\/source\.example\/group\/project\/uploads\/\w+\/a\.png\) \*\(attachment not copied: 404 Not found\)\*/,
    );
    world.source.uploads.set(`${SECRET}/a.png`, 'picture');
    world.nowMs += 3_600_000;
    await world.sync();
    expect(copies(world)[0]!.description).toMatch(/^!\[a\]\(\/uploads\//);
    expect(world.store.links.get(1)).toMatchObject({ status: 'synced', retryAt: null });
  });

  it('of confidential issues are not published', async () => {
    const world = new World();
    world.context.target.isPublic = true;
    world.source.uploads.set(`${SECRET}/a.png`, 'picture');
    world.source.add({ title: 'one', confidential: true, description: `![a](/uploads/${SECRET}/a.png)` });
    await world.sync();
    expect(world.target.uploads.size).toBe(0);
  });
});

describe('loops', () => {
  it('skips what carries the label of the target, compared as a whole', async () => {
    const world = new World();
    world.source.add({ title: 'from there', labels: ['Mirrored-From::instance-2'] });
    world.source.add({ title: 'from elsewhere', labels: ['Mirrored-From::instance-22'] });
    await world.sync();
    expect(copies(world).map(({ title }) => title)).toEqual(['from elsewhere']);
  });

  it('skips what the stored map knows as a copy from the target', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    world.store.origins = new Map([[1, [3, 2]]]);
    expect((await world.sync()).counters).toMatchObject({ issuesCreated: 0, issuesSkipped: 1 });
  });

  it('skips a copy of ours by its marker, but not a text that a person copied', async () => {
    const there = new World();
    there.source.add({ title: 'one' });
    await there.sync();
    const copy = copies(there)[0]!;
    // The way back: the target of the first world is the source of this one.
    const back = new World();
    Object.assign(back.source, { baseUrl: there.target.baseUrl, projectId: 7, path: 'mirror/copy' });
    back.context.source = {
      ...back.context.source,
      instanceId: 2,
      baseUrl: there.target.baseUrl,
      projectId: 7,
      projectPath: 'mirror/copy',
    };
    back.context.target = { ...back.context.target, instanceId: 1, baseUrl: there.source.baseUrl, projectId: 42 };
    back.source.add({ title: 'copy', description: copy.description, author: copy.author });
    back.source.add({ title: 'pasted by a person', description: copy.description, author: ALICE });
    back.source.add({ title: 'quoted', description: `${copy.description}\n\nmore`, author: copy.author });
    await back.sync();
    expect(copies(back).map(({ title }) => title)).toEqual(['pasted by a person', 'quoted']);
  });
});

describe('the target', () => {
  it.each([
    ['overwrite', 'changed', ['target_modified']],
    ['keep', 'by hand', ['target_modified']],
    ['stop', 'by hand', ['target_modified']],
  ] as const)('was edited: %s', async (onTargetModified, title, codes) => {
    const world = new World();
    world.options.onTargetModified = onTargetModified;
    world.source.add({ title: 'one' });
    await world.sync();
    world.target.edit(1, { title: 'by hand' });
    world.source.edit(1, { title: 'changed' });
    const report = await world.sync();
    expect(copies(world)[0]!.title).toBe(title);
    expect(report.warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.each(['keep', 'stop'] as const)(
    'was edited, and its source is confidential now: hidden all the same (%s)',
    async (choice) => {
      const world = new World();
      world.options.onTargetModified = choice;
      world.source.add({ title: 'one' });
      await world.sync();
      world.target.edit(1, { title: 'by hand' });
      world.source.edit(1, { confidential: true });
      await world.sync();
      expect(copies(world)).toMatchObject([{ title: 'by hand', confidential: true }]);
    },
  );

  it('shows the copy of a confidential issue: hidden again before a comment arrives', async () => {
    const world = new World();
    world.source.add({ title: 'one', confidential: true });
    await world.sync();
    world.target.edit(1, { confidential: false });
    world.source.addNote(1, { body: 'secret' });
    await world.sync();
    expect(copies(world)).toMatchObject([{ confidential: true, notes: [{}] }]);
    const writes = world.wire.calls.filter((call) => /^target\.(?:create|update)/.test(call));
    expect(writes).toEqual(['target.updateIssue', 'target.createNote']);
  });

  it.each([
    ['recreate', 1],
    ['leave', 0],
  ] as const)('has lost a copy: %s', async (onTargetDeleted, left) => {
    const world = new World();
    world.options.onTargetDeleted = onTargetDeleted;
    world.source.add({ title: 'one' });
    world.source.addNote(1, { body: 'hello' });
    await world.sync();
    world.target.issues.clear();
    world.source.edit(1, { title: 'changed' });
    await world.sync();
    await world.sync();
    expect(copies(world)).toHaveLength(left);
    for (const copy of copies(world)) expect(copy.notes).toHaveLength(1);
  });

  it('keeps all assignees on Premium, where scoped labels exclude each other', async () => {
    const world = new World();
    world.target.premium = true;
    world.context.target.premium = true;
    world.source.add({
      title: 'one',
      assignees: [BOB, ALICE],
      labels: ['Mirrored-From::instance-9', 'x::1', 'x::2'],
      weight: 5,
    });
    const report = await world.sync();
    expect(copies(world)[0]!.labels.toSorted()).toEqual([
      'Assignee::2::@bob',
      'Assignee::@alice',
      'Mirrored-From::instance-1',
      'x::1',
    ]);
    expect(copies(world)[0]!.weight).toBe(5);
    expect(report.warnings.map(({ code }) => code)).toEqual(['labels_dropped']);
  });

  it('keeps numbers and dates with Owner rights, and takes another number when one is taken', async () => {
    const world = new World();
    Object.assign(world.context.target, { canSetIid: true, canBackdate: true });
    world.source.add({ title: 'one', iid: 5 });
    world.source.add({ title: 'two' });
    world.target.add({ title: 'native', iid: 6 });
    await world.sync();
    expect(copyOf(world, 'one')).toMatchObject({ iid: 5, createdAt: world.source.issue(5).createdAt });
    expect(copyOf(world, 'two').iid).toBe(7);
  });
});

describe('failures', () => {
  it('parks an issue that always fails, and goes on', async () => {
    const world = new World();
    for (const title of ['one', 'bad', 'three']) world.source.add({ title });
    const request = world.request();
    const { target } = request.ports;
    const refusing = {
      ...target,
      createIssue: (draft: TargetIssueDraft, signal: AbortSignal) =>
        draft.title === 'bad'
          ? Promise.reject(world.target.error('validation', 'create an issue', 'is spam', 400))
          : target.createIssue(draft, signal),
    };
    const clock = { now: () => new Date(world.nowMs) };
    world.request = () => ({ ...request, ports: { ...request.ports, clock, target: refusing } });
    const report = await world.sync();
    expect(report).toMatchObject({ status: 'partial', errors: [{ issueIid: 2, code: 'validation' }] });
    expect(copies(world).map(({ title }) => title)).toEqual(['one', 'three']);
    expect(world.store.links.get(2)).toMatchObject({ status: 'failed', failures: 1 });
    // Not due yet: left alone, although the listing shows it again.
    world.nowMs -= 14 * 60_000;
    expect((await world.sync()).counters.issuesFailed).toBe(0);
  });

  it('stops at once when the token is refused, and moves nothing', async () => {
    const world = new World();
    for (let i = 1; i <= 50; i++) world.source.add({ title: `issue ${i}` });
    world.wire.weather = {
      before: (call) => {
        if (call === 'target.createIssue') throw world.target.error('auth', 'create an issue', '401 Unauthorized', 401);
      },
      after: () => undefined,
    };
    const report = await world.sync();
    expect(report.status).toBe('failed');
    expect(report.stoppedBy).toBeInstanceOf(ForeignError);
    expect(report.counters.issuesFailed).toBeLessThanOrEqual(DEFAULT_LIMITS.concurrency);
    world.wire.weather = { before: () => undefined, after: () => undefined };
    await world.sync();
    expect(copies(world)).toHaveLength(50);
  });

  it('finds copies again when everything stored was lost', async () => {
    const world = new World();
    world.source.add({ title: 'one', labels: ['bug'] });
    world.source.addNote(1, { body: 'hello' });
    world.source.add({ title: 'two' });
    await world.sync();
    const before = world.picture();
    world.store.cursor = null;
    for (const rows of [world.store.links, world.store.notes, world.store.uploads]) rows.clear();
    await world.sync();
    expect(world.picture()).toEqual(before);
  });

  it('ends when it is cancelled', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    expect((await runIssueSync(world.request(AbortSignal.abort()))).status).toBe('cancelled');
  });
});
