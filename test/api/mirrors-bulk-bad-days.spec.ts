import type { Simulator } from '../../apps/gitlab-simulator/src';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

type Run = Record<string, unknown> & { id: number; counters: Record<string, number>; errors: { item: string }[] };

const quick = { settings: { mirrorTransport: 'pretend', mirrorDelayMs: 0 } } as const;

describe('a bad day for mirroring a whole group', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    // Nobody waits long for one mirror while GitLab is away.
    lab = await MirrorLab.start({ source: quick, target: quick, environment: { MIRROR_PROVISION_WAIT_SECONDS: '2' } });
  });
  afterAll(() => lab.stop());

  const seed = async (group: string, count: number): Promise<void> => {
    for (let n = 1; n <= count; n++) await lab.source.world.createProject({ path: `${group}/team-${n % 5}/p${n}` });
  };
  const order = (group: string, changes = {}) => ({
    instance_pair_id: lab.pairId,
    source_group_path: group,
    target_namespace_path: `backup/${group}`,
    ...changes,
  });
  const start = async (group: string, changes = {}): Promise<number> => {
    const { body } = await lab.api.http.post('/api/mirrors/bulk/apply').send(order(group, changes)).expect(202);
    return (body as { job_id: number }).job_id;
  };
  const runNow = async (id: number): Promise<Run> =>
    (await lab.api.http.get(`/api/runs/${id}`).expect(200)).body as Run;
  const finished = (id: number): Promise<Run> =>
    waitFor(`run ${id} to finish`, async () => {
      const run = await runNow(id);
      return !['queued', 'running'].includes(run.status as string) && run;
    });
  const below = ({ world }: Simulator, group: string) =>
    [...world.projects.values()].filter(({ namespace }) => {
      for (let at: typeof namespace | null = namespace; at !== null; at = at.parent) if (at.path === group) return true;
      return false;
    });
  /** How many mirrors each project of a group has on GitLab. */
  const mirrorsOn = (group: string): number[] => below(lab.source, group).map(({ pushMirrors }) => pushMirrors.size);
  const made = (group: string): number => mirrorsOn(group).reduce((sum, count) => sum + count, 0);
  const expectEachOnce = async (group: string, count: number): Promise<void> => {
    expect(mirrorsOn(group)).toEqual(Array.from({ length: count }, () => 1));
    expect(below(lab.target, group)).toHaveLength(count);
    const { headers } = await lab.api.http.get(`/api/mirrors?group=${group}&per_page=1`).expect(200);
    expect(headers['x-total']).toBe(String(count));
    const tokens = [...lab.target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    const targets = new Set(below(lab.target, group));
    expect(tokens.filter(({ project }) => project !== null && targets.has(project))).toHaveLength(count);
  };

  it('GitLab goes down half-way through a group of 200: in the end all are there exactly once', async () => {
    await seed('outage', 200);
    const id = await start('outage');
    await waitFor('half of it', () => made('outage') >= 100);
    const faults = [lab.source, lab.target].map(({ faults: all }) => ({ all, fault: all.add({ kind: '503' }) }));
    const waiting = await waitFor('the run to wait', async () => {
      const run = await runNow(id);
      return run.status === 'queued' && run;
    });
    expect(waiting.error).toContain('could not');
    for (const { all, fault } of faults) all.remove(fault.id);
    expect(await finished(id)).toMatchObject({ status: 'success', errors: [] });
    await expectEachOnce('outage', 200);
  });

  it('two people apply the same at once: it is one run', async () => {
    await seed('together', 20);
    const [one, other] = await Promise.all([start('together'), start('together')]);
    expect(one).toBe(other);
    expect(await finished(one)).toMatchObject({ status: 'success', counters: { mirrors_created: 20 } });
    await expectEachOnce('together', 20);
  });

  it('two people apply different wishes about the same groups at once: each is heard, nothing is made twice', async () => {
    await seed('crossing', 30);
    const ids = await Promise.all([
      start('crossing', { include: ['team-0/*', 'team-1/*', 'team-2/*'] }),
      start('crossing', { exclude: ['team-0/*'] }),
    ]);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(await finished(id)).toMatchObject({ status: 'success' });
    await expectEachOnce('crossing', 30);
  });

  it('paths that differ late never share a run', async () => {
    const long = `long/${'a'.repeat(100)}/${'b'.repeat(60)}`;
    for (const end of ['x', 'y']) await lab.source.world.createProject({ path: `${long}-${end}/api` });
    const ids = [
      await start(`${long}-x`, { target_namespace_path: 'backup/long-x' }),
      await start(`${long}-y`, { target_namespace_path: 'backup/long-y' }),
      await start(`${long}-y`, { target_namespace_path: 'backup/long-z' }),
    ];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(await finished(id)).toMatchObject({ status: 'success' });
    for (const end of ['x', 'y', 'z']) expect(lab.target.world.projectByPath(`backup/long-${end}/api`)).not.toBeNull();
  });

  it('somebody cancels it in the middle: what is made stays, and the next run makes the rest', async () => {
    await seed('stopped', 40);
    // It cannot come to its end before it is cancelled.
    const match = { method: 'POST', path: '/projects$', nth: 11 };
    const stuck = lab.target.faults.add({ kind: 'hang', match, times: Infinity });
    const id = await start('stopped');
    await waitFor('some of it', () => made('stopped') >= 10);
    await lab.api.http.post(`/api/runs/${id}/cancel`).expect(200);
    expect(await finished(id)).toMatchObject({ status: 'cancelled' });
    expect(below(lab.target, 'stopped')).toHaveLength(10);
    lab.target.faults.remove(stuck.id);
    expect(await finished(await start('stopped'))).toMatchObject({ status: 'success' });
    await waitFor('all of it', () => made('stopped') === 40);
    await expectEachOnce('stopped', 40);
  });

  it('GitLab refuses one subgroup: only what is below it is lost', async () => {
    await seed('partly', 20);
    lab.target.world.createGroup({ path: 'backup/partly' });
    // The last of five, however often it is tried.
    const fault = { kind: 'revoked', match: { method: 'POST', path: '/groups$', nth: 5 }, times: Infinity } as const;
    const { id } = lab.target.faults.add(fault);
    const run = await finished(await start('partly'));
    expect(run).toMatchObject({ status: 'partial', error_code: 'bulk_incomplete', counters: { mirrors_created: 16 } });
    const lost = run.errors.map(({ item }) => item.split('/')[1]);
    expect(lost).toHaveLength(4);
    expect(new Set(lost).size).toBe(1);
    lab.target.faults.remove(id);
    expect(await finished(await start('partly'))).toMatchObject({ status: 'success' });
    await expectEachOnce('partly', 20);
  });

  it('GitLab refuses a subgroup once, and is slow with a mirror: the run looks again, and tells nothing of what it mended', async () => {
    await seed('mended', 5);
    lab.target.world.createGroup({ path: 'backup/mended' });
    lab.target.faults.add({ kind: 'revoked', match: { method: 'POST', path: '/groups$', nth: 3 } });
    lab.source.faults.add({ kind: 'slow', ms: 4_000, match: { method: 'POST', path: 'remote_mirrors$', nth: 2 } });
    const run = await finished(await start('mended'));
    expect(run).toMatchObject({ status: 'success', errors: [], counters: { item_errors: 0, mirrors_created: 5 } });
    await expectEachOnce('mended', 5);
  });

  it('answers are lost after the write: nothing is made twice', async () => {
    await seed('lossy', 20);
    const faults = [
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: '/groups$', nth: 2 } }),
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: '/projects$', nth: 4 } }),
      lab.target.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'access_tokens$', nth: 6 } }),
    ];
    lab.source.faults.add({ kind: 'reset_after_write', match: { method: 'POST', path: 'remote_mirrors$', nth: 8 } });
    expect(await finished(await start('lossy'))).toMatchObject({ status: 'success' });
    expect(faults.map(({ fired }) => fired)).toEqual([1, 1, 1]);
    await expectEachOnce('lossy', 20);
  });

  it('a name is taken by something that our user may not see: it says so', async () => {
    await seed('hidden', 2);
    const run = await finished(await start('hidden', { target_namespace_path: 'root' }));
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.errors).toEqual(
      ['p1', 'p2'].map((name) =>
        expect.objectContaining({
          item: expect.stringContaining(name),
          message: expect.stringContaining('GitLab says that root is taken'),
        }),
      ),
    );
  });
});
