import type { Simulator } from '../../apps/gitlab-simulator/src';
import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';

type Item = { source_project_path: string; action: string; reason: string | null };
type Plan = { groups_to_create: string[]; items: Item[]; counts: Record<string, number> };

const quick = { settings: { mirrorTransport: 'pretend', mirrorDelayMs: 0 } } as const;

describe('the trees of a whole group', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start({ source: quick, target: quick });
  });
  afterAll(() => lab.stop());

  const order = (group: string, changes = {}) => ({
    instance_pair_id: lab.pairId,
    source_group_path: group,
    target_namespace_path: `backup/${group}`,
    ...changes,
  });
  const plan = async (group: string, changes = {}) =>
    (await lab.api.http.post('/api/mirrors/bulk/plan').send(order(group, changes)).expect(200)).body as Plan;
  const apply = async (group: string, changes = {}) => {
    const { body } = await lab.api.http.post('/api/mirrors/bulk/apply').send(order(group, changes)).expect(202);
    return lab.finishedRun((body as { job_id: number }).job_id);
  };
  const reasons = ({ items }: Plan) =>
    Object.fromEntries(items.map((item) => [item.source_project_path, item.reason ?? item.action]));
  const target = (path: string) => lab.target.world.projectByPath(path);

  it('leave out what is merely shared into the group, archived, or deleted before long', async () => {
    const { world } = lab.source;
    await world.createProject({ path: 'mixed/api' });
    const old = await world.createProject({ path: 'mixed/old' });
    old.archived = true;
    const leaving = await world.createProject({ path: 'mixed/going' });
    leaving.markedForDeletionOn = '2027-01-01';
    await world.createProject({ path: 'mixed/gone-deletion_scheduled-77' });
    const guest = await world.createProject({ path: 'others/guest' });
    const group = world.namespaceByPath('mixed');
    if (group === null) throw new Error('It was made above.');
    world.shareProject(guest, group, 'developer');
    expect(reasons(await plan('mixed'))).toEqual({
      'mixed/api': 'create_and_mirror',
      'mixed/going': 'It is marked for deletion.',
      'mixed/gone-deletion_scheduled-77': 'It is marked for deletion.',
      'mixed/old': 'It is archived.',
    });
    expect(reasons(await plan('mixed', { include_archived: true }))).toMatchObject({
      'mixed/old': 'create_and_mirror',
    });
  });

  it('are only mirrored where they exist, when nothing may be made', async () => {
    for (const name of ['here', 'missing']) await lab.source.world.createProject({ path: `frugal/${name}` });
    await lab.target.world.createProject({ path: 'backup/frugal/here' });
    const run = await apply('frugal', { create_missing: false });
    expect(run).toMatchObject({ status: 'success', counters: { mirrors_created: 1, excluded: 1 } });
    expect(target('backup/frugal/missing')).toBeNull();
  });

  it('say what is in the way, and count it as not mirrored', async () => {
    const { source, target: to } = lab;
    for (const name of ['archived', 'going', 'free', 'big']) {
      await source.world.createProject({ path: `blocked/${name}`, objectFormat: name === 'big' ? 'sha256' : 'sha1' });
    }
    (await to.world.createProject({ path: 'backup/blocked/archived' })).archived = true;
    (await to.world.createProject({ path: 'backup/blocked/going' })).markedForDeletionOn = '2027-01-01';
    await to.world.createProject({ path: 'backup/blocked/big' });
    expect(reasons(await plan('blocked'))).toEqual({
      'blocked/archived': 'backup/blocked/archived is archived.',
      'blocked/big': 'It stores sha256 objects and backup/blocked/big sha1.',
      'blocked/free': 'create_and_mirror',
      'blocked/going': 'backup/blocked/going is marked for deletion.',
    });
    expect(await apply('blocked')).toMatchObject({
      status: 'partial',
      error: '3 of 4 projects could not be mirrored; see the errors of each.',
      errors: [{ item: 'blocked/archived' }, { item: 'blocked/big' }, { item: 'blocked/going' }],
    });
  });

  it('keep SHA-256 repositories what they are', async () => {
    await lab.source.world.createProject({ path: 'modern/api', objectFormat: 'sha256' });
    expect(await apply('modern')).toMatchObject({ status: 'success' });
    expect(target('backup/modern/api')).toMatchObject({ objectFormat: 'sha256', emptyRepo: true });
  });

  it('become as visible as on the source, and never more than the group above allows', async () => {
    const { world } = lab.source;
    world.createGroup({ path: 'seen', visibility: 'public' });
    world.createGroup({ path: 'seen/inner', visibility: 'internal' });
    await world.createProject({ path: 'seen/open', visibility: 'public' });
    await world.createProject({ path: 'seen/inner/mid', visibility: 'internal' });
    await world.createProject({ path: 'seen/inner/closed', visibility: 'private' });
    lab.target.world.createGroup({ path: 'narrow', visibility: 'internal' });

    await apply('seen', { target_namespace_path: 'fresh/seen' });
    await apply('seen', { target_namespace_path: 'narrow/seen' });
    await apply('seen', { target_namespace_path: 'hushed', visibility: 'private' });
    const visibilities = ['fresh/seen', 'narrow/seen', 'hushed'].map((root) => [
      lab.target.world.namespaceByPath(root)?.visibility,
      target(`${root}/open`)?.visibility,
      lab.target.world.namespaceByPath(`${root}/inner`)?.visibility,
      target(`${root}/inner/mid`)?.visibility,
      target(`${root}/inner/closed`)?.visibility,
    ]);
    expect(visibilities).toEqual([
      ['public', 'public', 'internal', 'internal', 'private'],
      ['internal', 'internal', 'internal', 'internal', 'private'],
      ['private', 'private', 'private', 'private', 'private'],
    ]);
  });

  it('are not copied into themselves', async () => {
    const pair = { name: 'Within', source_instance_id: lab.sourceId, target_instance_id: lab.sourceId };
    const answer = await lab.api.http.post('/api/pairs').send(pair);
    const { id } = answer.body as { id: number };
    const within = { instance_pair_id: id, target_namespace_path: 'Mixed/copy' };
    const refused = await lab.api.http.post('/api/mirrors/bulk/plan').send(order('mixed', within));
    expect(problemOf(refused)).toEqual([400, ['target_namespace_path']]);
    await lab.api.http
      .post('/api/mirrors/bulk/plan')
      .send(order('mixed', { ...within, target_namespace_path: 'mixed-copy' }))
      .expect(200);
  });
});

describe('a plan for 500 projects takes at most 12 requests', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    const environment = { SCHEDULER_INTERVAL_SECONDS: '3600' };
    lab = await MirrorLab.start({ environment });
    await seed(lab.source, 'huge', 500);
  });
  afterAll(() => lab.stop());

  const seed = async ({ world }: Simulator, group: string, count: number): Promise<void> => {
    for (let n = 1; n <= count; n++) await world.createProject({ path: `${group}/team-${n % 20}/p${n}` });
  };
  const planned = async (changes: object): Promise<{ plan: Plan; requests: number }> => {
    const order = { instance_pair_id: lab.pairId, source_group_path: 'huge', ...changes };
    await lab.countFromNow();
    const { body } = await lab.api.http.post('/api/mirrors/bulk/plan').send(order).expect(200);
    return { plan: body as Plan, requests: lab.source.requests.total + lab.target.requests.total };
  };

  it.each<[string, number]>([
    ['nothing', 0],
    ['half', 250],
    ['almost everything', 499],
    ['everything', 500],
  ])('when %s is there', async (_what, count) => {
    await seed(lab.target, `copy-${count}`, count);
    const { plan, requests } = await planned({ target_namespace_path: `copy-${count}` });
    expect(plan.counts).toMatchObject({ exists: count, create_projects: 500 - count });
    expect(requests).toBeLessThanOrEqual(12);
  });

  it('when the group is given by its id', async () => {
    const { id } = lab.source.world.namespaceByPath('huge') ?? { id: 0 };
    const byId = { source_group_path: null, source_group_id: id, target_namespace_path: 'copy-499' };
    expect((await planned(byId)).requests).toBeLessThanOrEqual(12);
  });
});
