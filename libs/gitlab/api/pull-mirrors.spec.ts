import type { GitlabClient } from '../gitlab-client';
import { Network } from '../net/network';
import { clientFor, failureOf } from '../test-support/client-for';
import { FakeGitlab, json } from '../test-support/fake-gitlab';

const SETTINGS = { enabled: true, url: 'https://host/a/b.git', auth_user: 'me', auth_password: 'p@ss-w/rd' };
const UNKNOWN_ROUTE = json(404, { error: '404 Not Found' });

describe('pull mirrors', () => {
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

  it('are null for a project that is none', async () => {
    server.answer(json(400, { message: 'The project is not mirrored' }));
    await expect(client.pullMirrors.get(1)).resolves.toBeNull();
  });

  it('are unsupported where the route is unknown, but not for an unknown project', async () => {
    server.answer(UNKNOWN_ROUTE);
    expect(await failureOf(client.pullMirrors.get(1))).toMatchObject({ kind: 'unsupported', causeCode: 'tier' });
    server.answer(json(404, { message: '404 Project Not Found' }));
    expect(await failureOf(client.pullMirrors.get(1))).toMatchObject({ kind: 'not_found' });
  });

  it('are configured by their own endpoint', async () => {
    server.answer(json(200, { id: 3, enabled: true }));
    await client.pullMirrors.configure(1, SETTINGS);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['PUT /api/v4/projects/1/mirror/pull']);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(SETTINGS);
  });

  it('are configured by the project’s attributes before 17.6', async () => {
    server.answer(json(405, { error: '405 Not Allowed' }), json(200, { id: 1, mirror: true }));
    await client.pullMirrors.configure(1, { ...SETTINGS, only_mirror_protected_branches: true });
    expect(server.seen[1]).toMatchObject({ method: 'PUT', url: '/api/v4/projects/1' });
    expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
      mirror: true,
      import_url: 'https://me:p%40ss-w%2Frd@host/a/b.git',
      only_mirror_protected_branches: true,
    });
  });

  it.each([
    ['by its own endpoint', [json(200, { id: 3, enabled: false })]],
    ['by the project’s attributes', [UNKNOWN_ROUTE, json(200, { id: 1, mirror: false })]],
  ])('are unsupported where GitLab says yes and does nothing, %s', async (_name, replies) => {
    server.answer(...replies);
    const error = await failureOf(client.pullMirrors.configure(1, SETTINGS));
    expect(error).toMatchObject({ kind: 'unsupported', causeCode: 'tier' });
    expect(server.seen).toHaveLength(replies.length);
  });

  it('tell that they are paused', async () => {
    server.answer(json(403, { message: 'Mirroring for the project is on pause' }));
    expect(await failureOf(client.pullMirrors.start(1))).toMatchObject({ kind: 'permission', causeCode: 'paused' });
  });
});
