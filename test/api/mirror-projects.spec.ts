import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import type { Project } from '../../apps/gitlab-simulator/src';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

interface Verified {
  status: string;
  drift: { field: string }[];
  notice: string | null;
  error: string | null;
}

describe('projects that do not stay as they were', () => {
  let lab: MirrorLab;
  let database: Client;

  beforeAll(async () => {
    lab = await MirrorLab.start({ environment: { MIRROR_REFRESH_INTERVAL_SECONDS: '10' } });
    database = new Client({ connectionString: lab.api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await lab.stop();
  });

  const mirrored = async (): Promise<{ id: number; from: Project; to: Project }> => {
    const mirror = await lab.mirrored();
    await lab.source.mirrorsSettled();
    return mirror;
  };

  const verify = async (id: number): Promise<Verified> =>
    (await lab.api.http.get(`/api/mirrors/${id}/verify`).expect(200)).body as Verified;

  /** As if a day had passed since we looked where its projects are. */
  const nextDay = (id: number) =>
    database.query(`update mirrors set projects_checked_at = now() - interval '2 days' where id = ${id}`);

  const remotes = (from: Project): string[] => [...from.pushMirrors.values()].map(({ url }) => new URL(url).pathname);

  it('renamed target: the path follows, and repair puts the address of the mirror right', async () => {
    const { id, from, to } = await mirrored();
    const path = `${to.path}-renamed`;
    lab.target.world.moveProject(to, { path });
    const before = await lab.target.world.refs(to);
    await lab.source.world.commit(from, [{ branch: 'main', message: 'Meanwhile', files: { 'b.txt': '1' } }]);
    await lab.source.mirrorsSettled();
    expect(await lab.target.world.refs(to)).toEqual(before);
    expect((await verify(id)).drift).toMatchObject([
      { field: 'url', expected: expect.stringContaining(path) as string },
    ]);
    expect(await lab.get(id)).toMatchObject({ target_project_path: `backup/${path}`, target_project_id: to.id });
    const repaired = await lab.api.http.post(`/api/mirrors/${id}/repair`).expect(200);
    expect(repaired.body).toMatchObject({ status: 'healthy', drift: [] });
    expect(remotes(from)).toEqual([`/backup/${path}.git`]);
    // GitLab's new mirror would wait for the next push to the source.
    const wanted = await lab.source.world.refs(from);
    await waitFor('what was pushed meanwhile', async () => isDeepStrictEqual(await lab.target.world.refs(to), wanted));
    await waitFor('the sync to be over', async () => (await lab.get(id)).last_update_status === 'finished');
  });

  it('moved source: found by its id, without anybody asking', async () => {
    const { id, from } = await mirrored();
    const { namespace } = await lab.source.world.createProject({ path: `elsewhere/next-to-${from.path}` });
    lab.source.world.moveProject(from, { namespace });
    await nextDay(id);
    await waitFor(
      'the path to follow',
      async () => (await lab.get(id)).source_project_path === `elsewhere/${from.path}`,
    );
    expect(await verify(id)).toMatchObject({ status: 'healthy', notice: null });
  });

  it('moved target: seen without anybody asking, and shown as drift', async () => {
    const { id, to } = await mirrored();
    const { namespace } = await lab.target.world.createProject({ path: `vault/next-to-${to.path}` });
    lab.target.world.moveProject(to, { namespace });
    await nextDay(id);
    await waitFor('the path to follow', async () => (await lab.get(id)).target_project_path === `vault/${to.path}`);
    expect(await lab.get(id)).toMatchObject({ verify_status: 'drift' });
  });

  it('archived: says so in words, and that it is over', async () => {
    const { id, to } = await mirrored();
    to.archived = true;
    const words = `backup/${to.path} on Beta is archived: nothing can be written to it. Unarchive it there, or disable this mirror.`;
    expect(await verify(id)).toMatchObject({ status: 'error', error: words, notice: words });
    expect(await lab.get(id)).toMatchObject({ project_notice: words });
    to.archived = false;
    expect(await verify(id)).toMatchObject({ status: 'healthy', notice: null });
    expect(await lab.get(id)).toMatchObject({ project_notice: null });
  });

  it('marked for deletion: keeps its path, and is not repaired', async () => {
    const { id, from, to } = await mirrored();
    const { path } = to;
    Object.assign(to, { markedForDeletionOn: '2030-01-31' });
    lab.target.world.moveProject(to, { path: `${path}-deletion_scheduled-${to.id}` });
    expect(await verify(id)).toMatchObject({
      status: 'error',
      error: `backup/${path} on Beta is marked for deletion (2030-01-31). Restore it there, or delete this mirror.`,
    });
    expect(await lab.get(id)).toMatchObject({ target_project_path: `backup/${path}` });
    expect((await lab.api.http.post(`/api/mirrors/${id}/repair`)).status).toBe(400);
    expect(remotes(from)).toEqual([`/backup/${path}.git`]);
  });

  it('deleted: says that it is likely, and removes nothing', async () => {
    const { id, from, to } = await mirrored();
    await lab.target.world.createProject({ path: `backup/next-to-${to.path}` });
    lab.target.world.removeProject(to);
    expect(await verify(id)).toMatchObject({
      status: 'orphan',
      error: expect.stringMatching(
        /^Beta has no project \d+ \(backup\/.*\) any more, .* most likely deleted/,
      ) as string,
    });
    const repair = await lab.api.http.post(`/api/mirrors/${id}/repair`);
    expect([repair.status, (repair.body as { code: string }).code]).toEqual([400, 'project_lost']);
    expect(from.pushMirrors.size).toBe(1);
    expect(await lab.get(id)).toMatchObject({
      verify_status: 'orphan',
      mirror_token_name: expect.any(String) as string,
    });
  });

  it('deleted source: seen by the refresh, which says it in words', async () => {
    const { id, from } = await mirrored();
    lab.source.world.removeProject(from);
    await database.query(`update mirrors set next_check_at = now() where id = ${id}`);
    await waitFor('the words', async () => /most likely deleted/.test(String((await lab.get(id)).project_notice)));
  });

  it('hidden from our user: says that the access is lost, not that it is deleted', async () => {
    const { id, to } = await mirrored();
    const instance = await lab.api.http.get(`/api/instances/${lab.targetId}`).expect(200);
    const { token_username: name } = instance.body as { token_username: string };
    const user = [...lab.target.world.users.values()].find(({ username }) => username === name);
    if (user) Object.assign(user, { admin: false });
    to.namespace.members.clear();
    to.members.clear();
    try {
      expect(await verify(id)).toMatchObject({
        status: 'error',
        error: expect.stringMatching(/^Beta shows neither project \d+ .* has most likely lost access/) as string,
      });
    } finally {
      if (user) Object.assign(user, { admin: true });
    }
    expect(await verify(id)).toMatchObject({ status: 'healthy', notice: null });
  });
});
