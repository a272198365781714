import { ForeignError } from '@app/common';
import { LocalBudget } from './budget/local-budget';
import { GitlabClient } from './gitlab-client';
import { RequestCounter } from './http/recorder';
import { Network } from './net/network';
import { FakeGitlab, json, lostAnswer, plain, silence, truncated } from './test-support/fake-gitlab';
import { ImpatientTiming } from './test-support/impatient-timing';

const ISSUE = { id: 4_294_967_297, iid: 7, project_id: 12, title: 'T', state: 'opened' };

describe('the client over HTTP', () => {
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
    client = new GitlabClient({
      baseUrl: server.url,
      instanceName: 'Lab',
      token: 'glpat-very-secret-value',
      budget: new LocalBudget({}, timing),
      network,
      timing,
      recorder: counter.record,
    });
  });
  afterEach(() => network.destroy());

  const failure = async (work: Promise<unknown>): Promise<ForeignError> => {
    const error: unknown = await work.then(
      () => new Error('it succeeded'),
      (thrown: unknown) => thrown,
    );
    if (error instanceof ForeignError) return error;
    throw error;
  };

  it('sends the token in a header and names itself', async () => {
    server.answer(json(200, { id: 1, username: 'root' }));
    await expect(client.users.me()).resolves.toMatchObject({ id: 1, username: 'root' });
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/api/v4/user' });
    expect(server.seen[0]?.headers).toMatchObject({
      'private-token': 'glpat-very-secret-value',
      'user-agent': expect.stringMatching(/^mirror-maestro\/\d/) as string,
    });
  });

  it('encodes a project path as one segment, and accepts ids beyond 2^31', async () => {
    server.answer(json(200, ISSUE));
    const issue = await client.issues.get('group/sub/project', 7);
    expect(issue.id).toBe(4_294_967_297);
    expect(server.seen[0]?.url).toBe('/api/v4/projects/group%2Fsub%2Fproject/issues/7');
  });

  it('repeats a read whose answer was lost', async () => {
    server.answer(lostAnswer, json(200, ISSUE));
    await expect(client.issues.get(12, 7)).resolves.toMatchObject({ iid: 7 });
    expect(counter.byRoute()).toEqual({ 'GET /projects/:id/issues/:iid': 2 });
  });

  it.each([
    ['lost', lostAnswer, 'reset'],
    ['truncated', truncated, 'truncated'],
    ['an internal error', json(500, { message: '500 Internal Server Error' }), undefined],
  ])('never repeats a create whose answer is %s, and says that it is ambiguous', async (_name, reply, cause) => {
    server.answer(reply, json(201, ISSUE));
    const error = await failure(client.issues.create(12, { title: 'T' }));
    expect(error).toMatchObject({ kind: 'transient', ambiguous: true, causeCode: cause });
    expect(server.seen).toHaveLength(1);
  });

  it('repeats a create that was refused by a rate limit', async () => {
    server.answer(plain(429, 'Retry later', { 'Retry-After': '7' }), json(201, ISSUE));
    await expect(client.issues.create(12, { title: 'T' })).resolves.toMatchObject({ iid: 7 });
    expect(timing.waits).toContain(7000);
  });

  it('says nothing was done when the server refuses a create', async () => {
    server.answer(json(400, { message: { title: ["can't be blank"] } }));
    const error = await failure(client.issues.create(12, { title: '' }));
    expect(error).toMatchObject({ kind: 'validation', ambiguous: false, status: 400 });
    expect(error.message).toBe("Lab could not create an issue in project 12: title can't be blank (HTTP 400)");
  });

  it('gives up in time when nothing answers', async () => {
    const quick = new Network({ timeoutMs: 50 });
    const impatient = new GitlabClient({
      baseUrl: server.url,
      instanceName: 'Lab',
      token: 't0ken-value',
      budget: new LocalBudget(),
      network: quick,
      retry: { attempts: 1 },
    });
    server.answer(silence);
    expect(await failure(impatient.users.me())).toMatchObject({ kind: 'transient', causeCode: 'timeout' });
    quick.destroy();
  });
});
