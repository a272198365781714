import { ForeignError } from '@app/common';
import { runIssueSync } from './run-issue-sync';
import { DEFAULT_LIMITS } from '../model/context';
import type { TargetIssueDraft } from '../model/target';
import { copies, World } from '../testing/world.fixture';

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
