import type { SyncOptions } from '../model/options';
import { FINE, type Weather } from '../testing/fake-ports.fixture';
import { World } from '../testing/world.fixture';

/** The process dies right after this call took effect; nothing goes on after that. */
function deadAfter(call: string): Weather {
  let dead = false;
  const dieIfDead = (): void => {
    if (dead) throw new Error('killed');
  };
  return {
    before: dieIfDead,
    after: (name) => {
      dead ||= name === call;
      dieIfDead();
    },
  };
}

/** GitLab does what it is told, and the answer is lost. */
const unanswered = (world: World, call: string): Weather => ({
  before: () => undefined,
  after: (name, isWrite) => {
    if (name === call) throw world.target.error('transient', call, 'connection reset', null, isWrite);
  },
});

async function syncIn(world: World, weather: Weather): Promise<void> {
  world.wire.weather = weather;
  await world.sync();
  world.wire.weather = FINE;
}

const TROUBLE: [string, (world: World, call: string) => Weather][] = [
  ['the process dies', (_, call) => deadAfter(call)],
  ['the answer is lost', unanswered],
];

describe.each(TROUBLE)('when %s in the middle of an update', (_, trouble) => {
  const prepared = async (options: Partial<SyncOptions> = {}): Promise<World> => {
    const world = new World();
    Object.assign(world.options, options);
    world.source.add({ title: 'one', timeSpent: 3600, labels: ['bug'] });
    world.source.addNote(1, { body: 'first' });
    world.source.addNote(1, { body: 'second' });
    await world.sync();
    return world;
  };
  const copy = (world: World) => world.target.issue(1);

  it('a change that is taken back meanwhile is taken back on the target, too', async () => {
    const world = await prepared();
    world.source.edit(1, { title: 'changed' });
    await syncIn(world, trouble(world, 'target.updateIssue'));
    expect(copy(world).title).toBe('changed');
    world.source.edit(1, { title: 'one' });
    await world.sync();
    expect(copy(world).title).toBe('one');
  });

  it('so are a label, time spent and the text of a comment', async () => {
    const world = await prepared();
    const [note] = world.source.issue(1).notes;
    world.source.edit(1, { labels: ['bug', 'urgent'] });
    await syncIn(world, trouble(world, 'target.updateIssue'));
    world.source.edit(1, { labels: ['bug'], timeSpent: 7200 });
    await syncIn(world, trouble(world, 'target.addTimeSpent'));
    world.source.edit(1, { timeSpent: 3600 });
    world.source.editNote(1, note!.id, 'edited');
    await syncIn(world, trouble(world, 'target.updateNote'));
    world.source.editNote(1, note!.id, 'first');
    world.source.edit(1, {});
    await world.sync();
    await world.sync();
    expect(copy(world).labels.toSorted()).toEqual(['Mirrored-From::instance-1', 'bug']);
    expect(copy(world).timeSpent).toBe(3600);
    expect(copy(world).notes[0]?.body).toMatch(/^first\n/);
  });

  it.each(['overwrite', 'keep', 'stop'] as const)(
    'our own change is not taken for one by hand (%s)',
    async (choice) => {
      const world = await prepared({ onTargetModified: choice });
      world.source.edit(1, { title: 'changed' });
      await syncIn(world, trouble(world, 'target.updateIssue'));
      world.source.edit(1, { title: 'changed again' });
      const report = await world.sync();
      expect(copy(world).title).toBe('changed again');
      expect(report.warnings).toEqual([]);
    },
  );
});

describe('when an update fails after it was written', () => {
  it('the copy is not taken for one that was edited by hand', async () => {
    const world = new World();
    world.options.onTargetModified = 'keep';
    world.source.add({ title: 'one' });
    await world.sync();
    world.source.edit(1, { title: 'changed' });
    world.source.addNote(1, { body: 'a comment' });
    await syncIn(world, {
      before: (call) => {
        if (call === 'target.createNote') throw world.target.error('transient', call, '503', 503);
      },
      after: () => undefined,
    });
    world.source.edit(1, { title: 'changed again' });
    const report = await world.sync();
    expect(report.warnings).toEqual([]);
    expect(world.target.issue(1)).toMatchObject({ title: 'changed again', notes: [{ internal: false }] });
  });
});

describe('when the process dies after a copy was created', () => {
  it('a label that is taken back meanwhile does not stay', async () => {
    const world = new World();
    world.source.add({ title: 'one', labels: ['bug', 'urgent'] });
    await syncIn(world, deadAfter('target.createIssue'));
    world.source.edit(1, { labels: ['bug'] });
    await world.sync();
    await world.sync();
    expect([...world.target.issues.values()].map(({ labels }) => labels.toSorted())).toEqual([
      ['Mirrored-From::instance-1', 'bug'],
    ]);
  });
});

describe.each(TROUBLE)('when %s after a copy was created, and the clock of the source is ahead', (_, trouble) => {
  it('there is no second one, although our dates are newer than those of the target', async () => {
    const world = new World();
    world.context.target.canBackdate = true;
    world.source.add({ title: 'one' });
    await world.sync();
    world.source.edit(1, { title: 'changed' });
    await world.sync();
    world.source.add({ title: 'two' });
    await syncIn(world, trouble(world, 'target.createIssue'));
    await world.sync();
    expect([...world.target.issues.values()].map(({ title }) => title)).toEqual(['changed', 'two']);
  });
});
