import { Client } from 'pg';
import { startTestApp, type TestApp } from '../support/test-app';

describe('overview', () => {
  let api: TestApp;
  let database: Client;

  const insertMirror = (pair: number, path: string, status: string, successSecondsAgo: number | null, enabled = true) =>
    database.query(
      `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id, target_project_path,
                            direction, phase, enabled, last_update_status, last_update_at, last_successful_update, next_check_at)
       select $1::bigint, count(*) + 1, $2::text, count(*) + 1001, 'copy/' || $2::text, 'push', 'active', $5::boolean, $3::text,
              case when $3::text = 'pending' then null else now() end,
              now() - make_interval(secs => $4::float), 'infinity'
         from mirrors`,
      [pair, path, status, successSecondsAgo, enabled],
    );

  beforeAll(async () => {
    api = await startTestApp();
    database = new Client({ connectionString: api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
    await database.query(
      `insert into instances (id, name, url, token_encrypted) values
         (1, 'Production', 'https://prod.example.com', 'x'), (2, 'Backup', 'https://backup.example.com', 'x'),
         (3, 'Lonely', 'https://lonely.example.com', 'x')`,
    );
    await database.query(
      `insert into pairs (id, name, source_instance_id, target_instance_id, mirror_direction) values
         (1, 'Production to Backup', 1, 2, 'push'), (2, 'Backup to Production', 2, 1, 'push')`,
    );
    await insertMirror(1, 'platform/api', 'finished', 60);
    await insertMirror(1, 'platform/web', 'finished', 200_000);
    await insertMirror(1, 'platform/old', 'finished', 60, false);
    await insertMirror(2, 'docs/handbook', 'failed', null);
    await insertMirror(2, 'docs/guide', 'updating', 30);
    await insertMirror(2, 'docs/new', 'pending', null);
  });
  afterAll(async () => {
    await database.end();
    await api.stop();
  });

  describe('topology', () => {
    it('has every instance, and one link for each direction between two', async () => {
      const { body } = await api.http.get('/api/topology').expect(200);
      expect(body.nodes).toHaveLength(3);
      expect(body.links).toMatchObject([
        {
          source: 1,
          target: 2,
          mirror_direction: 'push',
          mirror_count: 3,
          enabled_count: 2,
          disabled_count: 1,
          pair_count: 1,
          status_counts: { finished: 3, failed: 0, updating: 0, pending: 0 },
          health: 'ok',
          staleness: 'ok',
          never_succeeded_count: 0,
        },
        { source: 2, target: 1, mirror_count: 3, health: 'error', never_succeeded_count: 2 },
      ]);
    });

    it('counts what comes in and goes out of a node', async () => {
      const { body } = await api.http.get('/api/topology').expect(200);
      const node = (name: string) => body.nodes.find((one: { name: string }) => one.name === name);
      expect(node('Production')).toMatchObject({
        mirrors_out: 3,
        mirrors_in: 3,
        pairs_out: 1,
        pairs_in: 1,
        health: 'error',
      });
      expect(node('Lonely')).toMatchObject({
        mirrors_out: 0,
        mirrors_in: 0,
        health: 'unknown',
        last_successful_update: null,
      });
    });

    it('takes one pair alone', async () => {
      const { body } = await api.http.get('/api/topology?instance_pair_id=1').expect(200);
      expect(body.links).toHaveLength(1);
      const node = body.nodes.find(({ name }: { name: string }) => name === 'Production');
      expect(node).toMatchObject({ pairs_out: 1, pairs_in: 0, mirrors_out: 3, mirrors_in: 0 });
    });

    it('takes one threshold alone, wherever the other is by default', async () => {
      const of = async (query: string) =>
        (await api.http.get(`/api/topology?instance_pair_id=1&${query}`)).body.links[0];
      expect(await of('stale_error_seconds=20')).toMatchObject({ staleness: 'error' });
      expect(await of('stale_warning_seconds=1000000')).toMatchObject({ staleness: 'ok' });
    });

    it('turns stale by the thresholds of the caller', async () => {
      const url = '/api/topology?instance_pair_id=1&stale_warning_seconds=10&stale_error_seconds=20';
      const { body } = await api.http.get(url).expect(200);
      expect(body.links[0]).toMatchObject({ health: 'error', staleness: 'error' });
    });

    it('lists the mirrors behind a link', async () => {
      const url = '/api/topology/link-mirrors?source_instance_id=1&target_instance_id=2&mirror_direction=push';
      const { body } = await api.http.get(url).expect(200);
      expect(body.total).toBe(3);
      expect(body.mirrors[0]).toMatchObject({ source_project_path: 'platform/api', health: 'ok' });
      const enabled = await api.http.get(`${url}&include_disabled=false&limit=1&offset=1`).expect(200);
      expect(enabled.body).toMatchObject({
        total: 2,
        mirrors: [{ source_project_path: 'platform/web', staleness: 'warning' }],
      });
    });

    it.each([
      ['/api/topology?stale_warning_seconds=abc', 'stale_warning_seconds'],
      ['/api/topology?never_succeeded_level=ok', 'never_succeeded_level'],
      ['/api/topology?unknown=1', 'unknown'],
      ['/api/topology?stale_warning_seconds=20&stale_error_seconds=10', 'stale_error_seconds'],
      ['/api/topology/link-mirrors?source_instance_id=1&target_instance_id=2', 'mirror_direction'],
    ])('%s is a 422 that names the field', async (url, field) => {
      const { body } = await api.http.get(url).expect(422);
      expect(body.errors.map((error: { field: string }) => error.field)).toContain(field);
    });
  });

  describe('dashboard', () => {
    it('sums everything up', async () => {
      await database.query(`update mirrors set last_update_at = now() where last_update_at is not null`);
      const { body } = await api.http.get('/api/dashboard/metrics').expect(200);
      expect(body.summary).toEqual({
        total_mirrors: 6,
        total_pairs: 2,
        total_instances: 3,
        enabled_mirrors: 5,
        health_percentage: 50,
      });
      expect(body.health).toEqual({ success: 3, failed: 1, pending: 1, unknown: 1 });
      expect(body.mirrors_by_pair).toEqual([
        { pair_id: 2, pair_name: 'Backup to Production', count: 3 },
        { pair_id: 1, pair_name: 'Production to Backup', count: 3 },
      ]);
      expect(body.recent_activity).toHaveLength(5);
      expect(body.recent_activity[0]).toMatchObject({ time_ago: 'just now', project: expect.any(String) });
    });

    it('lists the mirrors that somebody should look at, with the reason in words', async () => {
      await database.query(
        `update mirrors set last_error = 'fatal: Authentication failed' where last_update_status = 'failed'`,
      );
      await insertMirror(1, 'platform/silent', 'pending', null);
      await database.query(
        `update mirrors set created_at = now() - interval '2 days' where source_project_path = 'platform/silent'`,
      );
      // Nothing to copy since long ago, and seen equal: as for the notification, that is no reason to worry.
      await insertMirror(1, 'platform/quiet', 'finished', 200_000);
      await database.query(
        `update mirrors set proven_equal_at = now() - interval '1 hour' where source_project_path = 'platform/quiet'`,
      );
      const { body } = await api.http.get('/api/dashboard/metrics').expect(200);
      expect(body.failing).toEqual({
        total: 1,
        mirrors: [
          {
            mirror_id: expect.any(Number),
            source_project_path: 'docs/handbook',
            target_project_path: 'copy/docs/handbook',
            pair_id: 2,
            pair_name: 'Backup to Production',
            reason: 'fatal: Authentication failed',
            advice: expect.stringContaining('The credential is refused.'),
            last_update_at: expect.any(String),
            last_successful_update: null,
          },
        ],
      });
      expect(body.stale).toMatchObject({
        total: 2,
        mirrors: [
          { source_project_path: 'platform/web', reason: 'Its last success was 2 days ago.' },
          { source_project_path: 'platform/silent', reason: 'It has never succeeded.' },
        ],
      });
      await database.query(`delete from mirrors where source_project_path in ('platform/silent', 'platform/quiet')`);
    });

    it('says quickly what is syncing', async () => {
      const { body } = await api.http.get('/api/dashboard/quick-stats').expect(200);
      expect(body).toMatchObject({ syncing_count: 1, recent_failures: 1 });
      expect(body.syncing_mirror_ids).toHaveLength(1);
    });

    it('counts all that are syncing, though it names only so many', async () => {
      await database.query(
        `insert into mirrors (instance_pair_id, source_project_id, source_project_path, target_project_id, target_project_path,
                              direction, phase, last_update_status, next_check_at)
         select 1, 10000 + n, 'busy/' || n, 10000 + n, 'copy/busy/' || n, 'push', 'active', 'updating', 'infinity'
           from generate_series(1, 1200) n`,
      );
      const { body } = await api.http.get('/api/dashboard/quick-stats').expect(200);
      const listed = await api.http.get('/api/mirrors?status=updating&per_page=1').expect(200);
      expect([body.syncing_count, body.syncing_mirror_ids.length]).toEqual([Number(listed.headers['x-total']), 1_000]);
      await database.query(`delete from mirrors where source_project_path like 'busy/%'`);
    });
  });

  describe('search', () => {
    it('finds instances, pairs and mirrors, the most similar first', async () => {
      const { body } = await api.http.get('/api/search?q=backup').expect(200);
      expect(body.instances.map(({ name }: { name: string }) => name)).toEqual(['Backup']);
      expect(body.pairs).toHaveLength(2);
      const mirrors = await api.http.get('/api/search?q=PLATFORM/a').expect(200);
      expect(mirrors.body.mirrors).toMatchObject([
        { source_project_path: 'platform/api', pair_name: 'Production to Backup' },
      ]);
    });

    it.each([
      ['bakup', 'Backup'],
      ['prodution', 'Production'],
    ])('forgives a slip of the finger: %s', async (text, name) => {
      const { body } = await api.http.get(`/api/search?q=${text}`).expect(200);
      expect(body.instances[0]).toMatchObject({ name });
    });

    it('has what is called exactly so first, then projects of that name, however long their paths', async () => {
      const paths = ['job-job/job', 'job/job', 'jobs/x', 'a/much/longer/path/to/the/job', 'my-job/x'];
      for (const path of paths) await insertMirror(1, path, 'finished', 60);
      const found = async (text: string): Promise<string[]> =>
        (
          (await api.http.get(`/api/search?q=${text}`).expect(200)).body.mirrors as { source_project_path: string }[]
        ).map((mirror) => mirror.source_project_path);
      expect((await found('job/job'))[0]).toBe('job/job');
      expect((await found('JOB')).slice(0, 3).toSorted()).toEqual([
        'a/much/longer/path/to/the/job',
        'job-job/job',
        'job/job',
      ]);
      await database.query('delete from mirrors where source_project_path = any($1)', [paths]);
    });

    it('takes wildcards literally', async () => {
      const { body } = await api.http.get('/api/search?q=%25').expect(200);
      expect(body).toEqual({ instances: [], pairs: [], mirrors: [] });
    });

    it('needs something to look for', async () => {
      const { body } = await api.http.get('/api/search?q=%20').expect(422);
      expect(body.errors[0].field).toBe('q');
    });
  });
});
