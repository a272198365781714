import { MirrorLab } from '../support/mirror-lab';

describe('deleting an instance with live mirrors', () => {
  let lab: MirrorLab;

  beforeEach(async () => {
    lab = await MirrorLab.start();
  });
  afterEach(() => lab.stop());

  const leftovers = async (): Promise<{ id: number; last_error: string | null }[]> =>
    (await lab.api.http.get('/api/mirrors/leftovers').expect(200)).body as { id: number; last_error: string | null }[];

  it('cleans up on both GitLabs, as a run with progress', async () => {
    await Promise.all([lab.mirrored(), lab.mirrored()]);
    const answer = await lab.api.http.delete(`/api/instances/${lab.targetId}`).expect(200);
    expect(answer.body).toMatchObject({ status: 'deleted', pairs_deleted: 1, mirrors_deleted: 2, warnings: [] });
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
    const runs = await lab.api.http.get(`/api/runs?subject=instance:${lab.targetId}`).expect(200);
    expect(runs.body).toMatchObject([
      { kind: 'mirror.clean-up', status: 'success', progress: { done: 4, total: 4 }, counters: { removed: 4 } },
    ]);
  });

  it('keeps the instance while something of ours is left there, says why, and goes on once it is gone', async () => {
    const { id } = await lab.mirrored();
    await lab.source.mirrorsSettled();
    lab.target.faults.add({ kind: 'revoked' });
    const refused = await lab.api.http.delete(`/api/instances/${lab.targetId}`).expect(409);
    expect(refused.body).toMatchObject({
      code: 'instance_has_leftovers',
      detail: expect.stringMatching(
        /^1 of our mirrors.* could not be removed on Beta: Beta could not .*force=true/,
      ) as string,
    });
    expect((await lab.api.http.get(`/api/mirrors/${id}`)).status).toBe(404);
    const [left] = await leftovers();
    expect(left?.last_error).toMatch(/^Beta could not/);
    lab.target.faults.clear();
    await lab.api.http.post(`/api/mirrors/leftovers/${left?.id}/retry`).expect(200);
    expect((await lab.api.http.delete(`/api/instances/${lab.targetId}`).expect(200)).body).toMatchObject({
      warnings: [],
    });
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });

  it('goes in any case with force, and says what stays', async () => {
    await lab.mirrored();
    await lab.source.mirrorsSettled();
    lab.target.faults.add({ kind: 'revoked' });
    const answer = await lab.api.http.delete(`/api/instances/${lab.targetId}?force=true`).expect(200);
    expect((answer.body as { warnings: string[] }).warnings).toEqual([
      expect.stringMatching(/^Beta could not/),
      '1 of our mirrors, tokens or webhooks stay on Beta and have to be removed there by hand.',
    ]);
    expect(await leftovers()).toEqual([]);
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 1 });
  });
});
