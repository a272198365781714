import type { Response } from 'supertest';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

describe('HTTP', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await startTestApp({
      AUTH_MAX_FAILURES: '3',
      AUTH_FAILURE_WINDOW_SECONDS: '60',
      CORS_ORIGINS: 'https://web.example.com',
      TRUST_PROXY: 'true',
    });
  });
  afterAll(() => api.stop());

  describe('without a login', () => {
    it.each(['/health', '/api/health/quick'])('%s says healthy', async (path) => {
      const { status, body } = await api.anonymous.get(path);
      expect([status, body]).toEqual([200, { status: 'healthy' }]);
    });

    it('the API asks for one, as problem+json', async () => {
      const response = await api.anonymous.get('/api/me');
      expect(response.status).toBe(401);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.headers['www-authenticate']).toContain('Basic');
      expect(response.body).toMatchObject({ status: 401, code: 'login_required', title: 'Login needed' });
      expect(response.body.detail).toContain('AUTH_USERNAME');
    });

    it('a browser app gets no login box', async () => {
      const response = await api.anonymous.get('/api/me').set('X-Requested-With', 'XMLHttpRequest');
      expect([response.status, response.headers['www-authenticate']]).toEqual([401, undefined]);
    });

    it('the session says that nobody is logged in, and nothing else', async () => {
      const { status, headers, body } = await api.anonymous.get('/api/session');
      expect([status, headers['www-authenticate']]).toEqual([200, undefined]);
      expect(body).toEqual({ authenticated: false, username: null, role: null });
    });

    it('the API is documented: /docs, /redoc, /openapi.json', async () => {
      const document = await api.anonymous.get('/openapi.json');
      expect(document.body.openapi).toBe('3.1.0');
      expect(Object.keys(document.body.paths)).toContain('/api/health');
      expect((await api.anonymous.get('/docs')).text).toContain('swagger-ui');
      expect((await api.anonymous.get('/redoc')).text).toContain('redoc.standalone.js');
      expect((await api.anonymous.get('/redoc/redoc.standalone.js')).status).toBe(200);
    });

    it('Prometheus finds its metrics', async () => {
      const { text } = await api.anonymous.get('/metrics');
      expect(text).toContain('maestro_process_resident_memory_bytes');
      expect(text).toContain('maestro_info{version=');
    });
  });

  it('greets who is logged in', async () => {
    const { body } = await api.http.get('/api/me').expect(200);
    expect(body).toMatchObject({ username: 'admin', auth_enabled: true });
    const session = await api.http.get('/api/session').expect(200);
    expect(session.body).toEqual({ authenticated: true, username: 'admin', role: 'admin' });
  });

  it('tells its health in detail', async () => {
    // A queue that takes more than two seconds to answer, as when it is opened on a busy machine, is called degraded.
    const body = await waitFor('all that is needed to be there', async () => {
      const answer = await api.http.get('/api/health').expect(200);
      return answer.body.status === 'healthy' && answer.body;
    });
    expect(body).toMatchObject({
      status: 'healthy',
      components: { database: { status: 'healthy' }, queue: { status: 'healthy' } },
      tokens: { active: 0, expiring_soon: 0, expired: 0, none: 0 },
    });
    expect(Object.keys(body.queues).length).toBeGreaterThan(0);
  });

  it('gives every answer a request id, the caller’s own if it is harmless', async () => {
    const own = await api.http.get('/api/me').set('X-Request-Id', 'ci-job-42');
    expect(own.headers['x-request-id']).toBe('ci-job-42');
    const forged = await api.http.get('/api/nowhere').set('X-Request-Id', 'a b"c');
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(forged.body.request_id).toBe(forged.headers['x-request-id']);
  });

  it('lets a web app that is served elsewhere read what it needs, and no other', async () => {
    const from = (origin: string) => api.http.get('/api/instances').set('Origin', origin).expect(200);
    const { headers } = await from('https://web.example.com');
    expect(headers['access-control-allow-origin']).toBe('https://web.example.com');
    expect(headers['access-control-expose-headers']?.split(',')).toEqual(
      expect.arrayContaining(['X-Total', 'Link', 'Retry-After', 'Content-Disposition', 'X-Request-Id']),
    );
    expect((await from('https://evil.example.com')).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers an unknown path with a problem', async () => {
    const { status, body } = await api.http.get('/api/nowhere');
    expect([status, body.status, body.code]).toEqual([404, 404, 'no_such_path']);
  });

  it('asks for the login before it tells whether a path exists', async () => {
    expect((await api.anonymous.get('/api/nowhere')).status).toBe(401);
    expect((await api.anonymous.patch('/api/instances/1').send({})).status).toBe(401);
  });

  describe('requests that are not as documented', () => {
    const problem = async (answer: Promise<Response>): Promise<[number, string, string[]]> => {
      const { status, headers, body } = await answer;
      expect(headers['content-type']).toContain('application/problem+json');
      const { detail, errors = [] } = body as { detail: string; errors?: { field: string }[] };
      return [status, detail, errors.map(({ field }) => field)];
    };

    it.each(['/api/me?verbose=1', '/api/instances/1?verbose=1', '/api/dashboard/metrics?verbose=1'])(
      'refuses a query where there is none: %s',
      async (path) => {
        expect(await problem(api.http.get(path))).toEqual([422, expect.stringContaining('verbose'), ['verbose']]);
      },
    );

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
      'refuses a body that is %s, and says what to send',
      async (type) => {
        const answer = api.http.put('/api/instances/1').set('Content-Type', type).send('name=x');
        expect(await problem(answer)).toEqual([415, expect.stringContaining('application/json'), []]);
      },
    );

    it('refuses what PostgreSQL cannot store as text, wherever it stands', async () => {
      expect(await problem(api.http.get('/api/instances?search=%00'))).toEqual([
        422,
        expect.stringContaining('NUL'),
        ['search'],
      ]);
      const body = { mirror_id: 1, filters: { labels_any: ['a\0b'] }, user_mapping: { a: '\ud800' } };
      const [status, , fields] = await problem(api.http.post('/api/issue-mirrors').send(body));
      expect([status, fields]).toEqual([422, ['filters.labels_any.0', 'user_mapping.a']]);
    });

    it('says in a sentence what cannot be decoded', async () => {
      expect(await problem(api.http.get('/api/instances/%ff'))).toEqual([
        400,
        expect.stringMatching(/^The request cannot be read: .*%ff.*\.$/),
        [],
      ]);
    });

    it.each([
      ['/api/instances', 'application/json', '{"name": "M\xfcller"}'],
      ['/api/export/all', 'application/json', '{"name": "M\xfcller"}'],
      ['/api/export/all', 'application/yaml', 'name: M\xfcller'],
    ])('refuses text that is not UTF-8 instead of storing it mangled: %s, %s', async (path, type, text) => {
      const send = async (encoding: BufferEncoding) => {
        const answer = await fetch(`${api.url}${path}`, {
          method: 'POST',
          headers: { Authorization: `Basic ${btoa(`admin:${TEST_PASSWORD}`)}`, 'Content-Type': type },
          body: Buffer.from(text, encoding),
        });
        return [answer.status, ((await answer.json()) as { code: string }).code];
      };
      expect(await send('latin1')).toEqual([422, 'invalid_utf8']);
      expect(await send('utf8')).toEqual([422, 'validation_failed']);
    });

    it('refuses a body that is nested too deeply, wherever it is read', async () => {
      const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
      for (const path of ['/api/instances', '/api/export/all']) {
        const answer = api.http.post(path).set('Content-Type', 'application/json').send(deep);
        expect(await problem(answer)).toEqual([422, expect.stringContaining('levels deep'), ['body']]);
      }
      const yaml = api.http.post('/api/export/all').set('Content-Type', 'application/yaml');
      expect(await problem(yaml.send(`${'['.repeat(20_000)}${']'.repeat(20_000)}`))).toEqual([
        422,
        expect.stringContaining('YAML'),
        ['body'],
      ]);
    });

    it('names each field once for each fault, and says in one sentence what to correct', async () => {
      const body = { name: null, url: 5, colour: 'red' };
      expect(await problem(api.http.post('/api/instances').send(body))).toEqual([
        422,
        'Correct the request: colour is not a known field; name must not be null; url must be a string; token is missing.',
        ['colour', 'name', 'url', 'token'],
      ]);
    });

    it.each(['1.0', '01e0', '0x1', '+1', '%201', '1e0'])('knows no id %s', async (id) => {
      expect((await problem(api.http.get(`/api/instances/${id}`)))[0]).toBe(422);
    });
  });

  it('sends the headers that keep browsers safe', async () => {
    const { headers } = await api.anonymous.get('/health');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('slows down who says to be somebody else with each guess', async () => {
    // A proxy puts the address that it sees itself behind what the caller made up.
    const guess = (number: number) =>
      api.anonymous.get('/api/me').auth('admin', 'wrong').set('X-Forwarded-For', `198.51.100.${number}, 203.0.113.9`);
    for (const number of [1, 2, 3]) expect((await guess(number)).status).toBe(401);
    expect((await guess(4)).status).toBe(429);
  });

  it('slows guessing down and then lets the right one in again', async () => {
    const guess = (path: string) => api.anonymous.get(path).auth('admin', 'wrong');
    expect((await guess('/api/me')).status).toBe(401);
    // Asking whether one is logged in is no way around the limit.
    expect((await guess('/api/session')).body).toMatchObject({ authenticated: false });
    expect((await guess('/api/me')).status).toBe(401);
    for (const path of ['/api/me', '/api/session']) {
      const refused = await api.anonymous.get(path).auth('admin', TEST_PASSWORD);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
  });
});
