import { finishDespite, mirrorsKnown, mirrorsMade } from './mirror-deaths';
import { Stage } from './stage';

const ROWS = 26;
/** How many mirrors are there when the worker dies. */
const DEATHS = [1, 6, 13, 20];

describe('an import whose worker is killed again and again', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start({ MIRROR_PROVISION_WAIT_SECONDS: '20' });
  });
  afterAll(() => stage.stop());

  it('makes each mirror once, and tells so', async () => {
    const { source, target, http } = stage;
    const { pairId } = await stage.pair();
    const mirrors = Array.from({ length: ROWS }, (_, i) => {
      return { source_project_path: `from/p${i}`, target_project_path: `to/p${i}`, enabled: false };
    });
    for (const row of mirrors) {
      await source.world.createProject({ path: row.source_project_path });
      await target.world.createProject({ path: row.target_project_path });
    }
    const { job_id } = (await http.post(`/api/export/pair/${pairId}`).send({ mirrors }).expect(202)).body as {
      job_id: number;
    };
    const run = await finishDespite(DEATHS, stage, job_id);

    expect(run).toMatchObject({
      status: 'success',
      counters: { done: ROWS, skipped: 0, failed: 0 },
      progress: { done: ROWS, total: ROWS },
    });
    expect(await mirrorsKnown(stage, ROWS)).toEqual({ all: ROWS, made: ROWS });
    expect(mirrorsMade(stage)).toBe(ROWS);
    const tokens = [...target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    expect(tokens).toHaveLength(ROWS);
  }, 400_000);
});
