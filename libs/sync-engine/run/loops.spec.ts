import { ALICE } from '../testing/fake-gitlab.fixture';
import { copies, World } from '../testing/world.fixture';

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
