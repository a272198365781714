import { startTestRedis, type TestRedis } from '@app/testing';
import { ApiModule } from '../../apps/api/src/api.module';
import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { openEventStream, type EventStream, type ReceivedEvent } from '../support/event-stream';
import { MirrorLab } from '../support/mirror-lab';
import { type Rows, rowsOf } from '../support/rows';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('live events', () => {
  let gitlab: Simulator;
  let api: TestApp;
  const open: EventStream[] = [];
  const authorization = `Basic ${Buffer.from(`admin:${TEST_PASSWORD}`).toString('base64')}`;

  const listen = async (headers: Record<string, string> = {}): Promise<EventStream> => {
    const stream = await openEventStream(`${api.url}/api/events`, { Authorization: authorization, ...headers });
    open.push(stream);
    return stream;
  };
  const heard = (stream: EventStream, type: string) => stream.events.find((event) => event.type === type);
  const addInstance = async (name: string): Promise<string> => {
    const { token } = gitlab.world.createToken();
    await api.http.post('/api/instances').send({ name, url: gitlab.url, token }).expect(201);
    return token;
  };

  beforeAll(async () => {
    gitlab = await startSimulator();
    api = await startTestApp();
  });
  afterAll(async () => {
    for (const stream of open) stream.close();
    await api.stop();
    await gitlab.stop();
  });

  it('need a login', async () => {
    expect((await fetch(`${api.url}/api/events`)).status).toBe(401);
  });

  it('tell every open page what changed, without a secret', async () => {
    const [first, second] = [await listen(), await listen()];
    const token = await addInstance('Production');
    for (const stream of [first, second]) {
      const event = await waitFor('the event', () => heard(stream, 'instance.created'));
      expect(event.data).toMatchObject({ name: 'Production', actor: 'admin' });
      expect(JSON.stringify(event)).not.toContain(token);
    }
  });

  it('are replayed after a reconnect', async () => {
    const before = await listen();
    await addInstance('Second');
    const seen = await waitFor('the event', () => heard(before, 'instance.created'));
    before.close();
    await addInstance('Third');

    const after = await listen({ 'Last-Event-ID': seen.id });
    await waitFor('what was missed', () => after.events.find(({ data }) => data.name === 'Third'));
  });

  it('are replayed from the beginning of a stream that had heard nothing', async () => {
    const silent = await listen();
    const hello = await waitFor('the greeting', () => heard(silent, 'hello'));
    silent.close();
    await addInstance('While nobody listened');
    const after = await listen({ 'Last-Event-ID': hello.id });
    // An event from before may come once more, so the first one need not be it.
    await waitFor('what was missed', () => after.events.find(({ data }) => data.name === 'While nobody listened'));
  });

  describe('that cannot be told any more', () => {
    let rows: Rows;
    beforeAll(async () => {
      rows = await rowsOf(api);
    });
    afterAll(() => rows[Symbol.asyncDispose]());

    const newest = async (): Promise<number> =>
      Number((await rows.client.query<{ id: string }>('select max(id) as id from live_events')).rows[0]?.id);

    it.each<[string, () => Promise<number>]>([
      ['are of another installation', async () => (await newest()) + 1_000_000],
      [
        'are older than what is kept',
        async () => {
          const last = await newest();
          await addInstance('Forgotten');
          await addInstance('Kept');
          await waitFor('the events', async () => (await newest()) >= last + 2);
          await rows.client.query('delete from live_events where id <= $1', [last + 1]);
          return last;
        },
      ],
      [
        'are too many',
        async () => {
          const last = await newest();
          await rows.client.query(
            `insert into live_events (type, data) select 'mirror.changed', '{}' from generate_series(1, 1001)`,
          );
          return last;
        },
      ],
    ])('are told as one resync: they %s', async (_why, lastId) => {
      const last = await lastId();
      const before = await newest();
      const stream = await listen({ 'Last-Event-ID': String(last) });
      const event = await waitFor('the resync', () => heard(stream, 'resync'));
      expect(Number(event.id)).toBeGreaterThanOrEqual(before);
      expect(Number(event.id)).toBeLessThanOrEqual(await newest());
      expect(heard(stream, 'mirror.changed')).toBeUndefined();
    });
  });

  it('tell of schedules, pauses and other things that people decide', async () => {
    const stream = await listen();
    await waitFor('the greeting', () => heard(stream, 'hello'));
    const { body: instances } = await api.http.get('/api/instances').expect(200);
    const [instance] = instances as { id: number }[];
    const { body } = await api.http.post('/api/pauses').send({ instance_id: instance?.id }).expect(201);
    const { id } = body as { id: number };
    expect(await waitFor('the event', () => heard(stream, 'pause.paused'))).toMatchObject({
      data: { id, actor: 'admin' },
    });
    await api.http.delete(`/api/pauses/${id}`).expect(200);
    await waitFor('the event', () => heard(stream, 'pause.resumed'));
  });

  it('are not told of what was rolled back', async () => {
    const stream = await listen();
    await waitFor('the greeting', () => heard(stream, 'hello'));
    const rows = await rowsOf(api);
    try {
      await rows.client.query('begin');
      await rows.client.query(
        `insert into pauses (instance_id, starts_at, created_by) select min(id), now(), 'x' from instances`,
      );
      await rows.client.query('rollback');
    } finally {
      await rows[Symbol.asyncDispose]();
    }
    await addInstance('After the rollback');
    await waitFor('a later event', () => heard(stream, 'instance.created'));
    expect(heard(stream, 'pause.paused')).toBeUndefined();
  });

  it('come in the order in which they become true, also when one takes long', async () => {
    await using rows = await rowsOf(api);
    const stream = await listen();
    await rows.client.query('begin');
    await rows.client.query(`insert into users (username, role, password_hash) values ('slow', 'viewer', '-')`);
    await addInstance('Quick');
    const quick = await waitFor('the quick one', () => heard(stream, 'instance.created'));
    await rows.client.query('commit');
    const slow = await waitFor('the slow one', () => heard(stream, 'user.created'));
    expect(Number(slow.id)).toBeGreaterThan(Number(quick.id));
  });

  it('tell when an instance is not well, and when it is again', async () => {
    const stream = await listen();
    await waitFor('the greeting', () => heard(stream, 'hello'));
    const { body } = await api.http.get('/api/instances?search=Production').expect(200);
    const [{ id }] = body as [{ id: number }];
    gitlab.faults.add({ kind: '503' });
    await api.http.post(`/api/instances/${id}/test`).expect(200);
    const worse = await waitFor('the event', () => heard(stream, 'instance.health-changed'));
    expect(worse.data).toMatchObject({ id, health: 'degraded', previous: 'ok' });
    gitlab.faults.clear();
    await api.http.post(`/api/instances/${id}/test`).expect(200);
    await waitFor('the event', () =>
      stream.events.some(({ data }) => data.previous === 'degraded' && data.health === 'ok'),
    );
  });

  it('come from other processes, too', async () => {
    const other = await startTestApp({ DATABASE_URL: api.settings.get('DATABASE_URL') ?? '' });
    try {
      const stream = await listen();
      const { token } = gitlab.world.createToken();
      await other.http.post('/api/instances').send({ name: 'Elsewhere', url: gitlab.url, token });
      const event = await waitFor('the event', () => heard(stream, 'instance.created'));
      expect(event.data).toMatchObject({ name: 'Elsewhere' });
    } finally {
      await other.stop();
    }
  });
});

describe.each(['postgres', 'redis'])('live events of work that another process does, with the queue in %s', (queue) => {
  let redis: TestRedis | null = null;
  let lab: MirrorLab;
  let api: TestApp;
  let stream: EventStream;

  beforeAll(async () => {
    redis = queue === 'redis' ? await startTestRedis() : null;
    const environment: Record<string, string> = redis === null ? {} : { REDIS_URL: redis.url };
    lab = await MirrorLab.start({ environment });
    const { settings } = lab.api;
    api = await startTestApp({ ...environment, DATABASE_URL: settings.get('DATABASE_URL') ?? '' }, ApiModule);
    const authorization = `Basic ${Buffer.from(`admin:${TEST_PASSWORD}`).toString('base64')}`;
    stream = await openEventStream(`${api.url}/api/events`, { Authorization: authorization });
  });
  afterAll(async () => {
    stream?.close();
    await api?.stop();
    await lab?.stop();
    await redis?.stop();
  });

  const told = (type: string, matches: (data: Record<string, unknown>) => boolean): Promise<ReceivedEvent> =>
    waitFor(type, () => stream.events.find((event) => event.type === type && matches(event.data)));

  it('follow a mirror, its runs and what GitLab makes of it', async () => {
    const { from, to } = await lab.twoProjects();
    const { id } = await lab.create(from, to);
    await told('mirror.created', (data) => data.id === id);
    await told(
      'run.changed',
      ({ subject, kind, status }) => subject === `mirror:${id}` && kind === 'mirror.provision' && status === 'success',
    );
    await told('mirror.changed', (data) => data.id === id);
    await lab.api.http.post(`/api/mirrors/${id}/update`).expect(202);
    await told(
      'run.changed',
      ({ subject, kind, status }) => subject === `mirror:${id}` && kind === 'mirror.sync' && status === 'success',
    );
  });

  it('follow an issue sync with its progress', async () => {
    const { from, to } = await lab.twoProjects();
    const mirror = await lab.create(from, to);
    const { body } = await lab.api.http
      .post('/api/issue-mirrors')
      .send({ mirror_id: mirror.id, sync_existing_issues: true })
      .expect(201);
    const { id } = body as { id: number };
    await told('issue-mirror.created', (data) => data.id === id);
    await lab.api.http.post(`/api/issue-mirrors/${id}/trigger-sync`).expect(202);
    const done = await told(
      'run.changed',
      ({ subject, status }) => subject === `issue-sync:${id}` && status === 'success',
    );
    expect(done.data).toMatchObject({
      kind: 'issue-sync.run',
      progress: expect.objectContaining({ done: 0 }) as unknown,
    });
  });

  it('tell of a mirror that is held', async () => {
    // Its first sync would let go by itself of what nothing is wrong with.
    const { id } = await lab.mirrored();
    const rows = await rowsOf(lab.api);
    await rows.client.query(`update mirrors set held_at = now(), held_reason = 'Look first.' where id = $1`, [id]);
    await rows[Symbol.asyncDispose]();
    await lab.api.http.post(`/api/mirrors/${id}/approve`).expect(202);
    expect(await told('mirror.released', (data) => data.id === id)).toMatchObject({ data: { actor: 'admin' } });
  });

  it('name their fields as the API does', () => {
    const names = new Set(stream.events.flatMap(({ data }) => Object.keys(data)));
    expect(names).toContain('pair_id');
    expect([...names].filter((name) => !/^[a-z_]+$/.test(name))).toEqual([]);
  });

  it('carry no secret', () => {
    expect(JSON.stringify(stream.events)).not.toMatch(/glpat-|gAAAAA|whsec_/);
  });
});
