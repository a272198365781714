import type { SyncOptions } from '../model/options';
import { FINE } from '../testing/fake-ports.fixture';
import { World } from '../testing/world.fixture';

async function afterDeleting(count: number, of: number, choice: SyncOptions['onSourceIssueDeleted']): Promise<World> {
  const world = new World();
  world.options.onSourceIssueDeleted = choice;
  world.context.limits = { ...world.context.limits, reconcileHours: 1 };
  for (let i = 1; i <= of; i++) world.source.add({ title: `issue ${i}` });
  await world.sync();
  for (let i = 1; i <= count; i++) world.source.issues.delete(i);
  world.nowMs += 3_600_000;
  return world;
}

it.each([
  ['keep', 3, 'opened', /^\n\n---/],
  ['mark', 3, 'closed', /^🗑️ \*This issue was deleted at the source\.\*\n/],
] as const)('%s the copy of a deleted issue', async (choice, left, state, description) => {
  const world = await afterDeleting(1, 3, choice);
  await world.sync();
  expect(world.target.issues.size).toBe(left);
  expect(world.target.issue(1)).toMatchObject({ state, description: expect.stringMatching(description) as string });
});

it('goes on comparing the others when the copy of one with comments is kept', async () => {
  const world = new World();
  world.context.limits = { ...world.context.limits, reconcileHours: 1 };
  for (const iid of [1, 2]) {
    world.source.add({ title: `issue ${iid}` });
    world.source.addNote(iid, { body: 'before' });
  }
  await world.sync();
  world.source.issues.delete(1);
  const [note] = world.source.issue(2).notes;
  Object.assign(note!, { body: 'after', updatedAt: new Date(Date.parse(note!.updatedAt) + 60_000).toISOString() });
  world.nowMs += 3_600_000;
  expect(await world.sync()).toMatchObject({ status: 'success', errors: [] });
  expect(world.target.issue(2).notes[0]!.body).toMatch(/^after\n/);
});

it('deletes it when that is asked for', async () => {
  const world = await afterDeleting(1, 3, 'delete');
  await world.sync();
  expect([...world.target.issues.keys()]).toEqual([2, 3]);
  expect(world.store.links.get(1)?.status).toBe('source_deleted');
});

it('tells when it may not be deleted, and does the rest', async () => {
  const world = await afterDeleting(2, 10, 'delete');
  world.wire.weather = {
    before: (call) => {
      if (call === 'target.deleteIssue') throw world.target.error('permission', 'delete issue 1', '403 Forbidden', 403);
    },
    after: () => undefined,
  };
  const report = await world.sync();
  expect(report).toMatchObject({ status: 'partial', counters: { issuesFailed: 2 } });
  expect(report.errors.map(({ issueIid, code }) => [issueIid, code])).toEqual([
    [1, 'permission'],
    [2, 'permission'],
  ]);
  expect(report.errors[0]!.message).toMatch(/^Deleted at the source.*403 Forbidden/);
  expect(world.store.links.get(1)).toMatchObject({ status: 'incomplete', error: report.errors[0]!.message });
  expect(world.target.issues.size).toBe(10);
  world.wire.weather = FINE;
  world.nowMs += 3_600_000;
  expect(await world.sync()).toMatchObject({ status: 'success' });
  expect(world.target.issues.size).toBe(8);
});

it('touches nothing when suspiciously many are gone at once', async () => {
  const world = await afterDeleting(15, 30, 'delete');
  const report = await world.sync();
  expect(world.target.issues.size).toBe(30);
  expect(report.warnings.map(({ code }) => code)).toEqual(['many_deleted']);
});

it('does not take hidden for deleted', async () => {
  const world = await afterDeleting(1, 3, 'delete');
  world.context.source.seesConfidential = false;
  await world.sync();
  expect(world.target.issues.size).toBe(3);
});

it('asks by name before it believes a list', async () => {
  const world = await afterDeleting(1, 3, 'delete');
  const request = world.request();
  request.ports.source.probeIssue = () => Promise.resolve('unknown');
  world.request = () => request;
  await world.sync();
  expect(world.target.issues.size).toBe(3);
});
