import type { Response } from 'supertest';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

type Json = Record<string, unknown>;

/** What clients of the original rely on, by name; more fields are welcome, none may go. */
const FIELDS = {
  instance:
    'id name url description token_user_id token_username token_expires_at gitlab_version gitlab_edition created_at updated_at',
  instanceTest: 'ok version edition user scopes expires_at latency_ms warnings',
  project: 'id name path_with_namespace description http_url_to_repo web_url visibility archived',
  group: 'id name full_path',
  pair: 'id name source_instance_id target_instance_id mirror_direction mirror_protected_branches mirror_overwrite_diverged mirror_trigger_builds only_mirror_protected_branches mirror_branch_regex mirror_user_id issue_sync_enabled description',
  token: 'id gitlab_instance_id group_path token_name expires_at created_at updated_at',
  groupDefault:
    'id instance_pair_id group_path mirror_direction mirror_protected_branches mirror_overwrite_diverged mirror_trigger_builds only_mirror_protected_branches mirror_branch_regex mirror_user_id',
  mirror:
    'id instance_pair_id source_project_id source_project_path target_project_id target_project_path enabled mirror_direction mirror_protected_branches mirror_overwrite_diverged mirror_trigger_builds only_mirror_protected_branches mirror_branch_regex mirror_user_id mirror_id last_successful_update last_update_at last_update_status last_error mirror_token_name mirror_token_expires_at token_status issue_sync_enabled created_at updated_at effective_mirror_direction effective_mirror_overwrite_diverged effective_mirror_trigger_builds effective_only_mirror_protected_branches effective_mirror_branch_regex effective_mirror_user_id',
  preflight: 'effective_direction owner_project_id existing_mirrors existing_same_direction warnings',
  verification: 'mirror_id status orphan drift refs',
  issueMirror:
    'id mirror_id enabled sync_comments sync_labels sync_attachments sync_weight sync_time_estimate sync_time_spent sync_closed_issues update_existing sync_existing_issues sync_interval_minutes last_sync_at last_sync_status last_sync_error next_sync_at created_at updated_at',
  job: 'id config_id trigger status issues_total issues_processed issues_created issues_updated issues_skipped issues_failed comments_synced attachments_synced error started_at finished_at duration_ms',
  mapping:
    'source_issue_iid source_web_url target_issue_iid target_web_url title sync_status last_synced_at sync_error',
  node: 'id name url description mirrors_in mirrors_out pairs_in pairs_out status_counts last_successful_update health staleness staleness_age_seconds never_succeeded_count',
  link: 'source target mirror_direction mirror_count enabled_count disabled_count pair_count status_counts last_successful_update health staleness staleness_age_seconds never_succeeded_count',
  summary: 'total_mirrors total_pairs total_instances enabled_mirrors health_percentage',
  activity: 'id project activity_type icon time_ago status timestamp',
  quickStats: 'syncing_count recent_failures syncing_mirror_ids timestamp',
  exported: 'source_project_path target_project_path source_project_id target_project_id enabled',
};

const missing = (value: unknown, fields: string): string[] =>
  fields.split(' ').filter((field) => !(field in ((value ?? {}) as Json)));

/** Every text under a name that ends in _at (or timestamp), wherever it stands, but days. */
function timesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && /(_at|timestamp|_update)$/.test(key) && !key.endsWith('expires_at')
      ? [inner]
      : timesOf(inner),
  );
}

describe('the HTTP contract', () => {
  let lab: MirrorLab;
  let mirror: Json & { id: number };
  let config: Json & { id: number };
  let job: Json;
  const bodies: unknown[] = [];

  const ask = async (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object): Promise<Response> => {
    const answer = await lab.api.http[method](path).send(body);
    bodies.push(answer.body);
    return answer;
  };
  const read = async <T = Json>(path: string): Promise<T> => (await ask('get', path)).body as T;

  beforeAll(async () => {
    // The issue sync that is asked for must not find one that became due just before it.
    lab = await MirrorLab.start({ environment: { SCHEDULER_INTERVAL_SECONDS: '3600' } });
    const { from, to } = await lab.twoProjects('api');
    mirror = await lab.create(from, to);
    lab.source.world.createIssue(from, { title: 'Login fails', labels: ['bug'] });
    config = (await ask('post', '/api/issue-mirrors', { mirror_id: mirror.id, sync_existing_issues: true }))
      .body as never;
    const { job_id } = (await ask('post', `/api/issue-mirrors/${config.id}/trigger-sync`)).body as { job_id: number };
    job = await waitFor('the sync', async () => {
      const found = await read(`/api/issue-mirrors/${config.id}/jobs/${job_id}`);
      return found.status === 'success' && found;
    });
    await waitFor('the mirror', async () => (await lab.get(mirror.id)).last_update_status === 'finished');
  });
  afterAll(() => lab.stop());

  describe('fields', () => {
    const first = async (path: string, key?: string): Promise<unknown> => {
      const body = await read<Json | unknown[]>(path);
      return ((key === undefined ? body : (body as Json)[key]) as unknown[])[0];
    };

    it.each([
      ['instance', () => first('/api/instances')],
      ['instanceTest', async () => (await ask('post', `/api/instances/${lab.sourceId}/test`)).body as Json],
      ['project', () => first(`/api/instances/${lab.sourceId}/projects`, 'projects')],
      ['group', () => first(`/api/instances/${lab.sourceId}/groups`, 'groups')],
      ['pair', () => first('/api/pairs')],
      ['mirror', () => first('/api/mirrors')],
      ['verification', () => read(`/api/mirrors/${mirror.id}/verify`)],
      ['issueMirror', () => first('/api/issue-mirrors')],
      ['job', () => first(`/api/issue-mirrors/${config.id}/jobs`)],
      ['mapping', () => first(`/api/issue-mirrors/${config.id}/mappings`)],
      ['node', () => first('/api/topology', 'nodes')],
      ['link', () => first('/api/topology', 'links')],
      ['summary', async () => (await read('/api/dashboard/metrics')).summary],
      ['activity', () => first('/api/dashboard/metrics', 'recent_activity')],
      ['quickStats', () => read('/api/dashboard/quick-stats')],
      ['exported', () => first(`/api/export/pair/${lab.pairId}`, 'mirrors')],
    ] as const)('of %s are all there', async (name, get) => {
      expect(missing(await get(), FIELDS[name])).toEqual([]);
    });

    it('of what is created are the same', async () => {
      const group = lab.target.world.createResourceToken({ group: lab.target.world.createGroup({ path: 'teams' }) });
      const token = { gitlab_instance_id: lab.targetId, group_path: 'teams', token: group.token, token_name: 'bot' };
      const tokenAnswer = await ask('post', '/api/tokens', token);
      expect([tokenAnswer.status, missing(tokenAnswer.body, FIELDS.token)]).toEqual([201, []]);
      const groupDefault = { instance_pair_id: lab.pairId, group_path: 'teams', mirror_overwrite_diverged: true };
      const defaultAnswer = await ask('post', '/api/group-defaults', groupDefault);
      expect([defaultAnswer.status, missing(defaultAnswer.body, FIELDS.groupDefault)]).toEqual([201, []]);
      expect([missing(mirror, FIELDS.mirror), missing(config, FIELDS.issueMirror)]).toEqual([[], []]);
    });

    it('of a job with its errors', () => {
      expect(missing(job, `${FIELDS.job} errors`)).toEqual([]);
      expect(job).toMatchObject({ config_id: config.id, trigger: 'manual', issues_created: 1, errors: [] });
    });

    it('of a preflight', async () => {
      const { from, to } = await lab.twoProjects();
      const answer = await ask('post', '/api/mirrors/preflight', lab.body(from, to));
      expect([answer.status, missing(answer.body, FIELDS.preflight)]).toEqual([200, []]);
      expect(answer.body).toMatchObject({
        effective_direction: 'push',
        owner_project_id: from.id,
        existing_mirrors: [],
      });
    });
  });

  describe('background work answers 202 with job_id', () => {
    it.each([
      ['a mirror', () => `/api/mirrors/${mirror.id}/update`, () => ({ mirror_id: mirror.id })],
      ['a pair', () => `/api/pairs/${lab.pairId}/sync-mirrors`, () => ({ pair_id: lab.pairId, total: 1 })],
      [
        'an issue sync',
        () => `/api/issue-mirrors/${config.id}/trigger-sync`,
        () => ({ config_id: config.id, message: 'Sync triggered' }),
      ],
    ])('%s', async (_what, path, fields) => {
      const answer = await ask('post', path());
      expect(answer.status).toBe(202);
      expect(answer.body).toMatchObject({ ...fields(), message: expect.any(String) as string });
      expect((answer.body as { job_id: number }).job_id).toEqual(expect.any(Number));
    });
  });

  it('names what background work is about', async () => {
    const about = { subject_name: mirror.source_project_path, subject_mirror_id: mirror.id };
    const runs = await read<Json[]>('/api/runs?per_page=500');
    for (const subject of [`mirror:${mirror.id}`, `issue-sync:${config.id}`]) {
      expect(runs.find((run) => run.subject === subject)).toMatchObject(about);
    }
    expect(await read(`/api/runs/${job.id as number}`)).toMatchObject(about);
    expect(runs.find(({ subject }) => subject === `pair:${lab.pairId}`)).toMatchObject({ subject_mirror_id: null });
  });

  describe('lists', () => {
    it('tell their pages as GitLab does', async () => {
      const { headers, body } = await ask('get', '/api/instances?per_page=1&page=1&sort=name');
      expect(body).toHaveLength(1);
      expect(headers).toMatchObject({
        'x-total': '2',
        'x-total-pages': '2',
        'x-page': '1',
        'x-per-page': '1',
        'x-next-page': '2',
      });
      expect(headers.link).toMatch(/<http:\/\/127\.0\.0\.1:\d+\/api\/\S*[?&]page=2\S*>; rel="next"/);
      expect((await ask('get', '/api/instances')).headers['x-per-page']).toBe('100');
    });

    it.each([
      '/api/instances',
      '/api/pairs',
      '/api/tokens',
      '/api/group-defaults',
      '/api/mirrors',
      '/api/issue-mirrors',
    ])('%s is an array that refuses what it does not know', async (path) => {
      expect(await read(path)).toEqual(expect.any(Array));
      for (const query of ['colour=red', 'sort=colour', 'per_page=501', 'page=0']) {
        const answer = await ask('get', `${path}?${query}`);
        expect([query, answer.status]).toEqual([query, 422]);
      }
      expect((await ask('get', `${path}?per_page=500&sort=-created_at`)).status).toBe(200);
    });
  });

  describe('without a login', () => {
    it('nothing under /api is told but the quick health, and that nobody is logged in', async () => {
      const document = (await lab.api.anonymous.get('/openapi.json')).body as { paths: Record<string, Json> };
      // Webhooks are proved by their own secret.
      const isOpen = /^\/api\/(health\/quick|session|webhooks\/)/;
      const calls = Object.entries(document.paths)
        .filter(([path]) => !isOpen.test(path))
        .flatMap(([path, methods]) =>
          Object.keys(methods).map((method): [string, string] => [method, path.replaceAll(/\{\w+\}/g, '1')]),
        );
      expect(calls.length).toBeGreaterThan(50);
      const told: string[] = [];
      for (const [method, path] of calls) {
        const answer = await fetch(`${lab.api.url}${path}`, { method: method.toUpperCase() });
        if (answer.status !== 401) told.push(`${method} ${path}: ${answer.status}`);
        await answer.body?.cancel();
      }
      expect(told).toEqual([]);
    });
  });

  it('gives all times in UTC with Z', async () => {
    await read('/api/mirrors');
    const times = timesOf(bodies);
    expect(times.length).toBeGreaterThan(30);
    expect(times.filter((time) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time))).toEqual([]);
  });

  it('answers every DELETE with a JSON body, and the second one with 404', async () => {
    const tokens = await read<{ id: number }[]>('/api/tokens');
    const defaults = await read<{ id: number }[]>('/api/group-defaults');
    const deletions: [string, object][] = [
      [`/api/issue-mirrors/${config.id}`, {}],
      [`/api/mirrors/${mirror.id}`, { warnings: [] }],
      ...tokens.map(({ id }): [string, object] => [`/api/tokens/${id}`, {}]),
      ...defaults.map(({ id }): [string, object] => [`/api/group-defaults/${id}`, {}]),
      [`/api/pairs/${lab.pairId}`, { mirrors_deleted: 0, warnings: [] }],
      [`/api/instances/${lab.targetId}`, { pairs_deleted: 0, mirrors_deleted: 0, tokens_deleted: 0, warnings: [] }],
    ];
    expect(deletions).toHaveLength(6);
    for (const [path, fields] of deletions) {
      const answer = await ask('delete', path);
      expect([path, answer.status, answer.body]).toEqual([
        path,
        200,
        expect.objectContaining({ status: 'deleted', ...fields }),
      ]);
      expect([path, (await ask('delete', path)).status]).toEqual([path, 404]);
    }
    expect(lab.traces()).toEqual({ mirrors: 0, tokens: 0 });
  });
});
