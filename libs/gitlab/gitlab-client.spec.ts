import { redact } from '@app/common';
import { LocalBudget } from './budget/local-budget';
import { CircuitBreaker } from './circuit-breaker';
import type { GitlabClient } from './gitlab-client';
import { type RequestRecord, RequestCounter } from './http/recorder';
import { Network } from './net/network';
import { clientFor, failureOf, SECRET } from './test-support/client-for';
import { FakeGitlab, json, lostAnswer, plain, silence, truncated } from './test-support/fake-gitlab';
import { ImpatientTiming } from './test-support/impatient-timing';

const ISSUE = { id: 4_294_967_297, iid: 7, project_id: 12, title: 'T', state: 'opened' };

let server: FakeGitlab;
let timing: ImpatientTiming;
let client: GitlabClient;
let network: Network;
let counter: RequestCounter;

beforeAll(async () => {
  server = await FakeGitlab.start();
});
afterAll(() => server.stop());

beforeEach(() => {
  timing = new ImpatientTiming();
  network = new Network();
  counter = new RequestCounter();
  client = clientFor(server.url, { timing, network, recorder: counter.record });
});
afterEach(() => network.destroy());

describe('a request', () => {
  it('carries the token in a header and names the product', async () => {
    server.answer(json(200, { id: 1, username: 'root' }));
    await expect(client.users.me()).resolves.toMatchObject({ id: 1, username: 'root' });
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/api/v4/user' });
    expect(server.seen[0]?.headers).toMatchObject({
      'private-token': SECRET,
      'user-agent': expect.stringMatching(/^mirror-maestro\/\d/) as string,
    });
  });

  it('encodes a project path as one segment, and reads ids beyond 2^31', async () => {
    server.answer(json(200, ISSUE));
    const issue = await client.issues.get('group/sub/project', 7);
    expect(issue.id).toBe(4_294_967_297);
    expect(server.seen[0]?.url).toBe('/api/v4/projects/group%2Fsub%2Fproject/issues/7');
  });

  it('keeps the path of a GitLab that lives below one', async () => {
    server.answer(json(200, { id: 1 }));
    await clientFor(`${server.url}/gitlab/`, { network }).users.me();
    expect(server.seen[0]?.url).toBe('/gitlab/api/v4/user');
  });

  it('sends JSON, with all of Unicode', async () => {
    server.answer(json(201, ISSUE));
    await client.issues.create(12, { title: 'שלום 🦊', description: undefined });
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
    expect(server.seen[0]?.body).toBe('{"title":"שלום 🦊"}');
  });

  it('is recorded with its route template, for benchmarks and metrics', async () => {
    const records: RequestRecord[] = [];
    server.answer(json(503, {}), json(200, ISSUE));
    await clientFor(server.url, { network, recorder: (record) => records.push(record) }).issues.get(12, 7);
    expect(records.map(({ status, attempt, route }) => [status, attempt, route])).toEqual([
      [503, 1, '/projects/:id/issues/:iid'],
      [200, 2, '/projects/:id/issues/:iid'],
    ]);
  });
});

describe('repeating', () => {
  it('repeats a read whose answer was lost', async () => {
    server.answer(lostAnswer, json(200, ISSUE));
    await expect(client.issues.get(12, 7)).resolves.toMatchObject({ iid: 7 });
    expect(counter.byRoute()).toEqual({ 'GET /projects/:id/issues/:iid': 2 });
  });

  it('gives a read up after four attempts', async () => {
    server.answer(json(502, {}));
    expect(await failureOf(client.issues.get(12, 7))).toMatchObject({ kind: 'transient', ambiguous: false });
    expect(counter.total).toBe(4);
  });

  it.each([
    ['lost', lostAnswer, 'reset'],
    ['truncated', truncated, 'truncated'],
    ['no JSON', plain(201, '{"id":'), 'bad_answer'],
    ['without an id', json(201, { title: 'T' }), 'bad_answer'],
    ['an internal error', json(500, { message: '500 Internal Server Error' }), undefined],
    ['a gateway time-out', json(504, {}), 'timeout'],
  ])('never repeats a create whose answer is %s, and says that it is ambiguous', async (_name, reply, cause) => {
    server.answer(reply, json(201, ISSUE));
    const error = await failureOf(client.issues.create(12, { title: 'T' }));
    expect(error).toMatchObject({ kind: 'transient', ambiguous: true, causeCode: cause });
    expect(server.seen).toHaveLength(1);
  });

  it('repeats a change, which ends in the same state', async () => {
    server.answer(lostAnswer, json(200, ISSUE));
    await expect(client.issues.update(12, 7, { title: 'T' })).resolves.toMatchObject({ iid: 7 });
  });

  it('says that a change may have happened when the repeat was refused', async () => {
    server.answer(lostAnswer, json(403, { message: '403 Forbidden' }));
    const error = await failureOf(client.issues.update(12, 7, { title: 'T' }));
    expect(error).toMatchObject({ kind: 'permission', ambiguous: true });
  });

  it('takes 404 for success when it repeats a DELETE whose answer was lost', async () => {
    server.answer(lostAnswer, json(404, { message: '404 Not found' }));
    await expect(client.issues.remove(12, 7)).resolves.toBeUndefined();
  });

  it('reports 404 at the first try of a DELETE', async () => {
    server.answer(json(404, { message: '404 Issue Not Found' }));
    expect(await failureOf(client.issues.remove(12, 7))).toMatchObject({ kind: 'not_found', ambiguous: false });
  });

  it.each([
    ['lost', lostAnswer, true],
    ['a rate limit', plain(429, 'Retry later', { 'Retry-After': '1' }), false],
  ])('never repeats a rotation, here: %s', async (_name, reply, ambiguous) => {
    server.answer(reply, json(200, { id: 1, token: 'glpat-next' }));
    const error = await failureOf(client.projectTokens.rotate(12, 5, {}));
    expect(error.ambiguous).toBe(ambiguous);
    expect(server.seen).toHaveLength(1);
  });

  it('repeats a create that certainly did not arrive', async () => {
    const gone = await FakeGitlab.start();
    await gone.stop();
    const records: RequestRecord[] = [];
    const lost = clientFor(gone.url, { network, recorder: (record) => records.push(record) });
    const error = await failureOf(lost.issues.create(12, { title: 'T' }));
    expect(error).toMatchObject({ kind: 'transient', causeCode: 'refused', ambiguous: false });
    expect(records).toHaveLength(4);
  });

  it('names a host that does not exist', async () => {
    const error = await failureOf(clientFor('http://gitlab.invalid', { network, retry: { attempts: 1 } }).users.me());
    expect(error).toMatchObject({ kind: 'transient', causeCode: 'dns' });
  });
});

describe('rate limits', () => {
  it('waits as long as Retry-After says, and then repeats even a create', async () => {
    server.answer(plain(429, 'Retry later', { 'Retry-After': '7' }), json(201, ISSUE));
    await expect(client.issues.create(12, { title: 'T' })).resolves.toMatchObject({ iid: 7 });
    expect(timing.waits).toContain(7000);
  });

  it('waits for the reset when there is no Retry-After', async () => {
    const now = new Date('2026-01-01T10:00:00Z');
    const limited = plain(429, '', {
      Date: now.toUTCString(),
      'RateLimit-Limit': '60',
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': String(now.getTime() / 1000 + 9),
    });
    server.answer(limited, json(200, ISSUE));
    await client.issues.get(12, 7);
    expect(timing.waits).toContain(10_000);
  });

  it('waits some seconds when GitLab says nothing', async () => {
    const hidden = json(429, { message: 'This endpoint has been requested too many times. Try again later.' });
    server.answer(hidden, hidden, json(201, { id: 5, body: 'x' }));
    await client.notes.create(12, 7, { body: 'x' });
    expect(timing.waits.map((wait) => Math.round(wait / 1000)).filter(Boolean)).toEqual([3, 6]);
  });

  it('tells at once when the wait would be longer than the call may last', async () => {
    server.answer(plain(429, 'Retry later', { 'Retry-After': '3600' }));
    const error = await failureOf(client.users.me({ timeoutMs: 60_000 }));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 3_600_000, ambiguous: false });
    expect(server.seen).toHaveLength(1);
  });

  it('does not wait half a minute while somebody waits for the answer', async () => {
    server.answer(plain(429, 'Retry later', { 'Retry-After': '30' }));
    const error = await failureOf(client.users.me({ priority: 'interactive' }));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 30_000 });
    expect(server.seen).toHaveLength(1);
  });
});

describe('time and cancelling', () => {
  it('gives up when nothing answers', async () => {
    const impatient = clientFor(server.url, { network: { timeoutMs: 15_000 }, retry: { attempts: 1 } });
    server.answer(silence);
    const error = await failureOf(impatient.issues.create(1, { title: 'T' }));
    expect(error).toMatchObject({ kind: 'transient', causeCode: 'timeout', ambiguous: true });
  });

  it('stops a request that its caller cancels, and knows what may have happened', async () => {
    const control = new AbortController();
    server.answer(() => control.abort());
    const error = await failureOf(client.issues.create(12, { title: 'T' }, { signal: control.signal }));
    expect(error).toMatchObject({ causeCode: 'aborted', ambiguous: true });
  });

  it('sends nothing for a caller who has cancelled already', async () => {
    server.answer(json(200, {}));
    const error = await failureOf(client.issues.create(12, { title: 'T' }, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ causeCode: 'aborted', ambiguous: false });
    expect(server.seen).toHaveLength(0);
  });

  it('stops waiting when its caller cancels', async () => {
    const control = new AbortController();
    const patient = clientFor(server.url, { network, timing: new ImpatientTiming(1_000) });
    server.answer((_request, response) => {
      response.writeHead(429, { 'Retry-After': '60' }).end();
      setImmediate(() => control.abort());
    });
    expect(await failureOf(patient.users.me({ signal: control.signal }))).toMatchObject({ causeCode: 'aborted' });
  });
});

describe('the token', () => {
  it('is asked for before each request, so that a replaced one is used at once', async () => {
    const tokens = ['glpat-old-token-value', 'glpat-new-token-value'];
    const replaced = clientFor(server.url, { network, token: () => Promise.resolve(tokens[server.seen.length] ?? '') });
    server.answer(json(401, { message: '401 Unauthorized' }), json(201, ISSUE));
    await replaced.issues.create(12, { title: 'T' });
    expect(server.seen.map(({ headers }) => headers['private-token'])).toEqual(tokens);
  });

  it('is not tried again when it is the same', async () => {
    server.answer(json(401, { message: '401 Unauthorized' }));
    expect(await failureOf(client.users.me())).toMatchObject({ kind: 'auth', status: 401 });
    expect(server.seen).toHaveLength(1);
  });

  it('never shows in a message, whatever GitLab echoes', async () => {
    server.answer(json(400, { message: `bad url https://oauth2:${SECRET}@host/a.git with ${SECRET}` }));
    const error = await failureOf(client.remoteMirrors.create(12, { url: `https://oauth2:${SECRET}@host/a.git` }));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(SECRET);
  });

  it('that was just made is kept out of later messages too', async () => {
    server.answer(json(201, { id: 5, name: 'm', token: 'odd-shaped-secret' }));
    await expect(client.projectTokens.create(12, { name: 'm', scopes: [] })).resolves.toMatchObject({
      token: 'odd-shaped-secret',
    });
    expect(redact('x odd-shaped-secret x')).toBe('x [redacted] x');
  });

  it('that cannot be read is our own failure and sends nothing', async () => {
    server.answer(json(200, {}));
    const locked = clientFor(server.url, { network, token: () => Promise.reject(new Error('no key')) });
    expect(await failureOf(locked.users.me())).toMatchObject({ kind: 'transient', causeCode: 'token_unavailable' });
    expect(server.seen).toHaveLength(0);
  });
});

describe('redirects', () => {
  it('follows a moved project to its id, for writes too', async () => {
    const moved = { Location: `${server.url}/api/v4/projects/12/issues` };
    server.answer(plain(301, 'moved', moved), json(201, ISSUE));
    await expect(client.issues.create('old/name', { title: 'T' })).resolves.toMatchObject({ iid: 7 });
    expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/api/v4/projects/old%2Fname/issues', '{"title":"T"}'],
      ['POST', '/api/v4/projects/12/issues', '{"title":"T"}'],
    ]);
  });

  it('follows a moved project at its own address where GitLab, behind a proxy, writes another scheme or port', async () => {
    server.answer(plain(301, 'moved', { Location: 'https://127.0.0.1/api/v4/projects/12/issues' }), json(201, ISSUE));
    await expect(client.issues.create('old/name', { title: 'T' })).resolves.toMatchObject({ iid: 7 });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/v4/projects/old%2Fname/issues',
      '/api/v4/projects/12/issues',
    ]);
  });

  it('never takes the token to another origin', async () => {
    const other = await FakeGitlab.start();
    server.answer(plain(302, '', { Location: `${other.url}/api/v4/user` }));
    const error = await failureOf(client.users.me());
    expect(error).toMatchObject({ kind: 'validation', causeCode: 'redirect' });
    expect(error.message).toContain(other.url);
    expect(other.seen).toHaveLength(0);
    await other.stop();
  });

  it('gives up going in circles', async () => {
    server.answer(...['b', 'c', 'd', 'e', 'f'].map((name) => plain(302, '', { Location: `/api/v4/projects/${name}` })));
    expect(await failureOf(client.projects.get('a'))).toMatchObject({ causeCode: 'redirect' });
    expect(server.seen).toHaveLength(4);
  });
});

describe('an address that is not GitLab', () => {
  it('is told from a broken answer', async () => {
    server.answer(plain(200, '<html><title>Router login</title></html>', { 'Content-Type': 'text/html' }));
    const error = await failureOf(client.users.me());
    expect(error).toMatchObject({ kind: 'validation', causeCode: 'not_gitlab' });
    expect(error.message).toContain('a web page titled "Router login"');
    expect(server.seen).toHaveLength(1);
  });
});

describe('the circuit', () => {
  it('opens after failures in a row: then nothing is sent and everybody is told so', async () => {
    const states: string[] = [];
    const breaker = new CircuitBreaker(
      () => timing.now(),
      ({ state }) => states.push(state),
    );
    const guarded = clientFor(server.url, { network, timing, breaker, recorder: counter.record });
    server.answer(json(502, {}));
    await failureOf(guarded.users.me());
    await failureOf(guarded.users.me());
    expect(counter.total).toBe(5);
    const error = await failureOf(guarded.users.me());
    expect(error).toMatchObject({ kind: 'transient', causeCode: 'circuit_open', ambiguous: false });
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(counter.total).toBe(5);
    expect(states).toEqual(['open']);
  });

  it('is not opened by refusals', async () => {
    server.answer(json(404, { message: '404 Project Not Found' }));
    for (let i = 0; i < 8; i++)
      expect(await failureOf(client.projects.get(i + 1))).toMatchObject({ kind: 'not_found' });
  });
});

describe('the budget', () => {
  it('limits what is in flight', async () => {
    let open = 0;
    let most = 0;
    const two = clientFor(server.url, { network, budget: new LocalBudget({ concurrency: 2 }) });
    server.answer((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      // Long enough for a third to arrive, if one were on its way.
      setTimeout(() => {
        open -= 1;
        response.end('{"id":1}');
      }, 3);
    });
    await Promise.all(Array.from({ length: 12 }, () => two.users.me()));
    expect(most).toBe(2);
  });

  it('says so when no slot comes free in time', async () => {
    const none = clientFor(server.url, { network, budget: new LocalBudget({ concurrency: 0 }) });
    expect(await failureOf(none.users.me({ timeoutMs: 5 }))).toMatchObject({
      kind: 'rate_limited',
      causeCode: 'no_slot',
    });
  });
});
