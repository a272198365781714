import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';

const commits = [{ branch: 'main', message: 'Begin', files: { 'README.md': 'hello' } }];

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
    source_group: 'platform',
    target_namespace: 'backup/platform',
    exclude: ['legacy/**'],
    ...changes,
  });
  const plan = async () =>
    (await lab.api.http.post('/api/mirrors/bulk/plan').send(request()).expect(200)).body as object;

  it('is planned first, with few requests and no change', async () => {
    lab.source.requests.reset();
    lab.target.requests.reset();
    expect(await plan()).toMatchObject({
      groups_to_create: ['backup/platform/core', 'backup/platform/core/deep'],
      projects_to_create: 2,
      mirrors_to_create: 3,
      items: [
        { source_project_path: 'platform/api', action: 'create_and_mirror' },
        { source_project_path: 'platform/core/deep/db', action: 'create_and_mirror' },
        { source_project_path: 'platform/legacy/old', action: 'excluded', reason: 'It matches legacy/**.' },
        { source_project_path: 'platform/web', action: 'mirror' },
      ],
    });
    expect(lab.source.requests.total + lab.target.requests.total).toBeLessThanOrEqual(12);
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });

  it('names a group that is not there', async () => {
    const answer = await lab.api.http.post('/api/mirrors/bulk/plan').send(request({ source_group: 'nobody' }));
    expect(problemOf(answer)).toEqual([400, ['source_group']]);
  });

  it('is applied as one run that one refused project does not stop, and completes when repeated', async () => {
    // The first attempt to create one of the mirrors on GitLab is refused.
    lab.source.faults.add({ kind: 'revoked', match: { method: 'POST', path: 'remote_mirrors$', nth: 1 } });
    const first = await lab.api.http.post('/api/mirrors/bulk/apply').send(request()).expect(202);
    expect(first.body).toMatchObject({ total: 3 });
    const run = await lab.finishedRun((first.body as { job_id: number }).job_id);
    expect(run).toMatchObject({ kind: 'mirrors.bulk', status: 'partial', counters: { mirrors_created: 2 } });
    expect(lab.traces()).toEqual({ mirrors: 2, tokens: 2 });

    const second = await lab.api.http.post('/api/mirrors/bulk/apply').send(request()).expect(202);
    expect(second.body).toMatchObject({ total: 1 });
    expect(await lab.finishedRun((second.body as { job_id: number }).job_id)).toMatchObject({ status: 'success' });
    expect(lab.traces()).toEqual({ mirrors: 3, tokens: 3 });
    expect(lab.target.world.project('backup/platform/core/deep/db')).toBeDefined();
    expect(await plan()).toMatchObject({ groups_to_create: [], mirrors_to_create: 0 });
  });
});
