import type { Project } from '../../apps/gitlab-simulator/src';
import { git } from '../../apps/gitlab-simulator/src/git/run';
import { openEventStream } from '../support/event-stream';
import { MirrorLab, type Mirrored } from '../support/mirror-lab';
import { TEST_PASSWORD } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const BRANCHES = ['a', 'b', 'c', 'd', 'e'];

describe('holding suspicious changes for approval', () => {
  let lab: MirrorLab;
  let pullPair: number;
  let mirrored: () => Promise<Mirrored>;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    const pair = await lab.api.http.post('/api/pairs').send({
      name: 'A to B, pulled',
      source_instance_id: lab.sourceId,
      target_instance_id: lab.targetId,
      mirror_direction: 'pull',
      hold_suspicious_changes: true,
    });
    pullPair = (pair.body as { id: number }).id;
    await hold(true);
    mirrored = await lab.mirroredAhead(8, () => withBranches());
  });
  afterAll(() => lab.stop());
  beforeEach(() => hold(true));
  afterEach(() => lab.source.faults.clear());

  const hold = async (on: boolean): Promise<void> => {
    const body = { hold_suspicious_changes: on, hold_branch_loss_percent: 50 };
    await lab.api.http.put(`/api/pairs/${lab.pairId}`).send(body).expect(200);
  };

  const approve = async (id: number): Promise<Record<string, unknown>> => {
    const answer = await lab.api.http.post(`/api/mirrors/${id}/approve`).expect(202);
    return lab.finishedRun((answer.body as { job_id: number }).job_id);
  };

  /** With main and five more branches, mirrored once. */
  const withBranches = async (changes = {}): Promise<Mirrored> => {
    const projects = await lab.twoProjects();
    await lab.source.world.commit(
      projects.from,
      BRANCHES.map((branch) => ({ branch, message: branch, files: { [branch]: '1' } })),
    );
    return lab.mirrored(changes, projects);
  };

  const refs = async ({ repositoryPath }: Project, ...commands: string[]): Promise<void> => {
    for (const command of commands) {
      const { code, stderr } = await git(repositoryPath, ['update-ref', ...command.split(' ')]);
      if (code !== 0) throw new Error(stderr);
    }
  };

  const deleteBranches = (from: Project, names: string[]): Promise<void> =>
    refs(from, ...names.map((name) => `-d refs/heads/${name}`));

  /** The default branch gets a history of its own. */
  const forcePush = async (from: Project): Promise<void> => {
    const orphan = { branch: 'fresh', message: 'Begin anew', files: { 'new.txt': '1' }, from: null };
    const written = await lab.source.world.commit(from, [orphan]);
    await refs(from, `refs/heads/main ${written.shas[0]}`, '-d refs/heads/fresh');
  };

  const remote = (from: Project) => [...from.pushMirrors.values()][0];

  it('is off by default and then costs no request', async () => {
    await hold(false);
    const { id, from } = await withBranches();
    await deleteBranches(from, BRANCHES);
    await lab.countFromNow();
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(lab.source.requests.count('/api/v4/projects/:id/repository/branches')).toBe(0);
  });

  it('costs one request while nothing happens', async () => {
    const { id } = await mirrored();
    await lab.countFromNow();
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(lab.source.requests.count('/api/v4/projects/:id/repository/branches')).toBe(1);
    expect(lab.source.requests.count('/api/v4/projects/:id/repository/merge_base')).toBe(0);
  });

  it('lets ordinary work through', async () => {
    const { id, from } = await mirrored();
    await lab.source.world.commit(from, [{ branch: 'main', message: 'More', files: { 'x.txt': '1' } }]);
    await deleteBranches(from, ['a', 'b']);
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(await lab.get(id)).toMatchObject({ held_at: null, held_reason: null, hold: null });
  });

  it('holds a source that lost most of its branches, and switches the push mirror off on GitLab', async () => {
    const { id, from, to } = await mirrored();
    const mine = `admin:${TEST_PASSWORD}`;
    const stream = await openEventStream(`${lab.api.url}/api/events`, {
      Authorization: `Basic ${Buffer.from(mine).toString('base64')}`,
    });
    await deleteBranches(from, ['a', 'b', 'c']);
    const run = await lab.sync(id);
    const reason = `platform/core/${from.path} on Alpha lost 3 of its 6 branches at once. Until somebody approves, its push mirror on GitLab is switched off.`;
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining(reason) as string });
    expect(await lab.get(id)).toMatchObject({
      enabled: true,
      held_at: expect.stringMatching(/Z$/) as string,
      held_reason: expect.stringContaining(reason) as string,
      hold: { kind: 'branches_lost', before: { branches: 6, default_branch: 'main' }, now: { branches: 3 } },
    });
    await waitFor('the push mirror to be off', () => remote(from)?.enabled === false);
    await waitFor('the event', () => stream.events.some(({ type, data }) => type === 'mirror.held' && data.id === id));
    stream.close();
    const held = (await lab.api.http.get('/api/mirrors?held=true').expect(200)).body as { id: number }[];
    expect(held.map((mirror) => mirror.id)).toContain(id);
    expect((await lab.api.http.get(`/api/mirrors?held=false&search=${to.path}`).expect(200)).body).toEqual([]);
    expect((await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200)).body).toMatchObject({ drift: [] });
  });

  it('goes on when somebody approves, and takes that for the new state', async () => {
    const { id, from } = await mirrored();
    await forcePush(from);
    expect(await lab.sync(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/The default branch main of .* was force-pushed: commit [0-9a-f]{8}/) as string,
    });
    await waitFor('the push mirror to be off', () => remote(from)?.enabled === false);
    await approve(id);
    expect(remote(from)?.enabled).toBe(true);
    expect(await lab.get(id)).toMatchObject({ held_at: null, held_reason: null, hold: null, pending_change: null });
    await lab.sync(id);
    expect(await lab.get(id)).toMatchObject({ held_at: null });
    expect((await lab.api.http.post(`/api/mirrors/${id}/approve`)).status).toBe(400);
  });

  it('holds an emptied repository, whoever asks: also a selection and the pair', async () => {
    const { id, from } = await mirrored();
    await deleteBranches(from, ['main', ...BRANCHES]);
    const asked = await lab.api.http
      .post('/api/mirrors/sync')
      .send({ mirror_ids: [id] })
      .expect(202);
    expect(await lab.finishedRun((asked.body as { job_id: number }).job_id)).toMatchObject({ status: 'failed' });
    expect(await lab.get(id)).toMatchObject({ hold: { kind: 'emptied', now: { branches: 0, head: null } } });
  });

  it('lets go by itself when the source looks right again', async () => {
    const { id, from } = await mirrored();
    const format = '--format=%(refname) %(objectname)';
    const listed = (await git(from.repositoryPath, ['for-each-ref', format, 'refs/heads'])).stdout.toString().trim();
    await deleteBranches(from, ['a', 'b', 'c', 'd']);
    await lab.sync(id);
    await waitFor('the push mirror to be off', () => remote(from)?.enabled === false);
    await refs(from, ...listed.split('\n'));
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(await lab.get(id)).toMatchObject({ held_at: null });
    expect(remote(from)?.enabled).toBe(true);
  });

  it('lets go when the pair does not want it any more', async () => {
    const { id, from } = await mirrored();
    await deleteBranches(from, BRANCHES);
    await lab.sync(id);
    await hold(false);
    expect(await lab.sync(id)).toMatchObject({ status: 'success' });
    expect(await lab.get(id)).toMatchObject({ held_at: null });
  });

  it('does not take a failed look for an empty source', async () => {
    const { id } = await mirrored();
    lab.source.faults.add({ kind: 'revoked', match: { path: 'repository/branches' } });
    expect(await lab.sync(id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^Alpha could not list the branches/) as string,
    });
    expect(await lab.get(id)).toMatchObject({ held_at: null, hold: null });
  });

  it('leaves a pull mirror alone on GitLab and says what GitLab goes on doing', async () => {
    const { id, from, to } = await withBranches({ instance_pair_id: pullPair });
    await forcePush(from);
    await lab.sync(id);
    expect(await lab.get(id)).toMatchObject({
      held_reason: expect.stringMatching(
        /we ask for no pull, but GitLab goes on pulling by itself about every 30 minutes: .*nothing is lost/,
      ) as string,
    });
    expect(to.pullMirror?.enabled).toBe(true);
    await approve(id);
    expect(await lab.get(id)).toMatchObject({ held_at: null });
  });
});
