import { copies, copyOf, World } from '../testing/world.fixture';

const SECRET = '0123456789abcdef0123456789abcdef';

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
