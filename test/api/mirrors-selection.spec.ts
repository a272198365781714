import { MirrorLab, type Mirrored } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { waitFor } from '../support/wait-for';

interface Started {
  message: string;
  job_id: number;
  total: number;
}
interface Finished {
  status: string;
  counters: Record<string, number>;
  progress: { done: number; total: number };
  errors: { item: string; message: string }[];
}

describe('several mirrors at once', () => {
  let lab: MirrorLab;
  let mirrored: () => Promise<Mirrored>;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    mirrored = await lab.mirroredAhead(14);
  });
  afterAll(() => lab.stop());
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  const start = async (what: string, body: object): Promise<Started> =>
    (await lab.api.http.post(`/api/mirrors/${what}`).send(body).expect(202)).body as Started;

  const finished = async ({ job_id: id }: Started): Promise<Finished> =>
    (await lab.finishedRun(id)) as unknown as Finished;

  describe('sync', () => {
    it('is one run that ends when GitLab has finished with all', async () => {
      const [a, b] = [await mirrored(), await mirrored()];
      const commit = { branch: 'main', message: 'Newer', files: { 'new.txt': '1' } };
      await lab.source.world.commit(a.from, [commit]);
      const started = await start('sync', { mirror_ids: [a.id, b.id] });
      expect(started).toMatchObject({ message: 'Sync of 2 mirrors triggered', total: 2 });
      expect(await finished(started)).toMatchObject({ status: 'success', progress: { done: 2, total: 2 }, errors: [] });
      const verified = await lab.api.http.get(`/api/mirrors/${a.id}/verify`).expect(200);
      expect(verified.body).toMatchObject({ refs: { in_sync: true } });
    });

    it('says of each mirror why it was not synced, and syncs the others', async () => {
      const [good, disabled, diverged] = [await mirrored(), await mirrored(), await mirrored()];
      await lab.api.http.put(`/api/mirrors/${disabled.id}`).send({ enabled: false }).expect(200);
      await lab.target.world.commit(diverged.to, [{ branch: 'main', message: 'Other', files: { 'b.txt': '2' } }]);
      await lab.source.world.commit(diverged.from, [{ branch: 'main', message: 'One', files: { 'c.txt': '3' } }]);
      await lab.source.mirrorsSettled();
      const ids = [good.id, disabled.id, diverged.id, 987_654];
      const started = await start('sync', { mirror_ids: ids });
      expect(started.total).toBe(3);
      const run = await finished(started);
      expect(run).toMatchObject({ status: 'partial', counters: { item_errors: 3 } });
      const errors = run.errors.map(({ item, message }) => `${item}: ${message}`).join('\n');
      expect(errors).toMatch(/mirror 987654: It does not exist/);
      expect(errors).toContain(`${disabled.from.path} to backup/${disabled.to.path}: It is disabled`);
      expect(errors).toMatch(new RegExp(`${diverged.from.path} to .*diverged`));
    });

    it('can be cancelled', async () => {
      const { id } = await mirrored();
      lab.source.world.settings.mirrorDelayMs = 60_000;
      try {
        const started = await start('sync', { mirror_ids: [id] });
        await waitFor('GitLab to be asked', async () => (await lab.get(id)).last_update_status === 'updating');
        await lab.api.http.post(`/api/runs/${started.job_id}/cancel`).expect((answer) => answer.status < 300);
        expect(await finished(started)).toMatchObject({ status: 'cancelled' });
      } finally {
        lab.source.world.settings.mirrorDelayMs = 10;
      }
    });

    it('wants known mirrors, and not the same twice', async () => {
      expect((await lab.api.http.post('/api/mirrors/sync').send({ mirror_ids: [987_654] })).status).toBe(404);
      const wrong = await lab.api.http.post('/api/mirrors/sync').send({ mirror_ids: [1, 1] });
      expect(problemOf(wrong)).toEqual([422, ['mirror_ids']]);
      expect((await lab.api.http.post('/api/mirrors/sync').send({ mirror_ids: [] })).status).toBe(422);
    });
  });

  describe('enable and disable', () => {
    it('switch them here and on GitLab', async () => {
      const [a, b] = [await mirrored(), await mirrored()];
      const onGitlab = (): boolean[] => [a, b].map(({ from }) => [...from.pushMirrors.values()][0]?.enabled ?? false);
      const off = await finished(await start('bulk/disable', { mirror_ids: [a.id, b.id] }));
      expect(off).toMatchObject({ status: 'success', progress: { done: 2, total: 2 } });
      expect(onGitlab()).toEqual([false, false]);
      expect(await lab.get(a.id)).toMatchObject({ enabled: false, pending_change: null });
      const on = await finished(await start('bulk/enable', { mirror_ids: [a.id, b.id] }));
      expect(on).toMatchObject({ status: 'success' });
      expect(onGitlab()).toEqual([true, true]);
    });

    it('name the mirror that GitLab refuses; what is wanted stays', async () => {
      const [a, b] = [await mirrored(), await mirrored()];
      lab.source.faults.add({ kind: 'revoked', match: { method: 'PUT', path: `projects/${b.from.id}/` } });
      const run = await finished(await start('bulk/disable', { mirror_ids: [a.id, b.id] }));
      expect(run).toMatchObject({
        status: 'partial',
        errors: [{ message: expect.stringMatching(/^Alpha/) as string }],
      });
      expect(run.errors[0]?.item).toContain(b.from.path);
      expect(await lab.get(b.id)).toMatchObject({ enabled: false, pending_change: 'settings' });
      // A change that is refused, too, takes back itself only.
      const change = { mirror_overwrite_diverged: true };
      await lab.api.http.put(`/api/mirrors/${b.id}`).send(change).expect(502);
      expect(await lab.get(b.id)).toMatchObject({
        enabled: false,
        pending_change: 'settings',
        mirror_overwrite_diverged: null,
      });
      // Asked again: nothing is left to switch, and nothing is on its way to GitLab to wait for.
      expect(await finished(await start('bulk/disable', { mirror_ids: [a.id, b.id] }))).toMatchObject({
        status: 'partial',
        errors: [{ item: run.errors[0]?.item, message: expect.stringMatching(/^Alpha/) as string }],
      });
    });
  });

  describe('delete', () => {
    it('takes them down here and on GitLab', async () => {
      const [a, b] = [await mirrored(), await mirrored()];
      const before = lab.traces();
      const run = await finished(await start('bulk/delete', { mirror_ids: [a.id, b.id] }));
      expect(run).toMatchObject({ status: 'success', counters: { deleted: 2 }, progress: { done: 2, total: 2 } });
      expect((await lab.api.http.get(`/api/mirrors/${a.id}`)).status).toBe(404);
      expect(lab.traces()).toEqual({ mirrors: before.mirrors - 2, tokens: before.tokens - 2 });
    });

    it('lists what could not be removed, with the reason', async () => {
      const { id, to } = await mirrored();
      lab.target.faults.add({ kind: 'revoked', match: { method: 'DELETE', path: `projects/${to.id}/access_tokens` } });
      const run = await finished(await start('bulk/delete', { mirror_ids: [id] }));
      expect(run).toMatchObject({ status: 'partial', errors: [{ item: `access token of backup/${to.path}` }] });
      const left = (await lab.api.http.get('/api/mirrors/leftovers').expect(200)).body as { mirror_id: number }[];
      expect(left.filter(({ mirror_id }) => mirror_id === id)).toHaveLength(1);
    });

    it('gives it up with force', async () => {
      const { id } = await mirrored();
      lab.target.faults.add({ kind: 'revoked', match: { method: 'DELETE' } });
      const run = await finished(await start('bulk/delete', { mirror_ids: [id], force: true }));
      expect(run).toMatchObject({ status: 'partial', counters: { deleted: 1, item_errors: 1 } });
      const left = (await lab.api.http.get('/api/mirrors/leftovers').expect(200)).body as { mirror_id: number }[];
      expect(left.filter(({ mirror_id }) => mirror_id === id)).toEqual([]);
    });
  });
});
