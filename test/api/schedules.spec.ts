import { Client } from 'pg';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('schedules and pauses', () => {
  let api: TestApp;
  let database: Client;

  const runsOf = async (mirrorId: number): Promise<{ trigger: string }[]> => {
    const { body } = await api.http.get(`/api/runs?kind=mirror.sync&subject=mirror:${mirrorId}`).expect(200);
    return body;
  };
  const makeDue = (id: number) =>
    database.query(`update mirror_schedules set next_run_at = now() - interval '1 minute' where id = $1`, [id]);

  beforeAll(async () => {
    api = await startTestApp();
    database = new Client({ connectionString: api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
    await database.query(
      `insert into instances (id, name, url, token_encrypted) values
         (1, 'A', 'http://127.0.0.1:9', 'x'), (2, 'B', 'http://127.0.0.1:9', 'x')`,
    );
    await database.query(`insert into pairs (id, name, source_instance_id, target_instance_id) values (1, 'P', 1, 2)`);
    await database.query(
      `insert into mirrors (id, instance_pair_id, source_project_id, source_project_path, target_project_id,
                            target_project_path, direction, phase, next_check_at)
       select n, 1, n, path, n + 100, path, 'push', 'active', 'infinity'
         from (values (1, 'platform/api'), (2, 'platform/core/db'), (3, 'other/web')) as sample (n, path)`,
    );
  });
  afterAll(async () => {
    await database.end();
    await api.stop();
  });

  it('say when the next run is, in the time zone that was given', async () => {
    const { body } = await api.http
      .post('/api/schedules')
      .send({ instance_pair_id: 1, mirror_id: 3, cron: '0 6 1 1 *', timezone: 'Europe/Berlin' })
      .expect(201);
    expect(body).toMatchObject({ cron: '0 6 1 1 *', interval_minutes: null, enabled: true });
    expect(body.next_run_at).toMatch(/-01-01T05:00:00.000Z$/);
    await api.http.delete(`/api/schedules/${body.id}`).expect(200, { status: 'deleted' });
  });

  it('start the mirrors for which they are the most specific', async () => {
    const pair = await api.http.post('/api/schedules').send({ instance_pair_id: 1, interval_minutes: 600 }).expect(201);
    const group = await api.http
      .post('/api/schedules')
      .send({ instance_pair_id: 1, group_path: 'platform/core', interval_minutes: 600 })
      .expect(201);
    await makeDue(pair.body.id);
    await waitFor('the runs', async () => (await runsOf(1)).length === 1 && (await runsOf(3)).length === 1);
    expect(await runsOf(2)).toEqual([]);
    expect((await runsOf(1))[0]).toMatchObject({ trigger: 'scheduled' });

    const moved = await api.http.get(`/api/schedules/${pair.body.id}`).expect(200);
    expect(Date.parse(moved.body.next_run_at)).toBeGreaterThan(Date.now() + 500 * 60_000);
    expect(moved.body.last_run_at).not.toBeNull();

    await makeDue(group.body.id);
    await waitFor('the run', async () => (await runsOf(2)).length === 1);
  });

  it('wait while the pair or one of its instances is paused', async () => {
    const pause = await api.http.post('/api/pauses').send({ instance_id: 2, reason: 'Upgrade' }).expect(201);
    expect(pause.body).toMatchObject({ active: true, ends_at: null, created_by: 'admin' });
    const [schedule] = (await api.http.get('/api/schedules?sort=created_at').expect(200)).body;
    await database.query(`delete from runs where subject = 'mirror:3'`);
    await makeDue(schedule.id);
    const { rows } = await database.query<{ now: string }>('select now()::text as now');
    const tick = `select from periodic_tasks
      where name = 'schedules.tick' and last_started_at > $1 and last_finished_at > last_started_at`;
    await waitFor('a whole tick', async () => (await database.query(tick, [rows[0]?.now])).rowCount === 1);
    expect(await runsOf(3)).toEqual([]);

    await api.http.delete(`/api/pauses/${pause.body.id}`).expect(200, { status: 'deleted' });
    await waitFor('the run', async () => (await runsOf(3)).length === 1);
  });

  it.each([
    [{ instance_pair_id: 1 }, 'cron'],
    [{ instance_pair_id: 1, cron: '* * * * *', interval_minutes: 10 }, 'cron'],
    [{ instance_pair_id: 1, cron: 'every day' }, 'cron'],
    [{ instance_pair_id: 1, interval_minutes: 1 }, 'interval_minutes'],
    [{ instance_pair_id: 1, cron: '0 0 * * *', timezone: 'Mars/Olympus' }, 'timezone'],
    [{ instance_pair_id: 1, group_path: 'a', mirror_id: 1, interval_minutes: 60 }, 'mirror_id'],
    [{ instance_pair_id: 1, group_path: '/a/', interval_minutes: 60 }, 'group_path'],
  ])('%j is refused and names %s', async (body, field) => {
    const response = await api.http.post('/api/schedules').send(body).expect(422);
    expect(response.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('there is one schedule for a subject', async () => {
    const { body } = await api.http
      .post('/api/schedules')
      .send({ instance_pair_id: 1, interval_minutes: 60 })
      .expect(409);
    expect(body.detail).toContain('this pair');
  });

  it.each([
    [{}, 'instance_id'],
    [{ instance_id: 1, pair_id: 1 }, 'instance_id'],
    [{ pair_id: 1, ends_at: '2020-01-01T00:00:00Z' }, 'ends_at'],
    [{ pair_id: 1, starts_at: 'tomorrow' }, 'starts_at'],
  ])('the pause %j is refused and names %s', async (body, field) => {
    const response = await api.http.post('/api/pauses').send(body).expect(422);
    expect(response.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });
});
