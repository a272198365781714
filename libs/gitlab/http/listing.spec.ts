import type { GitlabClient } from '../gitlab-client';
import { Network } from '../net/network';
import { clientFor, failureOf, SECRET } from '../test-support/client-for';
import { FakeGitlab, json, plain } from '../test-support/fake-gitlab';

const DATE = 'Sun, 22 Nov 2026 01:00:00 GMT';
const page = (ids: number[], headers: Record<string, string> = {}) =>
  json(
    200,
    ids.map((id) => ({ id, iid: id, project_id: 1 })),
    headers,
  );
const link = (url: string): Record<string, string> => ({ Link: `<${url}>; rel="next"` });

describe('lists', () => {
  let server: FakeGitlab;
  let network: Network;
  let client: GitlabClient;

  beforeAll(async () => {
    server = await FakeGitlab.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    network = new Network();
    client = clientFor(server.url, { network });
  });
  afterEach(() => network.destroy());

  it('are read page by page, 100 items each, as long as GitLab links on', async () => {
    server.answer(page([1, 2], link(`${server.url}/api/v4/projects/1/issues?page=2&per_page=100`)), page([3]));
    const found = await client.issues.list(1, { state: 'opened' }).all();
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/v4/projects/1/issues?per_page=100&state=opened',
      '/api/v4/projects/1/issues?page=2&per_page=100',
    ]);
  });

  it('read no page that nobody wants', async () => {
    server.answer(page([1, 2], link(`${server.url}/api/v4/projects/1/issues?page=2`)));
    for await (const found of client.issues.list(1)) if (found.id === 2) break;
    expect(server.seen).toHaveLength(1);
  });

  it('never follow a link to another origin: its query is asked of our own', async () => {
    const evil = await FakeGitlab.start();
    server.answer(page([1], link(`${evil.url}/steal?cursor=abc`)), page([2]));
    expect(await client.issues.list(1).all()).toHaveLength(2);
    expect(server.seen[1]?.url).toBe('/api/v4/projects/1/issues?cursor=abc');
    expect(server.seen[1]?.headers['private-token']).toBe(SECRET);
    expect(evil.seen).toHaveLength(0);
    await evil.stop();
  });

  it('tell a page with the server’s time, the total, and where the next begins', async () => {
    const headers = { ...link(`${server.url}/x?cursor=abc`), 'X-Total': '250', Date: DATE };
    server.answer(page([1], headers), page([2]));
    const first = await client.issues.page(1, { pagination: 'keyset', order_by: 'updated_at', sort: 'asc' });
    expect(first).toMatchObject({ next: 'cursor=abc', total: 250, serverTime: new Date(DATE) });
    expect(server.seen[0]?.url).toContain('pagination=keyset&order_by=updated_at&sort=asc');
    const second = await client.issues.page(1, {}, { next: first.next });
    expect(second).toMatchObject({ next: null, total: null });
    expect(server.seen[1]?.url).toBe('/api/v4/projects/1/issues?cursor=abc');
  });

  it('stop when GitLab links in a circle', async () => {
    server.answer(page([1], link(`${server.url}/x?page=2`)));
    expect(await failureOf(client.issues.list(1).all())).toMatchObject({ causeCode: 'bad_answer' });
    expect(server.seen.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['a failure', json(500, {}), 'transient'],
    ['something else than a list', json(200, { issues: [] }), 'transient'],
    ['nothing', plain(200, ''), 'transient'],
    ['a forbidden list', json(403, { message: '403 Forbidden' }), 'permission'],
  ])('are never empty because of %s', async (_name, reply, kind) => {
    server.answer(reply);
    expect(await failureOf(client.issues.list(1).all())).toMatchObject({ kind });
  });
});
