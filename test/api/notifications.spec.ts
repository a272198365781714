import { HttpReceiver, type ReceivedRequest } from '../support/http-receiver';
import { problemOf } from '../support/problem';
import { rowsOf, type Rows } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface Told {
  title: string;
  advice: string;
  counts: { new: number; still: number; recovered: number };
  items: { kind: string; id: number; state: string; name: string; place: string; reason: string; url: string }[];
}

describe('notification rules', () => {
  let api: TestApp;
  let rows: Rows;
  let receiver: HttpReceiver;
  let channel: number;
  let pair: number;
  const instances = { source: 0, target: 0 };
  let names = 0;

  beforeAll(async () => {
    receiver = await HttpReceiver.start();
    api = await startTestApp({ PUBLIC_URL: 'https://maestro.example.com' });
    rows = await rowsOf(api);
    instances.source = await rows.instance('Alpha', 'http://127.0.0.1:9');
    instances.target = await rows.instance('Beta', 'http://127.0.0.1:9');
    pair = await rows.pair('A to B', instances.source, instances.target);
    channel = await newChannel();
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
    await receiver.stop();
  });
  beforeEach(() => receiver.reset());
  afterEach(async () => {
    await rows.client.query('delete from notification_rules');
    await rows.client.query('delete from mirrors');
    await rows.client.query('delete from pauses');
  });

  const newChannel = async (fields: object = {}): Promise<number> => {
    const body = { name: `hook ${++names}`, kind: 'webhook', url: `${receiver.url}/hook`, ...fields };
    return (await api.http.post('/api/notifications/channels').send(body).expect(201)).body.id as number;
  };
  const rule = async (fields: object = {}): Promise<number> => {
    const body = {
      name: `rule ${++names}`,
      event: 'mirror_failed',
      channel_ids: [channel],
      group_minutes: 0,
      ...fields,
    };
    return (await api.http.post('/api/notifications/rules').send(body).expect(201)).body.id as number;
  };
  const told = (): Told[] => receiver.requests.map(({ body }: ReceivedRequest) => body['data'] as Told);
  const messages = async (count: number): Promise<Told[]> => {
    await api.due('notifications.evaluate');
    return waitFor(`${count} messages`, () => told().length >= count && told());
  };
  const set = (table: string, id: number, values: string): Promise<unknown> =>
    rows.client.query(`update ${table} set ${values} where id = $1`, [id]);
  const fail = (mirror: number, error = 'fetch first'): Promise<unknown> =>
    set('mirrors', mirror, `last_update_status = 'failed', last_error = '${error}'`);
  const succeed = (mirror: number): Promise<unknown> =>
    set('mirrors', mirror, `last_update_status = 'finished', last_error = null, last_successful_update = now()`);
  const alerts = async (ruleId: number): Promise<Record<string, unknown>[]> =>
    (await rows.client.query('select * from notification_alerts where rule_id = $1 order by id', [ruleId])).rows;
  /** Until everything has been looked at that is so now, and what is to be told of it was told. */
  const evaluation = async (): Promise<void> => {
    const { rows: now } = await rows.client.query('select now()::text as began');
    await api.due('notifications.evaluate');
    const done = `select from periodic_tasks where name = 'notifications.evaluate'
      and last_started_at > $1 and last_finished_at > last_started_at
      and not exists (select from runs where kind = 'notification.deliver' and status in ('queued', 'running'))`;
    await waitFor('an evaluation', async () => (await rows.client.query(done, [now[0]?.began])).rowCount === 1);
  };

  describe('are refused', () => {
    it.each([
      [{ event: 'mirror_vanished' }, ['event']],
      [{ channel_ids: [] }, ['channel_ids']],
      [{ threshold: 0 }, ['threshold']],
      [{ event: 'mirror_drift', threshold: 3 }, ['threshold']],
      [{ event: 'token_expiring', threshold: 400 }, ['threshold']],
      [{ group_minutes: -1 }, ['group_minutes']],
      [{ repeat_hours: 0 }, ['repeat_hours']],
      [{ quiet_hours: { from: '25:00', to: '07:00', time_zone: 'UTC' } }, ['quiet_hours.from']],
      [{ quiet_hours: { from: '22:00', to: '22:00', time_zone: 'UTC' } }, ['quiet_hours.to']],
      [{ quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Mars' } }, ['quiet_hours.time_zone']],
    ])('%j', async (fields, wrong) => {
      const body = { name: 'bad', event: 'mirror_failed', channel_ids: [channel], ...fields };
      expect(problemOf(await api.http.post('/api/notifications/rules').send(body))).toEqual([422, wrong]);
    });

    it('for a pair that does not exist', async () => {
      const body = { name: 'bad', event: 'mirror_failed', channel_ids: [channel], instance_pair_id: 999_999 };
      await api.http.post('/api/notifications/rules').send(body).expect(404);
    });
  });

  it('fill in what is usual, and change in part', async () => {
    const { body } = await api.http
      .post('/api/notifications/rules')
      .send({ name: 'Usual', event: 'mirror_stale', channel_ids: [channel], enabled: false })
      .expect(201);
    expect(body).toMatchObject({
      threshold: 24,
      notify_recovery: true,
      instance_pair_id: null,
      quiet_hours: null,
      group_minutes: 5,
      repeat_hours: 24,
    });
    const night = { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' };
    const changed = await api.http
      .put(`/api/notifications/rules/${body.id}`)
      .send({ quiet_hours: night, repeat_hours: null })
      .expect(200);
    expect(changed.body).toEqual({
      ...body,
      quiet_hours: night,
      repeat_hours: null,
      updated_at: changed.body.updated_at,
    });
    const other = await api.http.put(`/api/notifications/rules/${body.id}`).send({ event: 'mirror_drift' }).expect(200);
    expect(other.body.threshold).toBeNull();
    const listed = await api.http.get(`/api/notifications/rules?channel_id=${channel}&event=mirror_drift`).expect(200);
    expect(listed.body).toEqual([other.body]);
  });

  it('tell of a failure once, and of its end once', async () => {
    const mirror = await rows.mirror(pair, { source_project_path: 'platform/api', target_project_path: 'copy/api' });
    const id = await rule({ name: 'Failures' });
    await fail(mirror, 'remote: You are not allowed to push code.');
    const [first] = await messages(1);
    expect(first).toMatchObject({
      title: '1 mirror fails',
      counts: { new: 1, still: 0, recovered: 0 },
      items: [
        {
          kind: 'mirror',
          id: mirror,
          state: 'new',
          name: 'platform/api → copy/api',
          place: 'A to B: Alpha → Beta',
          reason: 'remote: You are not allowed to push code.',
          url: `https://maestro.example.com/mirrors?mirror=${mirror}`,
        },
      ],
    });
    expect(first?.advice).not.toBe('');
    await evaluation();
    expect(told()).toHaveLength(1);
    const metrics = (await api.http.get('/metrics').expect(200)).text;
    expect(metrics).toContain('maestro_alerts{event="mirror_failed"} 1');
    expect(metrics).toMatch(/maestro_notifications\{status="sent"\} \d+/);

    await set('mirrors', mirror, `last_update_status = 'updating'`);
    await evaluation();
    expect(told()).toHaveLength(1);

    await succeed(mirror);
    const [, second] = await messages(2);
    expect(second).toMatchObject({ title: '1 mirror works again', advice: '', items: [{ state: 'recovered' }] });
    await evaluation();
    expect(told()).toHaveLength(2);
    expect(await alerts(id)).toEqual([]);
    const log = await api.http.get(`/api/notifications/deliveries?rule_id=${id}&status=sent`).expect(200);
    expect(log.body).toMatchObject([
      { subject: '1 mirror works again', rule_name: 'Failures', items: 1, attempts: 1, error: null },
      { subject: '1 mirror fails', channel_id: channel, text: expect.stringContaining('not allowed to push') },
    ]);
  });

  it('wait for the failure that is one too many', async () => {
    const mirror = await rows.mirror(pair);
    const sync = (status: string): Promise<unknown> =>
      rows.client.query(
        `insert into mirror_syncs (mirror_id, trigger, status, finished_at) values ($1, 'gitlab', $2, now())`,
        [mirror, status],
      );
    for (const status of ['failed', 'success', 'failed', 'failed']) await sync(status);
    await fail(mirror);
    await rule({ threshold: 3 });
    await evaluation();
    expect(told()).toEqual([]);
    await sync('failed');
    await messages(1);
  });

  it('put what happens together into one message, and count what it cannot list', async () => {
    for (let i = 0; i < 25; i++) await fail(await rows.mirror(pair));
    const id = await rule({ group_minutes: 60 });
    await waitFor('the alerts', async () => (await alerts(id)).length === 25);
    await evaluation();
    expect(told()).toEqual([]);
    await rows.client.query(
      `update notification_alerts set firing_since = now() - interval '61 minutes'
      where id = (select min(id) from notification_alerts where rule_id = $1)`,
      [id],
    );
    const [message] = await messages(1);
    expect(message).toMatchObject({ title: '25 mirrors fail', counts: { new: 25 } });
    const [delivery] = (await api.http.get(`/api/notifications/deliveries?rule_id=${id}`).expect(200)).body;
    expect(delivery).toMatchObject({ items: 25, text: expect.stringContaining('and 5 more') });
    expect(told()).toHaveLength(1);
  });

  it('forget what is over before it was told', async () => {
    const mirror = await rows.mirror(pair);
    const id = await rule({ group_minutes: 60 });
    await fail(mirror);
    await waitFor('the alert', async () => (await alerts(id)).length === 1);
    await succeed(mirror);
    await waitFor('the end of the alert', async () => (await alerts(id)).length === 0);
    await evaluation();
    expect(told()).toEqual([]);
  });

  it('tell again what is still wrong after a while', async () => {
    const id = await rule({ repeat_hours: 4 });
    await fail(await rows.mirror(pair));
    await messages(1);
    await rows.client.query(
      `update notification_alerts set told_at = told_at - interval '4 hours' where rule_id = $1`,
      [id],
    );
    const [, again] = await messages(2);
    expect(again).toMatchObject({ title: '1 mirror still fails', counts: { new: 0, still: 1, recovered: 0 } });
    await evaluation();
    expect(told()).toHaveLength(2);
  });

  it('are silent about the end when nobody wants to know', async () => {
    const mirror = await rows.mirror(pair);
    const id = await rule({ notify_recovery: false });
    await fail(mirror);
    await messages(1);
    await succeed(mirror);
    await waitFor('the end of the alert', async () => (await alerts(id)).length === 0);
    await evaluation();
    expect(told()).toHaveLength(1);
  });

  it('say nothing of what is deleted or disabled, not even that it is over', async () => {
    const [gone, off] = [await rows.mirror(pair), await rows.mirror(pair)];
    const id = await rule();
    await fail(gone);
    await fail(off);
    await waitFor('both told', async () => (await alerts(id)).filter(({ told_at }) => told_at !== null).length === 2);
    const before = await waitFor(
      'them at the receiver',
      () => told().reduce((sum, { counts }) => sum + counts.new, 0) === 2 && told().length,
    );
    await rows.client.query('delete from mirrors where id = $1', [gone]);
    await set('mirrors', off, 'enabled = false');
    await waitFor('the end of the alerts', async () => (await alerts(id)).length === 0);
    await evaluation();
    expect(told()).toHaveLength(before);
  });

  it('begin nothing while the pair is paused', async () => {
    await rows.client.query(
      `insert into pauses (pair_id, starts_at, created_by) values ($1, now() - interval '1 minute', 'admin')`,
      [pair],
    );
    const id = await rule();
    await fail(await rows.mirror(pair));
    await evaluation();
    expect(await alerts(id)).toEqual([]);
    await rows.client.query('delete from pauses');
    await messages(1);
  });

  it('keep quiet in quiet hours, and tell when they end', async () => {
    const hour = (offset: number): string =>
      `${String((new Date().getUTCHours() + offset + 24) % 24).padStart(2, '0')}:00`;
    const id = await rule({ quiet_hours: { from: hour(-2), to: hour(3), time_zone: 'UTC' } });
    await fail(await rows.mirror(pair));
    await waitFor('the alert', async () => (await alerts(id)).length === 1);
    await evaluation();
    expect(told()).toEqual([]);
    await set('notification_rules', id, `quiet_to = '${hour(-1)}'`);
    await messages(1);
  });

  it('that are off tell nothing, until they are on', async () => {
    const id = await rule({ enabled: false });
    await fail(await rows.mirror(pair));
    await evaluation();
    expect(told()).toEqual([]);
    await api.http.put(`/api/notifications/rules/${id}`).send({ enabled: true }).expect(200);
    await messages(1);
  });

  it('tell only the channels that are on', async () => {
    const off = await newChannel({ enabled: false });
    const id = await rule({ channel_ids: [off] });
    await fail(await rows.mirror(pair));
    await evaluation();
    expect((await api.http.get(`/api/notifications/deliveries?rule_id=${id}`).expect(200)).body).toEqual([]);
    await api.http.put(`/api/notifications/channels/${off}`).send({ enabled: true }).expect(200);
    await messages(1);
  });

  it('see only their pair', async () => {
    const other = await rows.pair('B to A', instances.target, instances.source);
    await rule({ instance_pair_id: other });
    await fail(await rows.mirror(pair));
    const theirs = await rows.mirror(other);
    await fail(theirs);
    expect((await messages(1))[0]?.items.map(({ id }) => id)).toEqual([theirs]);
  });

  it('that become about something else begin anew', async () => {
    const mirror = await rows.mirror(pair);
    const id = await rule();
    await fail(mirror);
    await messages(1);
    await set('mirrors', mirror, `verify_status = 'drift'`);
    await api.http.put(`/api/notifications/rules/${id}`).send({ event: 'mirror_drift' }).expect(200);
    expect((await messages(2))[1]).toMatchObject({ title: '1 mirror has drifted', counts: { new: 1, recovered: 0 } });
  });

  describe('see', () => {
    it('a mirror that is out of date, unless it was seen equal lately', async () => {
      const [old, never, equal, young] = [
        await rows.mirror(pair),
        await rows.mirror(pair),
        await rows.mirror(pair),
        await rows.mirror(pair),
      ];
      await set('mirrors', old, `last_successful_update = now() - interval '7 hours'`);
      await set('mirrors', never, `created_at = now() - interval '7 hours'`);
      await set('mirrors', equal, `last_successful_update = now() - interval '7 hours', proven_equal_at = now()`);
      await set('mirrors', young, `last_successful_update = now() - interval '5 hours'`);
      await rule({ event: 'mirror_stale', threshold: 6 });
      const [message] = await messages(1);
      expect(message?.items.map(({ id }) => id)).toEqual([old, never]);
      expect(message?.items[1]?.reason).toContain('never succeeded');
      await succeed(never);
      expect((await messages(2))[1]).toMatchObject({ title: '1 mirror is up to date again' });
    });

    it('drift and its repair, but no end of it in a comparison that failed', async () => {
      const mirror = await rows.mirror(pair);
      const id = await rule({ event: 'mirror_drift' });
      await set('mirrors', mirror, `verify_status = 'orphan'`);
      expect((await messages(1))[0]?.items[0]?.reason).toContain('no more');
      await set('mirrors', mirror, `verify_status = 'error'`);
      await evaluation();
      expect(await alerts(id)).toMatchObject([{ resolved_at: null }]);
      await set('mirrors', mirror, `verify_status = 'healthy'`);
      await messages(2);
    });

    it('a mirror that waits for approval', async () => {
      const mirror = await rows.mirror(pair);
      await rule({ event: 'mirror_held' });
      await set('mirrors', mirror, `held_at = now(), held_reason = '9 of 10 branches are gone.'`);
      expect((await messages(1))[0]?.items[0]).toMatchObject({ reason: '9 of 10 branches are gone.' });
      await set('mirrors', mirror, `held_at = null, held_reason = null`);
      expect((await messages(2))[1]?.title).toBe('1 mirror goes on');
    });

    it('an issue sync that fails again and again', async () => {
      const mirror = await rows.mirror(pair);
      const route = await rows.client.query(
        `insert into issue_routes (source_instance_id, source_project_id, source_project_path,
                                   target_instance_id, target_project_id, target_project_path)
         values ($1, 1, 'platform/api', $2, 2, 'copy/api') returning id`,
        [instances.source, instances.target],
      );
      const config = await rows.client.query(
        `insert into issue_mirrors (mirror_id, route_id, last_sync_status, last_sync_error, next_sync_at)
         values ($1, $2, 'failed', 'Beta is away.', 'infinity') returning id`,
        [mirror, route.rows[0]?.id],
      );
      const run = (status: string): Promise<unknown> =>
        rows.client.query(
          `insert into runs (kind, subject, trigger, requested_by, status, error, finished_at)
           values ('issue-sync.run', $1, 'scheduled', 'system', $2, 'Beta is away.', now())`,
          [`issue-sync:${config.rows[0]?.id}`, status],
        );
      await run('partial');
      await run('failed');
      await rule({ event: 'issue_sync_failed', threshold: 2 });
      await evaluation();
      expect(told()).toEqual([]);
      await run('failed');
      expect((await messages(1))[0]?.items[0]).toMatchObject({
        reason: 'Beta is away.',
        url: `https://maestro.example.com/issue-sync/${mirror}`,
      });
    });

    it('tokens that die soon, but not those that we replace in time', async () => {
      const inDays = (days: number): string => `(now() at time zone 'utc')::date + ${days}`;
      const [ours, refused, late] = [await rows.mirror(pair), await rows.mirror(pair), await rows.mirror(pair)];
      await set('mirrors', ours, `mirror_token_id = 1, mirror_token_expires_at = ${inDays(10)}`);
      await set('mirrors', late, `mirror_token_id = 2, mirror_token_expires_at = ${inDays(5)}`);
      await set(
        'mirrors',
        refused,
        `mirror_token_id = 3, mirror_token_expires_at = ${inDays(10)}, token_rotation_error = 'Refused.'`,
      );
      await set('instances', instances.source, `token_expires_at = ${inDays(14)}`);
      await set('instances', instances.target, `token_expires_at = ${inDays(15)}`);
      await rows.client.query(
        `insert into group_tokens (gitlab_instance_id, group_path, token_name, token_encrypted, expires_at)
         values ($1, 'platform', 'bot', 'x', ${inDays(-1)})`,
        [instances.source],
      );
      await rule({ event: 'token_expiring' });
      const [message] = await messages(1);
      expect(message?.items.map(({ kind, id }) => [kind, id])).toEqual(
        expect.arrayContaining([
          ['instance', instances.source],
          ['group_token', expect.any(Number)],
          ['mirror', refused],
          ['mirror', late],
        ]),
      );
      expect(message?.counts.new).toBe(4);
      expect(message?.items.find(({ kind }) => kind === 'group_token')?.reason).toContain('It died on');
      await set('instances', instances.source, 'token_expires_at = null');
      expect((await messages(2))[1]?.title).toBe('1 token has been renewed');
    });

    it('an instance that is degraded', async () => {
      // The one probe at the start may have met it.
      await set('instances', instances.source, `health = 'ok', health_error = null`);
      await rule({ event: 'instance_degraded' });
      await set('instances', instances.target, `health = 'degraded', health_error = 'connection refused'`);
      expect((await messages(1))[0]?.items[0]).toMatchObject({ name: 'Beta', reason: 'connection refused' });
      await set('instances', instances.target, `health = 'ok', health_error = null`);
      expect((await messages(2))[1]?.title).toBe('1 instance is well again');
    });
  });

  describe('deliver', () => {
    /** The last attempt to tell of this rule is over, and the next one put off until somebody asks for it. */
    const waiting = (ruleId: number): Promise<{ delivery: string; run: string }> =>
      waitFor('the next attempt to wait', async () => {
        const { rows: found } = await rows.client.query<{ delivery: string; run: string }>(
          `update runs set run_after = now() + interval '1 hour' from notification_deliveries delivery
            where delivery.rule_id = $1 and delivery.attempts > 0 and runs.kind = 'notification.deliver'
              and runs.subject = 'notification:' || delivery.id and runs.status = 'queued'
           returning delivery.id as delivery, runs.id as run`,
          [ruleId],
        );
        return found[0];
      });

    it('again what the receiver could not take just now, as the same delivery', async () => {
      receiver.replies = [{ status: 503, text: 'busy' }];
      const id = await rule();
      await fail(await rows.mirror(pair));
      const { delivery } = await waiting(id);
      const url = `/api/notifications/deliveries/${delivery}`;
      expect((await api.http.get(url).expect(200)).body).toMatchObject({
        status: 'waiting',
        error: expect.stringContaining('HTTP 503: busy'),
      });
      receiver.replies = [{ status: 200 }];
      await api.http.post(`${url}/retry`).expect(202);
      const sent = await waitFor('the second', async () => {
        const { body } = await api.http.get(url).expect(200);
        return body.status === 'sent' && body;
      });
      expect(sent).toMatchObject({ attempts: receiver.requests.length, error: null, sent_at: expect.any(String) });
      const keys = receiver.requests.map(({ headers }) => headers['webhook-id']);
      expect(new Set(keys).size).toBe(1);
      await api.http.post(`${url}/retry`).expect(409);
    });

    it('not again what the receiver refuses, until somebody asks for it', async () => {
      receiver.replies = [{ status: 410, text: 'gone' }, { status: 200 }];
      const id = await rule();
      await fail(await rows.mirror(pair));
      const failed = await waitFor('the failure', async () => {
        const { body } = await api.http.get(`/api/notifications/deliveries?rule_id=${id}&status=failed`).expect(200);
        return body[0];
      });
      expect(failed).toMatchObject({ attempts: 1, error: expect.stringContaining('HTTP 410: gone') });
      await waitFor('the retry', async () => {
        const { status } = await api.http.post(`/api/notifications/deliveries/${failed.id}/retry`);
        return status === 202;
      });
      await waitFor('the delivery', async () => {
        const { body } = await api.http.get(`/api/notifications/deliveries/${failed.id}`).expect(200);
        return body.status === 'sent';
      });
    });

    it('nothing to a channel that was turned off meanwhile, and say so', async () => {
      const doomed = await newChannel();
      receiver.replies = [{ status: 503 }];
      const id = await rule({ channel_ids: [doomed] });
      await fail(await rows.mirror(pair));
      const { delivery } = await waiting(id);
      const before = receiver.requests.length;
      await api.http.put(`/api/notifications/channels/${doomed}`).send({ enabled: false }).expect(200);
      await api.http.post(`/api/notifications/deliveries/${delivery}/retry`).expect(202);
      await waitFor('the end', async () => {
        const { body } = await api.http.get(`/api/notifications/deliveries/${delivery}`).expect(200);
        return body.status === 'failed' && body.error.includes('is off');
      });
      expect(receiver.requests).toHaveLength(before);
    });

    it('nothing for ever: what was cancelled has failed', async () => {
      receiver.replies = [{ status: 503 }];
      const id = await rule();
      await fail(await rows.mirror(pair));
      const { run } = await waiting(id);
      await api.http.post(`/api/runs/${run}/cancel`).expect(200);
      await waitFor('the failure', async () => {
        const { body } = await api.http.get(`/api/notifications/deliveries?rule_id=${id}`).expect(200);
        return body[0]?.status === 'failed';
      });
    });
  });
});
