import { finishDespite, mirrorsKnown } from './mirror-deaths';
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

  it('makes each project and mirror once', async () => {
    const { source, target, http } = stage;
    const { pairId } = await stage.pair();
    for (let n = 1; n <= PROJECTS; n++) await source.world.createProject({ path: `from/team-${n % 4}/p${n}` });
    const order = { instance_pair_id: pairId, source_group_path: 'from', target_namespace_path: 'to' };
    const applied = await http.post('/api/mirrors/bulk/apply').send(order).expect(202);
    const { job_id } = applied.body as { job_id: number };
    const run = await finishDespite(DEATHS, stage, job_id);

    expect(run).toMatchObject({ status: 'success', errors: [] });
    expect(await mirrorsKnown(stage, PROJECTS)).toEqual({ all: PROJECTS, made: PROJECTS });
    expect([...source.world.projects.values()].every(({ pushMirrors }) => pushMirrors.size === 1)).toBe(true);
    expect(target.world.projects.size).toBe(PROJECTS);
    const tokens = [...target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    expect(tokens).toHaveLength(PROJECTS);
  }, 400_000);
});
