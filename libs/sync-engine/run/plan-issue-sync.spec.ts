import { planIssueSync } from './plan-issue-sync';
import { World } from '../testing/world.fixture';

const SECRET = '0123456789abcdef0123456789abcdef';

const writes = (world: World): string[] =>
  world.wire.calls.filter((call) => /^\w+\.(create|update|save|add|set|delete|reset|discard|upload)/.test(call));

it('says what a first run would do, and does nothing', async () => {
  const world = new World();
  world.source.uploads.set(`${SECRET}/a.png`, 'picture');
  world.source.add({ title: 'one', description: `![a](/uploads/${SECRET}/a.png)` });
  world.source.addNote(1, { body: 'hello' });
  world.source.add({ title: 'from there', labels: ['Mirrored-From::instance-2'] });
  const plan = await planIssueSync(world.request());
  expect(plan).toMatchObject({
    baselineOnly: false,
    full: true,
    truncated: false,
    totals: { create: 1, update: 0, skip: 1 },
  });
  expect(plan.issues).toMatchObject([
    { sourceIid: 1, action: 'create', commentsToCreate: 1, attachmentsToCopy: 1 },
    { sourceIid: 2, action: 'skip', reason: 'loop' },
  ]);
  expect(writes(world)).toEqual([]);
});

it('says that a first run would only set a baseline', async () => {
  const world = new World();
  world.options.syncExistingIssues = false;
  expect((await planIssueSync(world.request())).baselineOnly).toBe(true);
});

it('names the fields and comments that would change', async () => {
  const world = new World();
  for (const title of ['one', 'two', 'three', 'four']) world.source.add({ title });
  const note = world.source.addNote(1, { body: 'hello' });
  await world.sync();
  world.source.edit(1, { title: 'changed', state: 'closed', timeSpent: 600 });
  world.source.editNote(1, note.id, 'hello again');
  world.source.addNote(1, { body: 'more' });
  world.source.edit(2, { title: 'changed, too' });
  world.target.edit(2, { title: 'by hand' });
  world.source.edit(3, { title: 'changed as well' });
  world.target.issues.delete(3);
  world.wire.calls.length = 0;
  const plan = await planIssueSync(world.request());
  expect(plan).toMatchObject({ full: false, totals: { create: 1, update: 2 } });
  expect(plan.issues.filter(({ action }) => action !== 'skip')).toMatchObject([
    {
      sourceIid: 1,
      action: 'update',
      changes: ['title', 'stateEvent', 'timeSpent'],
      commentsToCreate: 1,
      commentsToUpdate: 1,
    },
    { sourceIid: 2, action: 'update', changes: ['title'], remark: 'target_modified' },
    { sourceIid: 3, action: 'create', remark: 'target_deleted' },
  ]);
  expect(writes(world)).toEqual([]);
});

it('counts beyond what it lists', async () => {
  const world = new World();
  for (let i = 0; i < 120; i++) world.source.add({ title: `issue ${i}` });
  const plan = await planIssueSync(world.request(), 5);
  expect(plan).toMatchObject({ truncated: true, totals: { create: 120 } });
  expect(plan.issues).toHaveLength(5);
});
