import { MirrorLab } from '../support/mirror-lab';

type Body = Record<string, unknown>;
interface Document {
  pairs: (Body & { group_follows?: Body[]; mirrors: Body[] })[];
}

describe('followed groups in the configuration as a document', () => {
  let lab: MirrorLab;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    for (const path of ['team/api', 'team/web', 'other/tool']) await lab.source.world.createProject({ path });
    await lab.target.world.createProject({ path: 'elsewhere/tool' });
  });
  afterAll(() => lab.stop());

  const exported = async () => (await lab.api.http.get('/api/export/all?format=json').expect(200)).body as Document;
  const withFollows = async (group_follows?: Body[], mirrors?: Body[]) => {
    const document = await exported();
    const [pair] = document.pairs;
    if (pair === undefined) throw new Error('The lab has a pair.');
    return { ...document, pairs: [{ ...pair, group_follows, mirrors: mirrors ?? pair.mirrors }] };
  };
  const applied = async (document: object, query = '') => {
    const answer = await lab.api.http.post(`/api/export/all${query}`).send(document);
    expect([answer.status, (answer.body as Body).errors]).toEqual([202, undefined]);
    return lab.finishedRun((answer.body as { job_id: number }).job_id);
  };
  const follows = async () => (await lab.api.http.get('/api/group-follows').expect(200)).body as Body[];
  const follow = { source_group_path: 'team', target_namespace_path: 'backup/team', enabled: false };

  it('are made, changed, and told again as they are written', async () => {
    const first = { ...follow, exclude: ['x/**'], mirror_overwrite_diverged: true };
    expect(await applied(await withFollows([first]))).toMatchObject({ status: 'success' });
    expect((await exported()).pairs[0]?.group_follows).toEqual([
      { create_missing: true, include: [], include_archived: false, ...first },
    ]);
    expect(await applied(await withFollows([{ ...follow, visibility: 'private' }]))).toMatchObject({
      status: 'success',
    });
    expect(await follows()).toMatchObject([
      { exclude: [], mirror_overwrite_diverged: null, visibility: 'private', enabled: false },
    ]);
  });

  it('spare the mirrors that they make from pruning, and no others', async () => {
    const [{ id } = { id: 0 }] = await follows();
    const { body } = await lab.api.http.post(`/api/group-follows/${Number(id)}/reconcile`).expect(202);
    await lab.finishedRun((body as { job_id: number }).job_id);
    const tool = { source_project_path: 'other/tool', target_project_path: 'elsewhere/tool' };
    await lab.post({ instance_pair_id: lab.pairId, ...tool });
    expect((await exported()).pairs[0]?.mirrors).toHaveLength(3);
    await applied(await withFollows([follow], []), '?prune=true');
    const left = (await exported()).pairs[0];
    expect(left?.mirrors.map(({ source_project_path }) => source_project_path).toSorted()).toEqual([
      'team/api',
      'team/web',
    ]);
  });

  it('go with prune when they are not named, while their mirrors that are named stay', async () => {
    await applied(await withFollows(undefined), '?prune=true');
    expect(await follows()).toEqual([]);
    expect((await exported()).pairs[0]?.mirrors).toHaveLength(2);
  });
});
