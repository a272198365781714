import { waitFor } from '../support/wait-for';
import { Stage } from './stage';

const PROJECTS = 24;
/** How many mirrors are there when the worker dies. */
const DEATHS = [1, 8, 17];

describe('mirroring a whole group, whose worker is killed again and again', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start({ MIRROR_PROVISION_WAIT_SECONDS: '20' });
  });
  afterAll(() => stage.stop());

  const mirrorsOnGitlab = (): number =>
    [...stage.source.world.projects.values()].reduce((sum, project) => sum + project.pushMirrors.size, 0);

  it('makes each project and mirror once', async () => {
    const { source, target, sql, http } = stage;
    const { pairId } = await stage.pair();
    for (let n = 1; n <= PROJECTS; n++) await source.world.createProject({ path: `from/team-${n % 4}/p${n}` });
    const order = { instance_pair_id: pairId, source_group_path: 'from', target_namespace_path: 'to' };
    const applied = await http.post('/api/mirrors/bulk/apply').send(order).expect(202);
    const { job_id } = applied.body as { job_id: number };

    for (const count of DEATHS) {
      const worker = stage.startWorker();
      await waitFor(`${count} mirrors`, () => mirrorsOnGitlab() >= count, 60_000);
      await worker.kill();
      await stage.timePasses();
    }
    stage.startWorker();
    const run = await waitFor(
      'the run to finish',
      async () => {
        const { body } = await http.get(`/api/runs/${job_id}`);
        return !['queued', 'running'].includes((body as { status: string }).status) && (body as object);
      },
      120_000,
    );

    expect(run).toMatchObject({ status: 'success', errors: [] });
    await waitFor('all mirrors', () => mirrorsOnGitlab() === PROJECTS, 60_000);
    expect([...source.world.projects.values()].every(({ pushMirrors }) => pushMirrors.size === 1)).toBe(true);
    expect(target.world.projects.size).toBe(PROJECTS);
    const tokens = [...target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    expect(tokens).toHaveLength(PROJECTS);
    const { rows } = await sql.query('select count(*)::int as all, count(mirror_id)::int as made from mirrors');
    expect(rows).toEqual([{ all: PROJECTS, made: PROJECTS }]);
  }, 400_000);
});
