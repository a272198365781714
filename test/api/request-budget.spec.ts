import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { InstanceGateway } from '@features/instances';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('the request budget of an instance', () => {
  let first: TestApp;
  let second: TestApp;
  let gitlab: Simulator;
  let instance: number;

  beforeAll(async () => {
    gitlab = await startSimulator({ name: 'alpha', latencyMs: 20 });
    first = await startTestApp();
    // Another process on the same database, with the same key.
    second = await startTestApp({
      DATABASE_URL: first.settings.get('DATABASE_URL') ?? '',
      DATA_DIR: first.settings.get('DATA_DIR'),
    });
    const { token } = gitlab.world.createToken();
    const answer = await first.http
      .post('/api/instances')
      .send({ name: 'Alpha', url: gitlab.url, token, max_concurrency: 4 })
      .expect(201);
    instance = answer.body.id;
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await gitlab.stop();
  });

  const calls = async (app: TestApp, count: number): Promise<void> => {
    const client = await app.app.get(InstanceGateway).client(instance);
    await Promise.all(Array.from({ length: count }, () => client.metadata.get()));
  };

  it('is kept by all processes together, and used', async () => {
    gitlab.requests.maxInFlight = 0;
    await Promise.all([calls(first, 60), calls(second, 60)]);
    expect(gitlab.requests.maxInFlight).toBe(4);
  });

  it('follows a change of the limit, also in the other process', async () => {
    await first.http.put(`/api/instances/${instance}`).send({ max_concurrency: 2 }).expect(200);
    await calls(first, 1);
    await calls(second, 1);
    gitlab.requests.maxInFlight = 0;
    await Promise.all([calls(first, 40), calls(second, 40)]);
    expect(gitlab.requests.maxInFlight).toBe(2);
  });

  it('follows a rotated token, also in the other process and in work under way', async () => {
    const client = await second.app.get(InstanceGateway).client(instance);
    const user = gitlab.world.createUser({ username: 'successor' });
    const { token } = gitlab.world.createToken({ user });
    await first.http.put(`/api/instances/${instance}`).send({ token }).expect(200);
    await waitFor('the new token', async () => (await client.users.me()).username === 'successor');
  });

  it('goes on without a failure when the old token is revoked as it is replaced', async () => {
    const client = await second.app.get(InstanceGateway).client(instance);
    await client.users.me();
    const before = [...gitlab.world.tokens.values()];
    const { token } = gitlab.world.createToken({ user: gitlab.world.createUser({ username: 'heir' }) });
    await first.http.put(`/api/instances/${instance}`).send({ token }).expect(200);
    for (const old of before) gitlab.world.revokeToken(old);
    expect((await client.users.me()).username).toBe('heir');
  });
});
