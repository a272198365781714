import { Tx } from '@app/database';
import { startTestApp, type TestApp } from '../support/test-app';

const FOREVER = new Date('2100-01-01T00:00:00Z');
/** Recent enough to be kept. */
const BASE = Date.now() - 3_600_000;
const at = (seconds: number): string => new Date(BASE + seconds * 1_000).toISOString();

describe('/api/runs', () => {
  let api: TestApp;
  let ids: Record<'waiting' | 'failed' | 'done', number>;

  /** A run as the workers left it. */
  async function insert(columns: Record<string, unknown>): Promise<number> {
    const row = { requested_by: 'alice', trigger: 'manual', run_after: FOREVER, ...columns };
    const names = Object.keys(row);
    const [inserted] = await api.app
      .get(Tx)
      .query<{ id: number }>(
        `insert into runs (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning id`,
        Object.values(row),
      );
    return inserted?.id ?? 0;
  }

  beforeAll(async () => {
    api = await startTestApp();
    ids = {
      waiting: await insert({ kind: 'pair.sync', subject: 'pair:1', trigger: 'scheduled', status: 'queued' }),
      failed: await insert({
        kind: 'mirror.sync',
        subject: 'mirror:1',
        status: 'failed',
        attempt: 5,
        created_at: at(600),
        started_at: at(601),
        finished_at: at(603.5),
        error: 'GitLab A could not start the mirror: timeout',
        error_code: 'gitlab_transient',
        counters: JSON.stringify({ looked: 2 }),
        item_errors: JSON.stringify([{ item: 'platform/api', message: 'No.' }]),
      }),
      done: await insert({
        kind: 'mirror.sync',
        subject: 'mirror:2',
        status: 'success',
        started_at: at(0),
        finished_at: at(1),
      }),
    };
  });

  afterAll(() => api.stop());

  const idsOf = (body: unknown): number[] => (body as { id: number }[]).map(({ id }) => id);

  it('lists runs, newest first, without the errors of their items', async () => {
    const { body, headers } = await api.http.get('/api/runs').expect(200);
    expect(idsOf(body)).toEqual([ids.done, ids.failed, ids.waiting]);
    expect(headers['x-total']).toBe('3');
    expect(body[0]).not.toHaveProperty('errors');
  });

  it.each([
    ['kind=mirror.sync', ['done', 'failed']],
    ['subject=mirror:1', ['failed']],
    ['status=queued', ['waiting']],
    ['trigger=scheduled', ['waiting']],
    ['kind=mirror.sync&status=success', ['done']],
    ['subject=nothing', []],
    ['sort=finished_at', ['done', 'failed', 'waiting']],
    ['sort=-started_at', ['failed', 'done', 'waiting']],
    ['sort=created_at', ['waiting', 'failed', 'done']],
    ['per_page=1&page=2', ['failed']],
  ] as const)('answers ?%s', async (query, expected) => {
    const { body } = await api.http.get(`/api/runs?${query}`).expect(200);
    expect(idsOf(body)).toEqual(expected.map((name) => ids[name]));
  });

  it.each(['kind=nonsense', 'status=ok', 'trigger=me', 'sort=name', 'per_page=0', 'page=x', 'colour=red'])(
    'refuses ?%s and names the field',
    async (query) => {
      const { body } = await api.http.get(`/api/runs?${query}`).expect(422);
      expect(body.errors).toContainEqual(expect.objectContaining({ field: query.split('=')[0] }));
    },
  );

  it('shows one with everything', async () => {
    const { body } = await api.http.get(`/api/runs/${ids.failed}`).expect(200);
    expect(body).toEqual({
      id: ids.failed,
      kind: 'mirror.sync',
      subject: 'mirror:1',
      subject_name: null,
      subject_mirror_id: null,
      trigger: 'manual',
      status: 'failed',
      requested_by: 'alice',
      attempt: 5,
      progress: null,
      counters: { looked: 2 },
      errors: [{ item: 'platform/api', message: 'No.' }],
      error: 'GitLab A could not start the mirror: timeout',
      error_code: 'gitlab_transient',
      run_after: FOREVER.toISOString(),
      cancel_requested_at: null,
      created_at: at(600),
      started_at: at(601),
      finished_at: at(603.5),
      duration_ms: 2500,
    });
  });

  it('knows which runs there are', async () => {
    await api.http.get('/api/runs/4711').expect(404);
    await api.http.post('/api/runs/4711/cancel').expect(404);
    await api.http.post('/api/runs/4711/retry').expect(404);
    await api.http.get('/api/runs/x').expect(422);
    await api.http.get('/api/runs/9007199254740993').expect(422);
    await api.anonymous.get('/api/runs').expect(401);
  });

  it('cancels what waits, and refuses what is finished', async () => {
    const { body } = await api.http.post(`/api/runs/${ids.waiting}/cancel`).expect(200);
    expect(body).toMatchObject({ id: ids.waiting, status: 'cancelled' });
    const refused = await api.http.post(`/api/runs/${ids.waiting}/cancel`).expect(409);
    expect(refused.body).toMatchObject({ code: 'run_is_finished' });
  });

  it('does a finished run again as a new one, asked for by the caller', async () => {
    const { body } = await api.http.post(`/api/runs/${ids.failed}/retry`).expect(202);
    expect(body).toMatchObject({ kind: 'mirror.sync', subject: 'mirror:1', trigger: 'manual', requested_by: 'admin' });
    expect(body.id).not.toBe(ids.failed);
  });
});
