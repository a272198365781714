import { Agent, get } from 'node:http';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';

const GRACE_SECONDS = 60;

describe('shutting down', () => {
  let api: TestApp;

  beforeEach(async () => {
    api = await startTestApp({ SHUTDOWN_TIMEOUT_SECONDS: String(GRACE_SECONDS) });
  });
  afterEach(() => api.stop());

  /** A page as browsers hold it: its connections stay open, and it asks again as soon as it has an answer. */
  const page = (path: string): (() => void) => {
    const agent = new Agent({ keepAlive: true });
    const headers = { Authorization: `Basic ${Buffer.from(`admin:${TEST_PASSWORD}`).toString('base64')}` };
    let open = true;
    const ask = (): void => {
      if (!open) return;
      get(`${api.url}${path}`, { agent, headers }, (response) =>
        response.resume().on('close', () => setTimeout(ask, 20)),
      ).on('error', () => setTimeout(ask, 20));
    };
    ask();
    return () => {
      open = false;
      agent.destroy();
    };
  };

  it('ends although pages are open that listen and keep on asking', async () => {
    const pages = [page('/api/events'), page('/api/dashboard/quick-stats'), page('/api/mirrors')];
    await api.http.get('/api/me').expect(200);
    const began = performance.now();
    let ended = Infinity;
    await api.restart(() => Promise.resolve((ended = performance.now())));
    pages.forEach((close) => close());
    expect(ended - began).toBeLessThan(GRACE_SECONDS * 1000);
    await api.http.get('/api/me').expect(200);
  });
});
