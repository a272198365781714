import { Client } from 'pg';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

interface Expiring {
  kind: string;
  id: number;
  path: string | null;
  token_status: string;
  days_left: number;
  rotates_itself: boolean;
  rotation_error: string | null;
}

describe('tokens that end', () => {
  let lab: MirrorLab;
  let database: Client;

  beforeAll(async () => {
    lab = await MirrorLab.start({ environment: { TOKEN_AUTO_ROTATION_DAYS: '14' } });
    database = new Client({ connectionString: lab.api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
    // The first look at the instances writes down when their tokens end.
    await lab.api.idle();
  });
  afterAll(async () => {
    await database.end();
    await lab.stop();
  });
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  const endsIn = (id: number, days: number) =>
    database.query(
      `update mirrors set mirror_token_expires_at = (now() at time zone 'utc')::date + $2::int where id = $1`,
      [id, days],
    );

  const expiring = async (query = ''): Promise<Expiring[]> =>
    (await lab.api.http.get(`/api/tokens/expiring${query}`).expect(200)).body as Expiring[];

  const onGitlab = (name: string) => [...lab.target.world.tokens.values()].find((token) => token.name === name);

  it('are one list of all kinds, those that end first first', async () => {
    const { id, to } = await lab.mirrored();
    await endsIn(id, 20);
    const group = lab.target.world.createResourceToken({ group: to.namespace }, { name: 'group-bot' });
    const created = await lab.api.http
      .post('/api/tokens')
      .send({ gitlab_instance_id: lab.targetId, group_path: 'elsewhere', token_name: 'group-bot', token: group.token })
      .expect(201);
    await database.query(`update group_tokens set expires_at = (now() at time zone 'utc')::date - 1`);
    await database.query(
      `update instances set token_expires_at = (now() at time zone 'utc')::date + 100 where id = ${lab.sourceId}`,
    );
    const groupId = (created.body as { id: number }).id;
    expect(await expiring()).toMatchObject([
      { kind: 'group', id: groupId, path: 'elsewhere', token_status: 'expired', rotates_itself: false, days_left: -1 },
      { kind: 'project', id, path: `backup/${to.path}`, token_status: 'expiring_soon', rotates_itself: true },
      { kind: 'instance', id: lab.sourceId, path: null, token_status: 'active', rotates_itself: false },
      { kind: 'instance', id: lab.targetId },
    ]);
    expect((await expiring('?kind=project')).map(({ kind }) => kind)).toEqual(['project']);
    expect((await expiring('?status=expired')).map(({ kind }) => kind)).toEqual(['group']);
    const paged = await lab.api.http.get('/api/tokens/expiring?per_page=1&page=2').expect(200);
    expect([(paged.body as Expiring[])[0]?.kind, paged.headers['x-total']]).toEqual(['project', '4']);
    expect((await lab.api.http.get('/api/tokens/expiring?kind=nothing')).status).toBe(422);
    await lab.api.http.delete(`/api/tokens/${groupId}`).expect(200);
  });

  it('of projects are replaced by themselves: new, proven, in use, and only then the old one goes', async () => {
    const { id, from, token } = await lab.mirrored();
    await endsIn(id, 10);
    await waitFor('a new token', async () => (await lab.get(id)).mirror_token_name !== token);
    await waitFor('the old one to go', () => onGitlab(token)?.revoked);
    const mirror = await lab.get(id);
    expect(onGitlab(mirror.mirror_token_name as string)?.revoked).toBe(false);
    expect([...from.pushMirrors.keys()]).toEqual([mirror.mirror_id]);
    expect(mirror).toMatchObject({ token_rotation_error: null, token_status: 'active' });
  });

  it('are left alone while they have time', async () => {
    const { id, token } = await lab.mirrored();
    await endsIn(id, 15);
    const { id: other, token: hers } = await lab.mirrored();
    await endsIn(other, 3);
    await waitFor('the other one', async () => (await lab.get(other)).mirror_token_name !== hers);
    expect(await lab.get(id)).toMatchObject({ mirror_token_name: token });
    expect((await lab.api.http.get(`/api/runs?kind=mirror.rotate&subject=mirror:${id}`)).body).toEqual([]);
  });

  it('stay in use when GitLab refuses a new one; it shows, is not repeated at once, and is tried again later', async () => {
    const { id, to, token } = await lab.mirrored();
    const path = `projects/${to.id}/access_tokens`;
    lab.target.faults.add({ kind: 'revoked', match: { method: 'POST', path } });
    await endsIn(id, 5);
    await waitFor('the failure to show', async () => (await lab.get(id)).token_rotation_error !== null);
    expect((await expiring('?kind=project')).find((each) => each.id === id)).toMatchObject({
      rotation_error: expect.stringMatching(/^Beta could not create an access token/) as string,
    });
    const runs = async (): Promise<number> =>
      ((await lab.api.http.get(`/api/runs?kind=mirror.rotate&subject=mirror:${id}`)).body as unknown[]).length;
    // Another one's turn proves that the look for due tokens went on meanwhile.
    const { id: other, token: hers } = await lab.mirrored();
    await endsIn(other, 3);
    await waitFor('the other one', async () => (await lab.get(other)).mirror_token_name !== hers);
    expect(await runs()).toBe(1);
    expect(onGitlab(token)?.revoked).toBe(false);
    lab.target.faults.clear();
    await database.query(`update mirrors set token_rotation_tried_at = now() - interval '13 hours' where id = ${id}`);
    await waitFor('a new token', async () => (await lab.get(id)).mirror_token_name !== token);
    expect(await lab.get(id)).toMatchObject({ token_rotation_error: null });
  });
});
