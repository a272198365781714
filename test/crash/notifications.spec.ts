import { ApiModule } from '../../apps/api/src/api.module';
import { HttpReceiver } from '../support/http-receiver';
import { rowsOf, type Rows } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';
import { WorkerProcess } from './worker-process';

describe('notifications of workers that are killed', () => {
  let api: TestApp;
  let rows: Rows;
  let receiver: HttpReceiver;
  let worker: WorkerProcess;

  const start = (): void => {
    worker = WorkerProcess.start({
      ENVIRONMENT: 'test',
      DATABASE_URL: api.settings.get('DATABASE_URL') ?? '',
      DATABASE_POOL_SIZE: '6',
      DATA_DIR: api.settings.get('DATA_DIR'),
      LOG_LEVEL: 'WARN',
      RUN_LEASE_SECONDS: '3',
      WORKER_HEALTH_PORT: '0',
      SCHEDULER_INTERVAL_SECONDS: '1',
      INSTANCE_PROBE_INTERVAL_SECONDS: '3600',
    });
  };
  const deliveries = async (): Promise<{ status: string; subject: string }[]> =>
    (await api.http.get('/api/notifications/deliveries?sort=created_at').expect(200)).body;
  const keys = (): string[] => receiver.requests.map(({ headers }) => String(headers['webhook-id']));

  beforeAll(async () => {
    receiver = await HttpReceiver.start();
    api = await startTestApp({}, ApiModule);
    rows = await rowsOf(api);
    const pair = await rows.pair('A to B', await rows.instance('Alpha'), await rows.instance('Beta'));
    const mirror = await rows.mirror(pair);
    const channel = await api.http
      .post('/api/notifications/channels')
      .send({ name: 'Hook', kind: 'webhook', url: receiver.url })
      .expect(201);
    await api.http
      .post('/api/notifications/rules')
      .send({ name: 'Failures', event: 'mirror_failed', channel_ids: [channel.body.id], group_minutes: 0 })
      .expect(201);
    await rows.client.query(`update mirrors set last_update_status = 'failed' where id = $1`, [mirror]);
  });
  afterAll(async () => {
    await worker?.kill();
    await rows?.[Symbol.asyncDispose]();
    await api?.stop();
    await receiver?.stop();
  });

  it('arrive at least once, under the same key, and are written down once', async () => {
    receiver.replies = ['silence'];
    start();
    await waitFor('the first attempt', () => keys().length === 1);
    // The receiver has it, and nobody could say so.
    await worker.kill();
    expect(await deliveries()).toMatchObject([{ status: 'waiting', subject: '1 mirror fails' }]);

    receiver.replies = [{ status: 200 }];
    start();
    await waitFor('the delivery', async () => (await deliveries())[0]?.status === 'sent');
    expect(new Set(keys()).size).toBe(1);
    expect(await deliveries()).toHaveLength(1);
  });

  it('are not lost when it ends while nobody works', async () => {
    await worker.kill();
    await rows.client.query(`update mirrors set last_update_status = 'finished', last_successful_update = now()`);
    start();
    await waitFor('the recovery', async () => (await deliveries())[1]?.status === 'sent');
    expect(await deliveries()).toMatchObject([{ subject: '1 mirror fails' }, { subject: '1 mirror works again' }]);
    expect(new Set(keys()).size).toBe(2);
  });
});
