import { EventEmitter2 } from '@nestjs/event-emitter';
import { HealthProbe, INSTANCE_EVENTS, InstanceGateway } from '@features/instances';
import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { rowsOf } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('the health of an instance', () => {
  let api: TestApp;
  let gitlab: Simulator;

  beforeAll(async () => {
    [api, gitlab] = await Promise.all([startTestApp(), startSimulator({ name: 'beta' })]);
  });
  afterAll(async () => {
    await api.stop();
    await gitlab.stop();
  });

  it('is looked at by schedule', async () => {
    await using rows = await rowsOf(api);
    await waitFor('a finished look', async () => {
      const done = `select 1 from periodic_tasks where name = 'instances.probe' and last_finished_at is not null`;
      return (await rows.client.query(done)).rowCount;
    });
  });

  it('is looked at by one small request each, and shows when the instance goes and comes back', async () => {
    const { token } = gitlab.world.createToken();
    const { body } = await api.http.post('/api/instances').send({ name: 'Beta', url: gitlab.url, token }).expect(201);
    const probe = api.app.get(HealthProbe);
    const health = async (): Promise<object> => (await api.http.get(`/api/instances/${body.id}`)).body;
    const changes: unknown[] = [];
    api.app.get(EventEmitter2).on(INSTANCE_EVENTS.healthChanged, (event) => changes.push(event));

    await api.idle();
    const before = gitlab.requests.total;
    await probe.probeAll();
    expect(gitlab.requests.total).toBe(before + 1);
    expect(await health()).toMatchObject({ health: 'ok', health_error: null, updated_at: body.updated_at });

    gitlab.faults.add({ kind: '502' });
    await probe.probeAll();
    expect(await health()).toMatchObject({ health: 'degraded', health_error: expect.stringContaining('502') });

    gitlab.faults.clear();
    await waitFor('the next probe', async () => {
      await probe.probeAll();
      return ((await health()) as { health: string }).health === 'ok';
    });
    expect(changes).toEqual([
      expect.objectContaining({ id: body.id, previous: 'ok', health: 'degraded' }),
      expect.objectContaining({ id: body.id, previous: 'degraded', health: 'ok' }),
    ]);
  });

  it('shows an instance as degraded as soon as its requests fail in a row, not only at the next look', async () => {
    const { token } = gitlab.world.createToken();
    const { body } = await api.http.post('/api/instances').send({ name: 'Gamma', url: gitlab.url, token }).expect(201);
    gitlab.faults.add({ kind: '503' });
    const client = await api.app.get(InstanceGateway).client(body.id);
    for (let i = 0; i < 5; i++) await client.metadata.get().catch(() => undefined);
    await waitFor('a degraded instance', async () => {
      const answer = await api.http.get(`/api/instances/${body.id}`);
      return (answer.body as { health: string }).health === 'degraded';
    });
  });

  it('is degraded when its token cannot be decrypted, and says what to do', async () => {
    await using rows = await rowsOf(api);
    const id = await rows.instance('Delta', gitlab.url);
    await api.app.get(HealthProbe).probeAll();
    const { body } = await api.http.get(`/api/instances/${id}`);
    expect(body).toMatchObject({ health: 'degraded', health_error: expect.stringContaining('ENCRYPTION_KEY') });
    expect((await api.http.get(`/api/instances/${id}/projects`)).status).toBe(503);
  });
});
