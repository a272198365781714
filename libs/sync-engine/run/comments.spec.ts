import { copies, World } from '../testing/world.fixture';

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

  it('are not written again for a file that still cannot be copied', async () => {
    const world = new World();
    world.source.add({ title: 'one' });
    world.source.addNote(1, { body: `![a](/uploads/${'a'.repeat(32)}/gone.png)` });
    await world.sync();
    world.nowMs += 3_600_000;
    const report = await world.sync();
    expect(world.wire.count('source.download')).toBe(1);
    expect(world.wire.count('target.updateNote')).toBe(0);
    expect(report).toMatchObject({ counters: { issuesUpdated: 0, commentsSynced: 0 } });
    world.source.uploads.set(`${'a'.repeat(32)}/gone.png`, 'here again');
    world.nowMs += 3_600_000;
    await world.sync();
    expect(copies(world)[0]!.notes[0]!.body).toMatch(/^!\[a\]\(\/uploads\/[0-9a-f]{32}\/gone\.png\)\n/);
  });
});
