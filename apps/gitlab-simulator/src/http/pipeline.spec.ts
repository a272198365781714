import { startSimulator, type Project, type RequestEntry, type Simulator, type Token } from '..';

describe('what every request goes through', () => {
  let gitlab: Simulator;
  let project: Project;
  let token: Token;

  beforeEach(async () => {
    gitlab = await startSimulator({ name: 'pipeline' });
    project = await gitlab.world.createProject({ path: 'team/app' });
    token = gitlab.world.createToken({ scopes: ['api'] });
  });

  afterEach(() => gitlab.stop());

  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${gitlab.url}${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': token.token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const issues = (): string => `/api/v4/projects/${project.id}/issues`;

  describe('counting', () => {
    it('counts by method and route', async () => {
      await Promise.all(Array.from({ length: 5 }, () => call('GET', issues())));
      await call('POST', issues(), { title: 'One' });
      expect(gitlab.requests.total).toBe(6);
      expect(gitlab.requests.byRoute).toEqual({
        'GET /api/v4/projects/:id/issues': 5,
        'POST /api/v4/projects/:id/issues': 1,
      });
      expect(gitlab.requests.count('/api/v4/projects/:id/issues')).toBe(6);
      expect(gitlab.requests.byStatus).toEqual({ 200: 5, 201: 1 });
      gitlab.requests.reset();
      expect(gitlab.requests.total).toBe(0);
    });

    it('remembers the most that ran at once', async () => {
      const atOnce = (count: number): Promise<void> =>
        new Promise((resolve) => {
          gitlab.requests.observe(() => gitlab.requests.inFlight === count && resolve());
        });
      gitlab.faults.add({ kind: 'hang' });
      const given = new AbortController();
      const allThere = atOnce(5);
      const open = Array.from({ length: 5 }, () => fetch(`${gitlab.url}${issues()}`, { signal: given.signal }));
      await allThere;
      const allGone = atOnce(0);
      given.abort();
      await Promise.all([allGone, Promise.allSettled(open)]);
      expect(gitlab.requests.maxInFlight).toBe(5);
    });

    it('tells an observer when a write has been done but not been answered yet', async () => {
      const seen: string[] = [];
      const off = gitlab.requests.observe((entry: RequestEntry, phase) => {
        seen.push(`${entry.method} ${phase} ${gitlab.world.issuesOf(project).length}`);
      });
      await call('POST', issues(), { title: 'One' });
      off();
      expect(seen.slice(0, 2)).toEqual(['POST received 0', 'POST written 1']);
    });

    it('can be read, and reset, by another process', async () => {
      await call('GET', issues());
      expect(await (await fetch(`${gitlab.url}/_simulator/requests`)).json()).toMatchObject({ total: 1 });
      await fetch(`${gitlab.url}/_simulator/requests/reset`, { method: 'POST' });
      expect(gitlab.requests.total).toBe(0);
    });
  });

  describe('faults', () => {
    it('strike the n-th matching request, once', async () => {
      gitlab.faults.add({ kind: '500', match: { method: 'GET', path: '/issues', nth: 2 } });
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await call('GET', issues())).status);
      expect(statuses).toEqual([200, 500, 200]);
    });

    it('lose the answer after the write took effect', async () => {
      gitlab.faults.add({ kind: 'reset_after_write', match: { method: 'POST' }, times: 1 });
      await expect(call('POST', issues(), { title: 'Written' })).rejects.toThrow(/fetch failed|terminated/);
      expect(gitlab.world.issuesOf(project).map((issue) => issue.title)).toEqual(['Written']);
    });

    it('break the connection before anything happens', async () => {
      gitlab.faults.add({ kind: 'reset_before', match: { method: 'POST' }, times: 1 });
      await expect(call('POST', issues(), { title: 'Lost' })).rejects.toThrow(/fetch failed|terminated/);
      expect(gitlab.world.issuesOf(project)).toEqual([]);
    });

    it('cut an answer short', async () => {
      gitlab.faults.add({ kind: 'truncate', times: 1 });
      const answer = await call('GET', `/api/v4/projects/${project.id}`);
      await expect(answer.text()).rejects.toThrow(/fetch failed|terminated/);
    });

    it('hang until the client gives up', async () => {
      gitlab.faults.add({ kind: 'hang', times: 1 });
      await expect(fetch(`${gitlab.url}/api/v4/version`, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort/);
    });

    it('say "too many requests" with a time to wait, or as an application limit without one', async () => {
      gitlab.faults.add({ kind: '429', retryAfter: 7, times: 1 });
      gitlab.faults.add({ kind: '429', times: 1 });
      const first = await call('GET', issues());
      expect([first.status, first.headers.get('retry-after'), await first.text()]).toEqual([429, '7', 'Retry later\n']);
      const second = await call('GET', issues());
      expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
      expect(await second.json()).toEqual({ message: { error: expect.stringContaining('too many times') as string } });
    });

    it('with a seed strike the same requests again', async () => {
      const round = async (): Promise<number[]> => {
        gitlab.faults.clear();
        gitlab.faults.add({ kind: '503', match: { probability: 0.4, seed: 42 } });
        const statuses = [];
        for (let i = 0; i < 12; i++) statuses.push((await call('GET', issues())).status);
        return statuses;
      };
      const first = await round();
      expect(first).toContain(503);
      expect(first).toContain(200);
      expect(await round()).toEqual(first);
    });

    it('can be set by another process', async () => {
      const json = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ kind: '502', match: { path: 'issues' }, times: 1 });
      expect((await fetch(`${gitlab.url}/_simulator/faults`, { method: 'POST', headers: json, body })).status).toBe(
        201,
      );
      expect((await call('GET', issues())).status).toBe(502);
      expect(await (await fetch(`${gitlab.url}/_simulator/faults`)).json()).toMatchObject([{ kind: '502', fired: 1 }]);
      await fetch(`${gitlab.url}/_simulator/faults`, { method: 'DELETE' });
      expect(gitlab.faults.list()).toEqual([]);
    });
  });

  describe('rate limits', () => {
    // No window ends while a test counts in it.
    beforeEach(() => (gitlab.settings.clockSkewMs = 3_600_000 - (Date.now() % 3_600_000)));

    it('show in the headers, and beyond them answer in plain text when to come back', async () => {
      gitlab.settings.limits = { api: 2, apiPeriodSeconds: 3600 };
      const first = await call('GET', issues());
      expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual(['1', '1']);
      await call('GET', issues());
      const third = await call('GET', issues());
      expect(third.status).toBe(429);
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(third.headers.get('ratelimit-remaining')).toBe('0');
      expect(third.headers.get('ratelimit-resettime')).toMatch(/GMT$/);
      expect(await third.text()).toBe('Retry later\n');
    });

    it('of one endpoint come without any header', async () => {
      gitlab.settings.limits = { issuesCreate: 1 };
      expect((await call('POST', issues(), { title: '1' })).status).toBe(201);
      const second = await call('POST', issues(), { title: '2' });
      expect([second.status, second.headers.get('retry-after'), second.headers.get('ratelimit-limit')]).toEqual([
        429,
        null,
        null,
      ]);
    });
  });

  describe('tokens', () => {
    it("die at midnight UTC of their last day, by the server's own clock", async () => {
      const twoDays = 2 * 86_400_000;
      token = gitlab.world.createToken({ expiresAt: new Date(Date.now() + twoDays).toISOString().slice(0, 10) });
      expect((await call('GET', '/api/v4/user')).status).toBe(200);
      gitlab.settings.clockSkewMs = twoDays;
      const answer = await call('GET', '/api/v4/user');
      expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ error: 'invalid_token' })]);
      expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now() - twoDays)).toBeLessThan(60_000);
    });

    it('take their whole family down when a rotated one tries to rotate again', async () => {
      const old = token;
      const fresh = (await (await call('POST', '/api/v4/personal_access_tokens/self/rotate')).json()) as {
        token: string;
      };
      token = { ...old, token: fresh.token };
      expect((await call('GET', '/api/v4/user')).status).toBe(200);
      token = old;
      expect((await call('POST', '/api/v4/personal_access_tokens/self/rotate')).status).toBe(401);
      token = { ...old, token: fresh.token };
      expect((await call('GET', '/api/v4/user')).status).toBe(401);
    });

    it('that are revoked by the test stop working at once', async () => {
      gitlab.world.revokeToken(token);
      expect((await call('GET', '/api/v4/user')).status).toBe(401);
    });
  });

  it("sends a renamed project's old path to its number", async () => {
    gitlab.world.moveProject(project, { path: 'renamed' });
    const answer = await fetch(`${gitlab.url}/api/v4/projects/team%2Fapp`, {
      headers: { 'PRIVATE-TOKEN': token.token },
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      301,
      `${gitlab.url}/api/v4/projects/${project.id}`,
    ]);
  });

  it("gives out ids that don't fit into 31 bits, and other ones than another simulator", async () => {
    const other = await startSimulator({ name: 'other' });
    const there = await other.world.createProject({ path: 'team/app' });
    await other.stop();
    expect(there.id).not.toBe(project.id);
    expect(gitlab.world.createIssue(project, { title: 'x' }).id).toBeGreaterThan(2 ** 31);
    expect(token.id).toBeGreaterThan(2 ** 32);
  });
});
