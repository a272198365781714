import type { SyncOptions } from '../model/options';
import { ALICE, BOB } from '../testing/fake-gitlab.fixture';
import { copies, copyOf, World } from '../testing/world.fixture';

/** Its only issue has one comment. */
async function worldThatLostItsCopy(onTargetDeleted: SyncOptions['onTargetDeleted']): Promise<World> {
  const world = new World();
  world.options.onTargetDeleted = onTargetDeleted;
  world.source.add({ title: 'one' });
  world.source.addNote(1, { body: 'hello' });
  await world.sync();
  world.target.issues.clear();
  return world;
}

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
    const world = await worldThatLostItsCopy(onTargetDeleted);
    world.source.edit(1, { title: 'changed' });
    await world.sync();
    await world.sync();
    expect(copies(world)).toHaveLength(left);
    for (const copy of copies(world)) expect(copy.notes).toHaveLength(1);
  });

  it.each([
    ['has weights that nobody knew of', true, false, [3, 4], 1],
    ['has weights', true, true, [3, 4], 0],
    ['has none after all', false, true, [undefined, undefined], 0],
  ])('%s: they arrive where they can', async (_, premium, weights, expected, updates) => {
    const world = new World();
    world.target.premium = premium;
    Object.assign(world.context.target, { weights });
    world.context.limits = { ...world.context.limits, concurrency: 1 };
    world.source.add({ title: 'one', weight: 3 });
    world.source.add({ title: 'two', weight: 4 });
    const { warnings } = await world.sync();
    expect(copies(world).map(({ weight }) => weight)).toEqual(expected);
    expect(world.wire.count('target.updateIssue')).toBe(updates);
    expect(warnings.map(({ code }) => code)).toEqual(premium ? [] : ['weight_skipped']);
  });

  it.each([
    ['recreate', ['hello', 'more']],
    ['leave', null],
  ] as const)('has lost a copy to which a comment belongs: %s', async (onTargetDeleted, expected) => {
    const world = await worldThatLostItsCopy(onTargetDeleted);
    world.source.addNote(1, { body: 'more' });
    const report = await world.sync();
    expect(report).toMatchObject({ status: 'success', warnings: [{ code: 'target_deleted' }] });
    const [copy] = copies(world);
    expect(copy?.notes.map(({ body }) => body.split('\n')[0]) ?? null).toEqual(expected);
  });

  it('has lost a label: it comes back in its colour', async () => {
    const world = new World();
    world.source.labels.set('bug', { name: 'bug', color: '#ff0000', description: null });
    world.source.add({ title: 'one', labels: ['bug'] });
    await world.sync();
    world.target.labels.delete('bug');
    world.target.setLabels(copies(world)[0]!, ['Mirrored-From::instance-1']);
    world.target.labels.delete('bug');
    world.source.edit(1, { title: 'changed' });
    await world.sync();
    expect(world.target.labels.get('bug')?.color).toBe('#ff0000');
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

  it.each([true, false])('dates changes as the source does, unless another sync looks for them: %s', async (dates) => {
    const world = new World();
    world.context.target.backdatesChanges = dates;
    const { iid } = world.source.add({ title: 'one' });
    await world.sync();
    world.source.edit(iid, { title: 'changed' });
    await world.sync();
    expect(copyOf(world, 'changed').updatedAt === world.source.issue(iid).updatedAt).toBe(dates);
  });
});
