import { startSimulator, type Simulator } from '../../apps/gitlab-simulator/src';
import { openEventStream, type EventStream } from '../support/event-stream';
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
    const missed = await waitFor('what was missed', () => heard(after, 'instance.created'));
    expect(missed.data).toMatchObject({ name: 'Third' });
    expect(after.events.map(({ data }) => data.name)).not.toContain('Second');
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
