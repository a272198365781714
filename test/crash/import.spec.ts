import { waitFor } from '../support/wait-for';
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

  const mirrorsOnGitlab = (): number =>
    [...stage.source.world.projects.values()].reduce((sum, project) => sum + project.pushMirrors.size, 0);

  it('makes each mirror once, and tells so', async () => {
    const { source, target, sql, http } = stage;
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

    expect(run).toMatchObject({
      status: 'success',
      counters: { done: ROWS, skipped: 0, failed: 0 },
      progress: { done: ROWS, total: ROWS },
    });
    await waitFor('all mirrors', () => mirrorsOnGitlab() === ROWS, 60_000);
    const tokens = [...target.world.tokens.values()].filter(({ kind, revoked }) => kind === 'project' && !revoked);
    expect(tokens).toHaveLength(ROWS);
    // GitLab has a mirror a moment before its answer is stored here.
    const made = 'select count(*)::int as all, count(mirror_id)::int as made from mirrors';
    await waitFor('all mirrors to be known', async () => (await sql.query(made)).rows[0].made === ROWS, 60_000);
    expect((await sql.query(made)).rows).toEqual([{ all: ROWS, made: ROWS }]);
    expect(mirrorsOnGitlab()).toBe(ROWS);
  }, 400_000);
});
