import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';

const commits = [{ branch: 'main', message: 'Begin', files: { 'README.md': 'hello' } }];

type Item = { source_project_path: string; action: string; reason: string | null };
type Plan = { id: number; items: Item[]; counts: Record<string, number> };

describe('mirroring a whole group', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    const { world } = lab.source;
    for (const path of ['platform/api', 'platform/web', 'platform/core/deep/db', 'platform/legacy/old']) {
      await world.createProject({ path, commits });
    }
    await lab.target.world.createProject({ path: 'backup/platform/web' });
  });
  afterAll(() => lab.stop());

  const request = (changes = {}) => ({
    instance_pair_id: lab.pairId,
    source_group_path: 'platform',
    target_namespace_path: 'backup/platform',
    exclude: ['legacy/**'],
    ...changes,
  });
  const plan = async (changes = {}) =>
    (await lab.api.http.post('/api/mirrors/bulk/plan').send(request(changes)).expect(200)).body as Plan;
  const apply = async (changes = {}) => {
    const { body } = await lab.api.http.post('/api/mirrors/bulk/apply').send(request(changes)).expect(202);
    return lab.finishedRun((body as { job_id: number }).job_id);
  };

  it('is planned first, with few requests and no change', async () => {
    await lab.countFromNow();
    const answer = await plan();
    expect(answer).toMatchObject({
      source_group_path: 'platform',
      target_namespace_path: 'backup/platform',
      groups_to_create: ['backup/platform/core', 'backup/platform/core/deep'],
      counts: {
        create_groups: 2,
        create_projects: 2,
        create_mirrors: 3,
        exists: 1,
        already_mirrored: 0,
        conflicts: 0,
        excluded: 1,
      },
      items_total: 4,
      items: [
        { source_project_path: 'platform/api', action: 'create_and_mirror' },
        { source_project_path: 'platform/core/deep/db', action: 'create_and_mirror' },
        { source_project_path: 'platform/legacy/old', action: 'excluded', reason: 'It matches legacy/**.' },
        { source_project_path: 'platform/web', action: 'mirror', target_empty: true },
      ],
    });
    expect(lab.source.requests.total + lab.target.requests.total).toBeLessThanOrEqual(12);
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });

  it('keeps the plan, to be looked through page by page', async () => {
    const { id, ...made } = await plan();
    expect((await lab.api.http.get(`/api/mirrors/bulk/plans/${id}`).expect(200)).body).toEqual({ id, ...made });
    const page = await lab.api.http.get(`/api/mirrors/bulk/plans/${id}/items?per_page=2&page=2`).expect(200);
    expect(page.headers['x-total']).toBe('4');
    expect(page.body).toEqual(made.items.slice(2));
    const found = await lab.api.http.get(`/api/mirrors/bulk/plans/${id}/items?action=create_and_mirror&search=DEEP`);
    expect(found.body).toMatchObject([{ source_project_path: 'platform/core/deep/db' }]);
    await lab.api.http.get('/api/mirrors/bulk/plans/999/items').expect(404);
    await lab.api.http.get('/api/mirrors/bulk/plans/999').expect(404);
  });

  it('takes the group by its id too', async () => {
    const { id } = lab.source.world.namespaceByPath('platform') ?? { id: 0 };
    const byId = await plan({ source_group_path: undefined, source_group_id: id });
    expect(byId).toMatchObject({ source_group_path: 'platform', items_total: 4 });
  });

  it.each([
    ['a group that is not there', { source_group_path: 'nobody' }, [400, ['source_group_path']]],
    ['an id that is not there', { source_group_path: null, source_group_id: 999_999 }, [400, ['source_group_id']]],
    ['no group at all', { source_group_path: null }, [422, ['source_group_path']]],
    ['two groups', { source_group_id: 5 }, [422, ['source_group_id']]],
    ['a namespace that can be none', { target_namespace_path: '-/x' }, [422, ['target_namespace_path']]],
    ['an unknown pair', { instance_pair_id: 999 }, [404, ['instance_pair_id']]],
    ['a visibility that GitLab has not', { visibility: 'secret' }, [422, ['visibility']]],
    ['patterns that are none', { include: [''] }, [422, ['include']]],
    [
      'two branch filters',
      { only_mirror_protected_branches: true, mirror_branch_regex: 'x' },
      [422, ['mirror_branch_regex']],
    ],
  ])('names %s', async (_name, changes, expected) => {
    for (const what of ['plan', 'apply']) {
      const answer = await lab.api.http.post(`/api/mirrors/bulk/${what}`).send(request(changes));
      expect(problemOf(answer)).toEqual(expected);
    }
  });

  it('is applied as one run that one refused project does not stop, and completes when repeated', async () => {
    // The first attempt to create one of the mirrors on GitLab is refused.
    lab.source.faults.add({ kind: 'revoked', match: { method: 'POST', path: 'remote_mirrors$', nth: 1 } });
    expect(await apply()).toMatchObject({
      kind: 'mirrors.bulk',
      status: 'partial',
      counters: { mirrors_created: 2, excluded: 1, item_errors: 1 },
    });
    expect(lab.traces()).toEqual({ mirrors: 2, tokens: 2 });

    expect(await apply()).toMatchObject({ status: 'success', counters: { mirrors_created: 1, already_mirrored: 2 } });
    expect(lab.traces()).toEqual({ mirrors: 3, tokens: 3 });
    expect(await plan()).toMatchObject({ groups_to_create: [], counts: { create_mirrors: 0, already_mirrored: 3 } });
    expect(await apply()).toMatchObject({ status: 'success', counters: { already_mirrored: 3 } });
    expect(lab.traces()).toEqual({ mirrors: 3, tokens: 3 });
  });

  it('makes empty projects without noise', () => {
    expect(lab.target.world.projectByPath('backup/platform/core/deep/db')).toMatchObject({
      emailsEnabled: false,
      autocloseReferencedIssues: false,
      buildsAccess: 'disabled',
      issuesAccess: 'enabled',
      visibility: 'private',
    });
  });

  it('knows what it mirrored when it is renamed, on either side', async () => {
    const source = lab.source.world.projectByPath('platform/api');
    const target = lab.target.world.projectByPath('backup/platform/web');
    if (source === null || target === null) throw new Error('They were made above.');
    lab.source.world.moveProject(source, { path: 'api-renamed' });
    lab.target.world.moveProject(target, { path: 'web-renamed' });
    expect(await plan()).toMatchObject({
      counts: { create_projects: 0, create_mirrors: 0, already_mirrored: 3 },
      items: expect.arrayContaining([
        expect.objectContaining({
          source_project_path: 'platform/api-renamed',
          target_project_path: 'backup/platform/api',
          action: 'mirrored',
        }),
      ]),
    });
  });
});
