import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Response } from 'supertest';
import { parse, stringify } from 'yaml';
import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { rowsOf, type Rows } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

type Body = Record<string, unknown>;
type Entry = Body & { name: string };
interface Document {
  version: 1;
  instances: Entry[];
  pairs: (Entry & { group_defaults: Body[]; mirrors: Body[]; schedules?: Body[]; pauses?: Body[] })[];
}

describe('/api/export/all', () => {
  let lab: MirrorLab;
  let rows: Rows;
  let names: { source_project_path: string; target_project_path: string };

  beforeAll(async () => {
    lab = await MirrorLab.start();
    rows = await rowsOf(lab.api);
    names = await freshRow();
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await lab.stop();
  });
  /** Each test begins with two instances, an empty pair and no mirror. */
  afterEach(async () => {
    await rows.client.query('delete from mirrors');
    await rows.client.query('delete from mirror_schedules');
    await rows.client.query('delete from pauses');
    await rows.client.query('delete from group_defaults');
    await rows.client.query('delete from pairs where id <> $1', [lab.pairId]);
    await rows.client.query('delete from instances where id not in ($1, $2)', [lab.sourceId, lab.targetId]);
    await rows.client.query(`update pairs set description = null, mirror_overwrite_diverged = false,
                             issue_sync_enabled = false`);
  });

  const freshRow = async () => {
    const { from, to } = await lab.twoProjects();
    return { source_project_path: `platform/core/${from.path}`, target_project_path: `backup/${to.path}` };
  };
  const exported = async (api: TestApp = lab.api): Promise<Document> =>
    (await api.http.get('/api/export/all?format=json').expect(200)).body as Document;
  const post = (document: unknown, query = '', api: TestApp = lab.api): Promise<Response> =>
    api.http.post(`/api/export/all${query}`).send(document as object);
  const plan = async (document: unknown, query = '', api: TestApp = lab.api): Promise<Body> => {
    const answer = await post(document, `?dry_run=true${query}`, api);
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    return answer.body as Body;
  };
  const applied = async (document: unknown, query = '', api: TestApp = lab.api): Promise<Body> => {
    const answer = await post(document, query, api);
    expect([answer.status, answer.body.errors]).toEqual([202, undefined]);
    return waitFor('the run to finish', async () => {
      const run = (await api.http.get(`/api/runs/${answer.body.job_id}`).expect(200)).body as Body;
      return ['queued', 'running'].includes(run.status as string) ? null : run;
    });
  };
  const withMirrors = (document: Document, ...mirrors: Body[]): Document => {
    const [pair, ...others] = document.pairs;
    if (pair === undefined) throw new Error('The document has no pair.');
    return { ...document, pairs: [{ ...pair, mirrors }, ...others] };
  };
  const NOTHING_TO_DO = { create: [], change: [], delete: [], tokens_needed: [] };

  describe('exporting', () => {
    it('tells the whole configuration without a secret', async () => {
      const { id } = (await lab.post({ instance_pair_id: lab.pairId, ...names, mirror_overwrite_diverged: true }))
        .body as { id: number };
      await lab.api.http.post('/api/issue-mirrors').send({ mirror_id: id, sync_interval_minutes: 30 }).expect(201);
      const group = { instance_pair_id: lab.pairId, group_path: 'platform', mirror_overwrite_diverged: true };
      await lab.api.http.post('/api/group-defaults').send(group).expect(201);
      const answer = await lab.api.http.get('/api/export/all').buffer(true).expect(200);
      expect(answer.headers['content-disposition']).toBe('attachment; filename="mirror-maestro.yaml"');
      for (const token of Object.values(lab.tokens)) expect(answer.text).not.toContain(token);
      expect(parse(answer.text)).toEqual({
        version: 1,
        instances: [
          { name: 'Alpha', url: lab.source.url },
          { name: 'Beta', url: lab.target.url },
        ],
        pairs: [
          {
            name: 'A to B',
            source: 'Alpha',
            target: 'Beta',
            mirror_direction: 'push',
            mirror_transport: 'https',
            mirror_protected_branches: true,
            mirror_overwrite_diverged: false,
            mirror_trigger_builds: false,
            only_mirror_protected_branches: false,
            mirror_branch_regex: null,
            mirror_user_id: null,
            hold_suspicious_changes: false,
            hold_branch_loss_percent: 50,
            issue_sync_enabled: false,
            description: null,
            group_defaults: [{ group_path: 'platform', mirror_overwrite_diverged: true }],
            mirrors: [
              {
                ...names,
                enabled: true,
                mirror_overwrite_diverged: true,
                issue_sync: expect.objectContaining({ enabled: true, sync_interval_minutes: 30, filters: {} }),
              },
            ],
          },
        ],
      });
      await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    });

    it('is JSON for those who accept only that', async () => {
      const answer = await lab.api.http.get('/api/export/all').set('Accept', 'application/json').expect(200);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.body).toMatchObject({ version: 1 });
    });

    it('needs a login', async () => {
      await lab.api.anonymous.get('/api/export/all').expect(401);
    });

    it('walks through all mirrors of all pairs', async () => {
      const more = [
        await rows.pair('P2', lab.sourceId, lab.targetId),
        await rows.pair('P3', lab.sourceId, lab.targetId),
      ];
      for (const pair of [lab.pairId, ...more]) {
        await rows.client.query(
          `insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
                                target_project_path, direction, phase, next_check_at)
           select $1::bigint, n, n, 'p' || $1::bigint || '/' || n, 'copy/' || n, 'push', 'active', 'infinity' from generate_series(1, 700) n`,
          [pair],
        );
      }
      const document = await exported();
      expect(document.pairs.map(({ mirrors }) => mirrors.length)).toEqual([700, 700, 700]);
      expect(await plan(document, '&prune=true')).toEqual({ ...NOTHING_TO_DO, unchanged: 2 + 3 + 2_100 });
    });

    it('tells schedules in the order of their mirrors, whenever those were made', async () => {
      await rows.client.query(
        `with made as (
           insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
                                target_project_path, direction, phase, next_check_at)
           select $1::bigint, 10 - n, n, 'p/' || (10 - n), 'copy/' || n, 'push', 'active', 'infinity' from generate_series(1, 3) n
           returning id)
         insert into mirror_schedules (instance_pair_id, mirror_id, interval_minutes, timezone, enabled)
         select $1::bigint, id, 60, 'UTC', false from made`,
        [lab.pairId],
      );
      const [pair] = (await exported()).pairs;
      const pathsOf = (entries: Body[] = []) => entries.map((entry) => entry.source_project_path);
      expect(pathsOf(pair?.schedules)).toEqual(['p/7', 'p/8', 'p/9']);
      expect(pathsOf(pair?.schedules)).toEqual(pathsOf(pair?.mirrors));
    });
  });

  describe('planning', () => {
    it('finds nothing to do for what was just exported', async () => {
      expect(await plan(await exported(), '&prune=true')).toEqual({ ...NOTHING_TO_DO, unchanged: 3 });
    });

    it('finds nothing to do for what the API makes of a request without optional fields', async () => {
      const { id } = (await lab.post({ instance_pair_id: lab.pairId, ...names })).body as { id: number };
      await lab.api.http.post('/api/issue-mirrors').send({ mirror_id: id }).expect(201);
      const plain = { name: 'Plain', source_instance_id: lab.sourceId, target_instance_id: lab.targetId };
      await lab.api.http.post('/api/pairs').send(plain).expect(201);
      const bare = {
        version: 1,
        instances: [
          { name: 'Alpha', url: lab.source.url },
          { name: 'Beta', url: lab.target.url },
        ],
        pairs: [
          {
            name: 'A to B',
            source: 'Alpha',
            target: 'Beta',
            mirror_direction: 'push',
            mirrors: [{ ...names, issue_sync: {} }],
          },
          { name: 'Plain', source: 'Alpha', target: 'Beta' },
        ],
      };
      expect(await plan(bare, '&prune=true')).toEqual({ ...NOTHING_TO_DO, unchanged: 6 });
      await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    });

    it('tells what it would create, change and delete, and does none of it', async () => {
      await rows.pair('Old', lab.sourceId, lab.targetId);
      const document = withMirrors(await exported(), names);
      const [first] = document.pairs;
      const wanted = { ...document, pairs: [{ ...first, description: 'New' }] };
      await lab.api.idle();
      const before = lab.source.requests.total;
      expect(await plan(wanted, '&prune=true')).toEqual({
        create: [{ kind: 'mirror', name: `A to B: ${names.source_project_path} → ${names.target_project_path}` }],
        change: [{ kind: 'pair', name: 'A to B', fields: [{ field: 'description', before: null, after: 'New' }] }],
        delete: [{ kind: 'pair', name: 'Old' }],
        unchanged: 2,
        tokens_needed: [],
      });
      expect((await plan(wanted)).delete).toEqual([]);
      expect(lab.source.requests.total).toBe(before);
      expect((await exported()).pairs.map(({ name }) => name)).toEqual(['A to B', 'Old']);
    });

    it('takes YAML', async () => {
      const answer = await lab.api.http
        .post('/api/export/all?dry_run=true')
        .set('Content-Type', 'application/yaml')
        .send(stringify(await exported()))
        .expect(200);
      expect(answer.body).toEqual({ ...NOTHING_TO_DO, unchanged: 3 });
    });

    it.each<[string, Body, string[]]>([
      ['no version', { instances: [], pairs: [] }, ['version']],
      ['another version', { version: 2, instances: [], pairs: [] }, ['version']],
      ['no lists', { version: 1 }, ['instances', 'pairs']],
      [
        'a token',
        { version: 1, instances: [{ name: 'A', url: 'a', token: 'glpat-x' }], pairs: [] },
        ['instances.0.token'],
      ],
      [
        'an unknown instance',
        { version: 1, instances: [], pairs: [{ name: 'P', source: 'A', target: 'A' }] },
        ['pairs.0.source', 'pairs.0.target'],
      ],
      [
        'a strange interval deep inside',
        {
          version: 1,
          instances: [{ name: 'A', url: 'a.example.com' }],
          pairs: [
            {
              name: 'P',
              source: 'A',
              target: 'A',
              mirrors: [
                { source_project_path: 'a/b', target_project_path: 'c/d', issue_sync: { sync_interval_minutes: 1 } },
              ],
            },
          ],
        },
        ['pairs.0.mirrors.0.issue_sync.sync_interval_minutes'],
      ],
    ])('refuses %s, naming the place', async (_what, document, fields) => {
      const answer = await post(document, '?dry_run=true');
      expect(problemOf(answer)).toEqual([422, fields]);
      expect(answer.text).not.toContain('glpat-x');
    });

    it('is refused to strangers before it is read', async () => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': 90 * 2 ** 20 };
      const asked = request(`${lab.api.url}/api/export/all`, { method: 'POST', headers });
      const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
      asked.write('{"version": 1');
      const [{ statusCode }] = await answered;
      asked.destroy();
      expect(statusCode).toBe(401);
    });

    it('refuses what is longer than 100 MB, saying so', async () => {
      const answer = await lab.api.http
        .post('/api/export/all?dry_run=true')
        .set('Content-Type', 'application/json')
        .send(`{"version": 1, "padding": "${'x'.repeat(101 * 2 ** 20)}"}`);
      expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
      expect(answer.body.detail).toContain('100 MB');
    });

    it('refuses to delete everything', async () => {
      const answer = await post({ version: 1, instances: [], pairs: [] }, '?prune=true&dry_run=true');
      expect([answer.status, answer.body.code]).toEqual([400, 'prune_everything']);
    });
  });

  describe('applying', () => {
    it('makes everything on an empty server, and then finds nothing more to do', async () => {
      const empty = await startTestApp({ MIRROR_PROVISION_WAIT_SECONDS: '20' });
      try {
        const document = withMirrors(await exported(), {
          ...names,
          mirror_overwrite_diverged: true,
          issue_sync: { sync_interval_minutes: 60, label_rules: [{ from: 'a', to: 'b' }] },
        });
        (document.pairs[0] as Body).group_defaults = [{ group_path: 'platform', mirror_protected_branches: false }];
        expect(await plan(document, '', empty)).toMatchObject({ tokens_needed: ['Alpha', 'Beta'] });
        expect(problemOf(await post(document, '', empty))).toEqual([422, ['secrets.Alpha', 'secrets.Beta']]);

        const secrets = { Alpha: lab.tokens.source, Beta: lab.tokens.target };
        const run = await applied({ ...document, secrets }, '', empty);
        expect(run).toMatchObject({ kind: 'configuration.apply', status: 'success', counters: { done: 4 } });
        expect(await plan(document, '&prune=true', empty)).toEqual({ ...NOTHING_TO_DO, unchanged: 6 });
        const emptyRows = await rowsOf(empty);
        const { rows: kept } = await emptyRows.client.query('select * from runs, import_items');
        for (const token of Object.values(secrets)) expect(JSON.stringify(kept)).not.toContain(token);
        await emptyRows[Symbol.asyncDispose]();
        const [mirror] = (await empty.http.get('/api/mirrors')).body as { id: number }[];
        await empty.http.delete(`/api/mirrors/${mirror?.id}`).expect(200);
      } finally {
        await empty.stop();
      }
    });

    it('refuses a token that GitLab does not know, and makes nothing of the rest', async () => {
      const document = await exported();
      const wanted = {
        ...document,
        instances: [...document.instances, { name: 'Gamma', url: lab.source.url }],
        pairs: [...document.pairs, { name: 'New', source: 'Gamma', target: 'Beta' }],
        secrets: { Gamma: 'glpat-of-nobody-at-all' },
      };
      const answer = await post(wanted);
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain('glpat-of-nobody');
      expect(await exported()).toEqual(document);
    });

    it('refuses another address for an instance in use, also as a dry run, and changes nothing', async () => {
      const document = await exported();
      const [alpha, beta] = document.instances;
      const instances = [
        { ...alpha, description: 'Changed' },
        { ...beta, url: 'https://elsewhere.example.com' },
      ];
      for (const query of ['?dry_run=true', '']) {
        const answer = await post({ ...document, instances }, query);
        expect([answer.status, answer.body.code, answer.body.errors]).toMatchObject([
          400,
          'instance_url_in_use',
          [{ field: 'instances.1.url' }],
        ]);
      }
      expect(await exported()).toEqual(document);
    });

    it('names the instance that is refused, its place, and what was changed before it', async () => {
      const document = await exported();
      const [alpha, beta] = document.instances;
      const changed = { ...alpha, description: 'Changed' };
      const gamma = { name: 'Gamma', url: lab.source.url };
      const secrets = { Gamma: 'glpat-of-nobody-at-all' };
      const refused = await post({ ...document, instances: [changed, beta, gamma], secrets });
      expect(problemOf(refused)).toEqual([400, ['secrets.Gamma']]);
      expect(refused.body.detail).toMatch(/^Gamma: .* Done before: Alpha\.$/);
      expect(await exported()).toMatchObject({ instances: [{ description: 'Changed' }, {}] });
    });

    it('changes what exists, on GitLab too', async () => {
      const { id } = (await lab.post({ instance_pair_id: lab.pairId, ...names })).body as { id: number };
      const document = withMirrors(await exported(), { ...names, enabled: false, issue_sync: { enabled: false } });
      expect(await applied(document)).toMatchObject({ status: 'success', counters: { done: 2 } });
      expect(await lab.get(id)).toMatchObject({ enabled: false });
      expect(await plan(document)).toMatchObject(NOTHING_TO_DO);
      await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    });

    it('gives no issue sync to a new mirror that shall have none, though its pair gives one', async () => {
      const document = withMirrors(await exported(), { ...names, issue_sync: null });
      const [pair] = document.pairs;
      const wanted = { ...document, pairs: [{ ...pair, issue_sync_enabled: true }] };
      expect(await applied(wanted)).toMatchObject({ status: 'success', counters: { done: 2 } });
      expect((await lab.api.http.get('/api/issue-mirrors').expect(200)).body).toEqual([]);
      expect(await plan(wanted, '&prune=true')).toMatchObject(NOTHING_TO_DO);
      const [mirror] = (await lab.api.http.get('/api/mirrors')).body as { id: number }[];
      await lab.api.http.delete(`/api/mirrors/${mirror?.id}`).expect(200);
    });

    it('takes a mirror for the one that is named, although its project was renamed on GitLab', async () => {
      const { from, to } = await lab.twoProjects();
      const row = { source_project_path: `platform/core/${from.path}`, target_project_path: `backup/${to.path}` };
      const { id } = (await lab.post({ instance_pair_id: lab.pairId, ...row })).body as { id: number };
      const document = await exported();
      const renamed = await fetch(`${lab.source.url}/api/v4/projects/${from.id}`, {
        method: 'PUT',
        headers: { 'PRIVATE-TOKEN': lab.tokens.source, 'Content-Type': 'application/json' },
        body: JSON.stringify({ path: 'renamed' }),
      });
      expect(renamed.status).toBe(200);
      await rows.client.query(`update mirrors set source_project_path = 'platform/core/renamed' where id = $1`, [id]);
      expect(await plan(document, '&prune=true')).toEqual({ ...NOTHING_TO_DO, unchanged: 4 });

      const { from: other } = await lab.twoProjects();
      const changed = withMirrors(document, { ...row, source_project_path: `platform/core/${other.path}` });
      expect(await plan(changed, '&prune=true')).toMatchObject({ create: [{}], delete: [{}] });
      await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);
    });

    it('deletes with prune only, on GitLab too', async () => {
      const traces = lab.traces();
      const document = await exported();
      await lab.post({ instance_pair_id: lab.pairId, ...names });
      const other = await rows.pair('Other', lab.sourceId, lab.targetId, 'push');
      const row = await freshRow();
      await lab.post({ instance_pair_id: other, ...row });
      expect(await applied(document)).toMatchObject({ status: 'success', counters: { done: 0 } });
      expect(await applied(document, '?prune=true')).toMatchObject({ status: 'success', counters: { done: 3 } });
      expect(await exported()).toEqual(document);
      expect(lab.traces()).toEqual(traces);
    });

    describe('schedules and pauses', () => {
      const START = '2035-12-24T18:00:00.000Z';
      const END = '2035-12-27T06:00:00.000Z';

      const described = async (): Promise<Document> => {
        const document = withMirrors(await exported(), { ...names });
        const [pair, ...pairs] = document.pairs;
        const [alpha, ...instances] = document.instances;
        const schedules = [
          { cron: '30 2 * * *', timezone: 'Europe/Berlin' },
          { group_path: 'platform/core', interval_minutes: 60 },
          { ...names, cron: '0 5 * * 1', enabled: false },
        ];
        return {
          ...document,
          instances: [
            { ...(alpha as Entry), pauses: [{ starts_at: START, ends_at: END, reason: 'Upgrade' }] },
            ...instances,
          ],
          pairs: [{ ...(pair as Document['pairs'][0]), schedules, pauses: [{ starts_at: START }] }, ...pairs],
        };
      };

      it('are made as described, and found again', async () => {
        const document = await described();
        expect(await plan(document)).toMatchObject({
          create: [
            { kind: 'mirror' },
            { kind: 'schedule', name: 'A to B: schedule of all mirrors' },
            { kind: 'schedule', name: 'A to B: schedule of platform/core' },
            { kind: 'schedule', name: expect.stringContaining(names.source_project_path) },
            { kind: 'pause', name: `Alpha: pause from ${START}` },
            { kind: 'pause', name: `A to B: pause from ${START}` },
          ],
        });
        expect(await applied(document)).toMatchObject({ status: 'success', counters: { done: 6 } });
        expect(await plan(document, '&prune=true')).toMatchObject({ ...NOTHING_TO_DO });
        expect(await plan(await exported(), '&prune=true')).toMatchObject({ ...NOTHING_TO_DO });
        const { body } = await lab.api.http.get('/api/schedules').expect(200);
        expect(body).toHaveLength(3);
        await applied(withMirrors(await exported()), '?prune=true');
      });

      it('are told once when two begin at the same moment: the one that holds longer', async () => {
        for (const ends_at of [END, '2035-12-29T06:00:00.000Z']) {
          await lab.api.http.post('/api/pauses').send({ pair_id: lab.pairId, starts_at: START, ends_at }).expect(201);
        }
        const document = await exported();
        expect(document.pairs[0]?.pauses).toEqual([{ starts_at: START, ends_at: '2035-12-29T06:00:00.000Z' }]);
        expect(await plan(document, '&prune=true')).toMatchObject(NOTHING_TO_DO);
        const [pair] = document.pairs;
        await applied({ ...document, pairs: [{ ...pair, pauses: [{ starts_at: START }] }] });
        expect((await exported()).pairs[0]?.pauses).toEqual([{ starts_at: START }]);
      });

      it('are changed in place, and deleted with prune only', async () => {
        await applied(await described());
        const wanted = await exported();
        const [pair] = wanted.pairs;
        if (pair === undefined) throw new Error('There is no pair.');
        pair.schedules = [{ interval_minutes: 30 }];
        pair.pauses = [{ starts_at: START, ends_at: END }];
        expect(await applied(wanted)).toMatchObject({ status: 'success', counters: { done: 2 } });
        expect(await plan(wanted, '&prune=true')).toMatchObject({
          create: [],
          change: [],
          delete: [{ kind: 'schedule' }, { kind: 'schedule' }],
        });
        await applied(wanted, '?prune=true');
        const left = (await exported()).pairs[0] as Body | undefined;
        expect(left?.schedules).toEqual([{ interval_minutes: 30, timezone: 'UTC', enabled: true }]);
        expect(left?.pauses).toEqual([{ starts_at: START, ends_at: END }]);
        await applied(withMirrors(await exported()), '?prune=true');
      });

      it('are refused where they cannot be', async () => {
        const document = await described();
        const [pair] = document.pairs;
        if (pair === undefined) throw new Error('There is no pair.');
        pair.schedules = [{}, { cron: '61 * * * *' }, { cron: '0 * * * *', source_project_path: 'a/b' }];
        pair.pauses = [{ starts_at: END, ends_at: START }];
        expect(problemOf(await post(document, '?dry_run=true'))).toEqual([
          422,
          [
            'pairs.0.schedules.0.cron',
            'pairs.0.schedules.1.cron',
            'pairs.0.schedules.2.target_project_path',
            'pairs.0.pauses.0.ends_at',
          ],
        ]);
      });
    });

    it('goes on after what cannot be done, and tells what became of each', async () => {
      const missing = { source_project_path: 'no/such', target_project_path: 'backup/none' };
      const row = await freshRow();
      const document = withMirrors(await exported(), { ...missing, issue_sync: {} }, row);
      const { job_id } = (await post(document)).body as { job_id: number };
      const run = await lab.finishedRun(job_id);
      expect(run).toMatchObject({ status: 'partial', counters: { done: 1, failed: 2 } });
      const { body } = await lab.api.http.get(`/api/export/jobs/${job_id}/items`);
      expect(body).toMatchObject([
        { kind: 'mirror', outcome: 'failed', message: expect.stringContaining('There is no project') },
        { kind: 'mirror', outcome: 'done', message: null },
        { kind: 'issue_sync', outcome: 'failed', message: expect.stringContaining('no/such') },
      ]);
      const [mirror] = (await lab.api.http.get('/api/mirrors')).body as { id: number }[];
      await lab.api.http.delete(`/api/mirrors/${mirror?.id}`).expect(200);
    });
  });
});
