import { VERSION } from '@app/common';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';

interface About {
  started_at: string;
  settings: {
    name: string;
    value: unknown;
    is_set: boolean;
    is_secret: boolean;
    default: string;
    description: string;
  }[];
}

describe('/api/about', () => {
  let api: TestApp;
  let about: About;

  beforeAll(async () => {
    api = await startTestApp({ HTTPS_PROXY: 'http://bob:proxy-secret@proxy.example.com:3128' });
    about = (await api.http.get('/api/about').expect(200)).body as About;
  });
  afterAll(() => api.stop());

  const setting = (name: string) => about.settings.find((item) => item.name === name);

  it('tells the version, and how the server runs', () => {
    expect(about).toMatchObject({
      version: VERSION,
      node_version: process.versions.node,
      mode: 'standalone',
      database: { kind: 'external' },
      queue: 'postgres',
    });
    expect(Date.parse(about.started_at)).toBeLessThanOrEqual(Date.now());
  });

  it('has every setting with its value and its default', () => {
    expect(setting('SCHEDULER_INTERVAL_SECONDS')).toEqual({
      name: 'SCHEDULER_INTERVAL_SECONDS',
      group: 'Work',
      description: 'How often due work is looked for.',
      unit: 'seconds (1–3600)',
      value: 1,
      is_set: true,
      is_secret: false,
      default: '60',
    });
    expect(setting('AUDIT_RETENTION_DAYS')).toMatchObject({ value: 365, is_set: false, default: '365' });
    expect(setting('CORS_ORIGINS')).toMatchObject({ value: [], default: 'none' });
  });

  it('tells of a secret only whether it is set', () => {
    for (const name of ['AUTH_PASSWORD', 'DATABASE_URL', 'HTTPS_PROXY']) {
      expect(setting(name)).toMatchObject({ value: null, is_set: true, is_secret: true });
    }
    expect(setting('REDIS_URL')).toMatchObject({ value: null, is_set: false, is_secret: true });
    const answer = JSON.stringify(about);
    for (const secret of [TEST_PASSWORD, 'proxy-secret', api.settings.get('DATABASE_URL') ?? '']) {
      expect(answer).not.toContain(secret);
    }
  });

  it('needs a login', async () => {
    await api.anonymous.get('/api/about').expect(401);
  });
});
