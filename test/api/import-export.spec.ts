import type { Response } from 'supertest';
import { parse } from 'yaml';
import { MirrorLab } from '../support/mirror-lab';
import { problemOf } from '../support/problem';
import { rowsOf, type Rows } from '../support/rows';
import { waitFor } from '../support/wait-for';

type Body = Record<string, unknown>;
type Row = { source_project_path: string; target_project_path: string } & Body;

describe('/api/export/pair/{id}', () => {
  let lab: MirrorLab;
  let rows: Rows;

  beforeAll(async () => {
    lab = await MirrorLab.start();
    rows = await rowsOf(lab.api);
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await lab.stop();
  });
  afterEach(() => {
    lab.source.faults.clear();
    lab.target.faults.clear();
  });

  const path = (pairId = lab.pairId): string => `/api/export/pair/${pairId}`;
  const download = async (query = '', pairId = lab.pairId): Promise<Response> =>
    lab.api.http
      .get(`${path(pairId)}${query}`)
      .buffer(true)
      .expect(200);
  const post = (mirrors: unknown, query = '', pairId = lab.pairId): Promise<Response> =>
    lab.api.http.post(`${path(pairId)}${query}`).send({ mirrors });
  const mirrorCount = async (pairId = lab.pairId): Promise<number> =>
    Number((await lab.api.http.get(`/api/mirrors?instance_pair_id=${pairId}&per_page=1`)).headers['x-total']);

  /** Rows of projects that exist and are not mirrored yet. */
  const freshRows = async (count: number, changes: Body = {}): Promise<Row[]> => {
    const result: Row[] = [];
    for (let i = 0; i < count; i++) {
      const { from, to } = await lab.twoProjects();
      result.push({
        source_project_path: `platform/core/${from.path}`,
        target_project_path: `backup/${to.path}`,
        ...changes,
      });
    }
    return result;
  };
  const newPair = async (name: string): Promise<number> => {
    const pair = { name, source_instance_id: lab.sourceId, target_instance_id: lab.targetId, mirror_direction: 'push' };
    return ((await lab.api.http.post('/api/pairs').send(pair).expect(201)).body as { id: number }).id;
  };

  describe('exporting', () => {
    let pairId: number;

    beforeAll(async () => {
      pairId = await newPair('Export: "A/B"');
      const { from, to } = await lab.twoProjects();
      await lab.create(from, to, { instance_pair_id: pairId, mirror_overwrite_diverged: true });
    });

    it('is a file with what was asked of each mirror, and who and when', async () => {
      const answer = await download('', pairId);
      expect(answer.headers['content-disposition']).toBe('attachment; filename="mirrors_Export_A_B.json"');
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(JSON.parse(answer.text)).toEqual({
        pair_id: pairId,
        pair_name: 'Export: "A/B"',
        metadata: { exported_at: expect.stringMatching(/Z$/), version: expect.any(String), mirrors: 1 },
        mirrors: [
          {
            source_project_path: expect.stringMatching(/^platform\/core\//),
            target_project_path: expect.stringMatching(/^backup\//),
            source_project_id: expect.any(Number),
            target_project_id: expect.any(Number),
            mirror_direction: null,
            mirror_protected_branches: null,
            mirror_overwrite_diverged: true,
            mirror_trigger_builds: null,
            only_mirror_protected_branches: null,
            mirror_branch_regex: null,
            mirror_user_id: null,
            enabled: true,
          },
        ],
      });
    });

    it.each([
      ['?format=yaml', {}],
      ['', { Accept: 'application/yaml' }],
    ])('is the same in YAML, asked for by %j %j', async (query, headers) => {
      const answer = await lab.api.http
        .get(`${path(pairId)}${query}`)
        .set(headers)
        .buffer(true);
      expect(answer.headers['content-disposition']).toMatch(/\.yaml"$/);
      expect(answer.headers['content-type']).toMatch(/^application\/yaml/);
      const { mirrors } = JSON.parse((await download('', pairId)).text) as Body;
      expect((parse(answer.text) as Body).mirrors).toEqual(mirrors);
    });

    it('of a pair without mirrors is an empty list', async () => {
      const empty = await newPair('Empty');
      expect((JSON.parse((await download('', empty)).text) as Body).mirrors).toEqual([]);
    });

    it.each([
      ['an unknown pair', '/api/export/pair/999999', 404],
      ['a strange id', '/api/export/pair/abc', 422],
      ['a strange format', '/api/export/pair/1?format=xml', 422],
    ])('refuses %s', async (_what, url, status) => {
      await lab.api.http.get(url).expect(status);
      await lab.api.anonymous.get(url).expect(401);
    });

    it('reads many mirrors a thousand at a time', async () => {
      const big = await rows.pair('Big', lab.sourceId, lab.targetId, 'push');
      await rows.client.query(
        `insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
                              target_project_path, direction, phase, next_check_at)
         select $1, n, n, 'big/' || n, 'copy/' || n, 'push', 'active', 'infinity' from generate_series(1, 2500) n`,
        [big],
      );
      const { metadata, mirrors } = JSON.parse((await download('', big)).text) as { metadata: Body; mirrors: Row[] };
      expect(metadata.mirrors).toBe(2_500);
      expect(new Set(mirrors.map((row) => row.source_project_path)).size).toBe(2_500);
      await rows.client.query('delete from pairs where id = $1', [big]);
    });
  });

  describe('importing', () => {
    it('makes the mirrors on GitLab, finding the projects by their paths', async () => {
      const document = await freshRows(2);
      const before = lab.traces();
      const answer = await post(document);
      expect([answer.status, answer.body]).toEqual([
        200,
        { status: 'completed', dry_run: false, imported: 2, skipped: 0, errors: [], skipped_details: [] },
      ]);
      expect(lab.traces()).toEqual({ mirrors: before.mirrors + 2, tokens: before.tokens + 2 });
    });

    it('goes by paths also when the ids are of another instance', async () => {
      const [row] = await freshRows(1);
      const answer = await post([{ ...row, source_project_id: 1, target_project_id: 999_999_999 }]);
      expect(answer.body).toMatchObject({ imported: 1, errors: [] });
    });

    it('goes by ids where there are no paths', async () => {
      const { from, to } = await lab.twoProjects();
      const answer = await post([{ source_project_id: from.id, target_project_id: to.id }]);
      expect(answer.body).toMatchObject({ imported: 1, errors: [] });
    });

    it('keeps the overrides', async () => {
      const [row] = await freshRows(1);
      await post([{ ...row, mirror_overwrite_diverged: true, enabled: false, mirror_branch_regex: null }]);
      const { body } = await lab.api.http.get(`/api/mirrors?search=${row?.source_project_path}`);
      expect(body).toMatchObject([{ mirror_overwrite_diverged: true, mirror_direction: null, enabled: false }]);
    });

    it('takes an export again, as JSON and as YAML, and skips what is there', async () => {
      await post(await freshRows(1));
      const total = await mirrorCount();
      const json = (await download()).text;
      const yaml = (await download('?format=yaml')).text;
      for (const [type, text] of [
        ['application/json', json],
        ['application/yaml', yaml],
      ] as const) {
        const answer = await lab.api.http.post(path()).set('Content-Type', type).send(text);
        expect(answer.body).toMatchObject({ status: 'completed', imported: 0, skipped: total, errors: [] });
        expect(answer.body.skipped_details[0]).toEqual({
          row: 1,
          project: expect.stringContaining(' → '),
          message: expect.stringContaining('is there already'),
        });
      }
      expect(await mirrorCount()).toBe(total);
    });

    it('skips what is mirrored in another pair, or named in other letters', async () => {
      const document = await freshRows(1);
      await post(document);
      const other = await newPair('Other');
      expect((await post(document, '', other)).body).toMatchObject({ imported: 0, skipped: 1, errors: [] });
      const loud = document.map((row) => ({ ...row, source_project_path: row.source_project_path.toUpperCase() }));
      expect((await post(loud)).body).toMatchObject({ imported: 0, skipped: 1, errors: [] });
    });

    it('makes a mirror once that the document names twice', async () => {
      const [row] = await freshRows(1);
      expect((await post([row, row])).body).toMatchObject({ imported: 1, skipped: 1, errors: [] });
    });

    it('goes on after bad rows and names each', async () => {
      const [good, other] = await freshRows(2);
      const bad = { source_project_path: 'no/such', target_project_path: 'backup/none' };
      const answer = await post([bad, good, { ...other, target_project_path: 'backup/none' }]);
      expect(answer.body).toMatchObject({ status: 'completed', imported: 1, skipped: 0 });
      expect(answer.body.errors).toEqual([
        { row: 1, project: 'no/such → backup/none', message: expect.stringContaining('There is no project') },
        { row: 3, project: expect.any(String), message: expect.stringContaining('backup/none') },
      ]);
    });

    it('reports what a trial would do, and changes nothing', async () => {
      const document = await freshRows(2);
      const traces = lab.traces();
      const total = await mirrorCount();
      const bad = { source_project_path: 'no/such', target_project_path: 'backup/none' };
      const answer = await post([...document, bad], '?dry_run=true');
      expect(answer.body).toMatchObject({ status: 'completed', dry_run: true, imported: 2, errors: [{ row: 3 }] });
      expect(lab.traces()).toEqual(traces);
      expect(await mirrorCount()).toBe(total);
    });

    it.each<[string, unknown, string[]]>([
      ['no list', undefined, ['mirrors']],
      ['something else than a list', 'x', ['mirrors']],
      ['a row without projects', [{}], ['mirrors.0.source_project_path', 'mirrors.0.target_project_path']],
      [
        'an unknown field',
        [{ source_project_path: 'a/b', target_project_path: 'c/d', colour: 1 }],
        ['mirrors.0.colour'],
      ],
      ['a wrong type', [{ source_project_path: 'a/b', target_project_path: 3 }], ['mirrors.0.target_project_path']],
      [
        'a strange direction in the second row',
        [
          { source_project_path: 'a/b', target_project_path: 'c/d' },
          { source_project_path: 'a/b', target_project_path: 'c/d', mirror_direction: 'up' },
        ],
        ['mirrors.1.mirror_direction'],
      ],
    ])('refuses a document with %s, naming the row, before anything is done', async (_what, mirrors, fields) => {
      await lab.api.idle();
      const before = lab.source.requests.total;
      expect(problemOf(await post(mirrors))).toEqual([422, fields]);
      expect(lab.source.requests.total).toBe(before);
    });

    it('refuses what is not YAML', async () => {
      const answer = await lab.api.http.post(path()).set('Content-Type', 'application/yaml').send('mirrors: [');
      expect(problemOf(answer)).toEqual([422, ['body']]);
    });

    it('refuses an unknown pair and a caller without login', async () => {
      await lab.api.http.post(path(999_999)).send({ mirrors: [] }).expect(404);
      await lab.api.anonymous.post(path()).send({ mirrors: [] }).expect(401);
    });
  });

  describe('importing more than 25 rows', () => {
    const started = async (document: Row[], query = ''): Promise<number> => {
      const answer = await post(document, query);
      expect([answer.status, answer.body]).toEqual([
        202,
        { message: expect.any(String), job_id: expect.any(Number), total: document.length },
      ]);
      return (answer.body as { job_id: number }).job_id;
    };
    const finished = (job: number): Promise<Body> =>
      waitFor(`run ${job} to finish`, async () => {
        const run = (await lab.api.http.get(`/api/runs/${job}`).expect(200)).body as Body;
        return ['queued', 'running'].includes(run.status as string) ? null : run;
      });
    const items = async (job: number, query = ''): Promise<Body[]> =>
      (await lab.api.http.get(`/api/export/jobs/${job}/items?per_page=500${query}`).expect(200)).body as Body[];

    it('runs in the background, with progress, skips and errors', async () => {
      const good = await freshRows(24, { enabled: false });
      await post(good.slice(0, 2));
      const bad = { source_project_path: 'no/such', target_project_path: 'backup/none' };
      const job = await started([...good, bad, bad]);
      expect(await finished(job)).toMatchObject({
        kind: 'pair.import',
        status: 'partial',
        progress: { done: 26, total: 26 },
        counters: { done: 22, skipped: 2, failed: 2 },
      });
      expect((await items(job, '&outcome=failed')).map(({ row }) => row)).toEqual([25, 26]);
      expect(await items(job, '&outcome=skipped')).toMatchObject([{ row: 1, message: expect.any(String) }, { row: 2 }]);
    });

    it('in a trial makes nothing', async () => {
      const total = await mirrorCount();
      const run = await finished(await started(await freshRows(26, { enabled: false }), '?dry_run=true'));
      expect(run).toMatchObject({ status: 'success', counters: { done: 26 } });
      expect(await mirrorCount()).toBe(total);
    });

    it('outlives a GitLab that is away for a while', async () => {
      const document = await freshRows(26, { enabled: false });
      lab.target.faults.add({ kind: '503', match: { path: 'projects', probability: 0.3, seed: 3 } });
      const job = await started(document);
      await waitFor('some of it', async () => (await items(job, '&outcome=done')).length > 3);
      lab.target.faults.clear();
      // What has ended just before it is asked to try again is tried again by another run.
      let last = job;
      await waitFor('the next attempt', async () => {
        const { status, body } = await lab.api.http.post(`/api/runs/${last}/retry`);
        if (status === 202) last = (body as { id: number }).id;
        return (await items(job, '&outcome=done')).length === 26;
      });
      expect(await finished(last)).toMatchObject({ status: 'success', counters: { done: 26, failed: 0 } });
    });

    it('allows one import into a pair at a time, which can be cancelled and taken up again', async () => {
      const document = await freshRows(40, { enabled: false });
      lab.target.settings.latencyMs = 100;
      // It can't be over before it is cancelled.
      const lastRow = encodeURIComponent(document.at(-1)?.target_project_path ?? '');
      lab.target.faults.add({ kind: 'hang', match: { path: lastRow } });
      const job = await started(document);
      expect((await post(document)).status).toBe(409);
      await waitFor('the first mirror', async () => (await items(job, '&outcome=done')).length > 0);
      await lab.api.http.post(`/api/runs/${job}/cancel`);
      expect(await finished(job)).toMatchObject({ status: 'cancelled' });
      lab.target.settings.latencyMs = 0;
      lab.target.faults.clear();
      const { body } = await lab.api.http.post(`/api/runs/${job}/retry`);
      expect(await finished((body as { id: number }).id)).toMatchObject({
        status: 'success',
        counters: { done: 40 },
      });
    });
  });
});
