import type { GitlabClient } from '../gitlab-client';
import { Network } from '../net/network';
import { clientFor, failureOf } from '../test-support/client-for';
import { FakeGitlab, json } from '../test-support/fake-gitlab';

const ONE = { id: 1, iid: 1, project_id: 1, name: 'x', version: '18.1.0', url: '/u', token: 't0ken-value', notes: [] };
const DISCUSSION = { id: 'abc', notes: [] };

type Row = [call: (client: GitlabClient) => Promise<unknown>, answer: unknown, request: string, body?: object];

/** Method, path and body of each call, as GitLab's reference gives them. */
const ROWS: Row[] = [
  [(c) => c.metadata.get(), ONE, 'GET /metadata'],
  [(c) => c.users.me(), ONE, 'GET /user'],
  [(c) => c.users.findByUsername('Ann'), [{ id: 1, username: 'ann' }], 'GET /users?username=Ann'],
  [(c) => c.tokens.self(), ONE, 'GET /personal_access_tokens/self'],
  [
    (c) => c.tokens.rotateSelf({ expires_at: '2027-01-01' }),
    ONE,
    'POST /personal_access_tokens/self/rotate',
    { expires_at: '2027-01-01' },
  ],
  [(c) => c.projects.get('a/b'), ONE, 'GET /projects/a%2Fb'],
  [(c) => c.projects.create({ path: 'p', namespace_id: 2 }), ONE, 'POST /projects', { path: 'p', namespace_id: 2 }],
  [(c) => c.projects.update(1, { emails_enabled: false }), ONE, 'PUT /projects/1', { emails_enabled: false }],
  [(c) => c.projects.remove(1), null, 'DELETE /projects/1'],
  [(c) => c.groups.get('a/b'), ONE, 'GET /groups/a%2Fb?with_projects=false'],
  [
    (c) => c.groups.projects(1, { include_subgroups: true }).all(),
    [],
    'GET /groups/1/projects?per_page=100&with_shared=false&include_subgroups=true',
  ],
  [(c) => c.groups.descendants(1).all(), [], 'GET /groups/1/descendant_groups?per_page=100&all_available=true'],
  [
    (c) => c.groups.create({ name: 'g', path: 'g', parent_id: 2 }),
    ONE,
    'POST /groups',
    { name: 'g', path: 'g', parent_id: 2 },
  ],
  [(c) => c.namespaces.get('a/b'), ONE, 'GET /namespaces/a%2Fb'],
  [(c) => c.remoteMirrors.list(1).all(), [], 'GET /projects/1/remote_mirrors?per_page=100'],
  [
    (c) => c.remoteMirrors.create(1, { url: 'https://u:p@h/a.git' }),
    ONE,
    'POST /projects/1/remote_mirrors',
    { enabled: true, url: 'https://u:p@h/a.git' },
  ],
  [
    (c) => c.remoteMirrors.update(1, 2, { enabled: false }),
    ONE,
    'PUT /projects/1/remote_mirrors/2',
    { enabled: false },
  ],
  [(c) => c.remoteMirrors.sync(1, 2), null, 'POST /projects/1/remote_mirrors/2/sync'],
  [(c) => c.remoteMirrors.remove(1, 2), null, 'DELETE /projects/1/remote_mirrors/2'],
  [
    (c) => c.projectTokens.create(1, { name: 'm', scopes: ['write_repository'], access_level: 40 }),
    ONE,
    'POST /projects/1/access_tokens',
    { name: 'm', scopes: ['write_repository'], access_level: 40 },
  ],
  [(c) => c.projectTokens.revoke(1, 2), null, 'DELETE /projects/1/access_tokens/2'],
  [(c) => c.groupTokens.rotate('a/b', 2, {}), ONE, 'POST /groups/a%2Fb/access_tokens/2/rotate', {}],
  [
    (c) => c.branches.list(1, { search: '^rel' }).all(),
    [],
    'GET /projects/1/repository/branches?per_page=100&search=%5Erel',
  ],
  [
    (c) => c.branches.get(1, 'feature/x'),
    { name: 'feature/x', commit: { id: 'a' } },
    'GET /projects/1/repository/branches/feature%2Fx',
  ],
  [(c) => c.tags.list(1).all(), [], 'GET /projects/1/repository/tags?per_page=100'],
  [
    (c) => c.commits.mergeBase(1, ['a', 'b']),
    { id: 'a' },
    'GET /projects/1/repository/merge_base?refs%5B%5D=a&refs%5B%5D=b',
  ],
  [(c) => c.protectedBranches.unprotect(1, 'rel/*'), null, 'DELETE /projects/1/protected_branches/rel%2F*'],
  [
    (c) => c.issues.page(1, { iids: [3, 4], state: 'all', not: { labels: 'a,b' } }),
    [],
    'GET /projects/1/issues?per_page=100&iids%5B%5D=3&iids%5B%5D=4&not%5Blabels%5D=a%2Cb',
  ],
  [(c) => c.issues.create(1, { title: 'T', iid: 7 }), ONE, 'POST /projects/1/issues', { title: 'T', iid: 7 }],
  [
    (c) => c.issues.update(1, 7, { state_event: 'close', due_date: null }),
    ONE,
    'PUT /projects/1/issues/7',
    { state_event: 'close', due_date: null },
  ],
  [
    (c) => c.issues.statistics(1),
    { statistics: { counts: { all: 3, opened: 2, closed: 1 } } },
    'GET /projects/1/issues_statistics?scope=all',
  ],
  [(c) => c.issueLinks.remove(1, 7, 9), null, 'DELETE /projects/1/issues/7/links/9'],
  [(c) => c.notes.list(1, 7, { sort: 'asc' }).all(), [], 'GET /projects/1/issues/7/notes?per_page=100&sort=asc'],
  [
    (c) => c.notes.create(1, 7, { body: 'b', internal: true }),
    ONE,
    'POST /projects/1/issues/7/notes',
    { body: 'b', internal: true },
  ],
  [(c) => c.notes.update(1, 7, 5, { body: 'b' }), ONE, 'PUT /projects/1/issues/7/notes/5', { body: 'b' }],
  [(c) => c.notes.remove(1, 7, 5), null, 'DELETE /projects/1/issues/7/notes/5'],
  [(c) => c.discussions.list(1, 7).all(), [DISCUSSION], 'GET /projects/1/issues/7/discussions?per_page=100'],
  [
    (c) => c.discussions.create(1, 7, { body: 'b' }),
    DISCUSSION,
    'POST /projects/1/issues/7/discussions',
    { body: 'b' },
  ],
  [
    (c) => c.discussions.reply(1, 7, 'abc', { body: 'b' }),
    ONE,
    'POST /projects/1/issues/7/discussions/abc/notes',
    { body: 'b' },
  ],
  [
    (c) => c.discussions.updateNote(1, 7, 'abc', 5, { body: 'b' }),
    ONE,
    'PUT /projects/1/issues/7/discussions/abc/notes/5',
    { body: 'b' },
  ],
  [(c) => c.labels.list(1).all(), [], 'GET /projects/1/labels?per_page=100&include_ancestor_groups=true'],
  [
    (c) => c.labels.create(1, { name: 'a,b', color: '#fff000' }),
    ONE,
    'POST /projects/1/labels',
    { name: 'a,b', color: '#fff000' },
  ],
  [
    (c) => c.milestones.list(1, { title: 'v1' }).all(),
    [],
    'GET /projects/1/milestones?per_page=100&include_parent_milestones=true&include_ancestors=true&title=v1',
  ],
  [
    (c) => c.timeTracking.setEstimate(1, 7, 27_000),
    {},
    'POST /projects/1/issues/7/time_estimate',
    { duration: '7h30m' },
  ],
  [(c) => c.timeTracking.addSpent(1, 7, 3_600), {}, 'POST /projects/1/issues/7/add_spent_time', { duration: '1h' }],
  [(c) => c.timeTracking.resetSpent(1, 7), {}, 'POST /projects/1/issues/7/reset_spent_time', {}],
  [(c) => c.uploads.list(1).all(), [], 'GET /projects/1/uploads?per_page=100'],
  [(c) => c.uploads.remove(1, 5), null, 'DELETE /projects/1/uploads/5'],
  [
    (c) => c.hooks.create(1, { url: 'https://h', token: 's' }),
    ONE,
    'POST /projects/1/hooks',
    { url: 'https://h', token: 's' },
  ],
  [(c) => c.hooks.test(1, 2, 'issues_events'), null, 'POST /projects/1/hooks/2/test/issues_events'],
];

describe('calls', () => {
  let server: FakeGitlab;
  let network: Network;
  let client: GitlabClient;

  beforeAll(async () => {
    server = await FakeGitlab.start();
    network = new Network();
    client = clientFor(server.url, { network });
  });
  afterAll(async () => {
    network.destroy();
    await server.stop();
  });

  it.each(ROWS.map(([call, answer, request, body]) => ({ call, answer, request, body })))(
    '$request',
    async ({ call, answer, request, body }) => {
      server.answer(answer === null ? (_request, response) => response.writeHead(204).end() : json(200, answer));
      await call(client);
      expect(server.seen.map(({ method, url }) => `${method} ${url.replace('/api/v4', '')}`)).toEqual([request]);
      expect(server.seen[0]?.body ? (JSON.parse(server.seen[0].body) as object) : undefined).toEqual(body);
    },
  );

  it('read labels by name whether GitLab sends texts or details', async () => {
    server.answer(json(200, { ...ONE, labels: ['a', { name: 'b', color: '#fff' }] }));
    expect((await client.issues.get(1, 1)).labels).toEqual(['a', 'b']);
  });

  it('tell an absent weight (no such tier) from none', async () => {
    server.answer(json(200, ONE), json(200, { ...ONE, weight: null }));
    expect('weight' in (await client.issues.get(1, 1))).toBe(false);
    expect((await client.issues.get(1, 1)).weight).toBeNull();
  });

  it('ask the older endpoint for the version before 15.2', async () => {
    server.answer(json(404, { error: '404 Not Found' }), json(200, { version: '14.10.0', revision: 'abc' }));
    await expect(client.metadata.get()).resolves.toEqual({ version: '14.10.0', revision: 'abc' });
  });

  it('find a user by the exact name only', async () => {
    server.answer(json(200, [{ id: 2, username: 'anna' }]));
    await expect(client.users.findByUsername('ann')).resolves.toBeNull();
  });

  it('tell when a comment was taken for quick actions', async () => {
    server.answer(json(202, { commands_changes: { state_event: 'close' }, summary: ['Closed'] }));
    const error = await failureOf(client.notes.create(1, 7, { body: '/close' }));
    expect(error).toMatchObject({ kind: 'validation', causeCode: 'commands_only', ambiguous: false });
  });
});
