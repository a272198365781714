import { StatisticsQuery } from '@features/statistics';
import { type Rows, rowsOf } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface Counts {
  syncs: number;
  failures: number;
  mean_duration_ms: number | null;
  max_duration_ms: number | null;
  issue_runs: number;
  issue_runs_failed: number;
  issues_created: number;
  comments_synced: number;
}
interface Answer {
  from: string;
  to: string;
  points: (Counts & { at: string })[];
  totals: Counts;
}

const NOTHING = {
  syncs: 0,
  failures: 0,
  mean_duration_ms: null,
  max_duration_ms: null,
  issues_created: 0,
  issues_updated: 0,
  issues_failed: 0,
  comments_synced: 0,
  issue_runs: 0,
  issue_runs_failed: 0,
};

describe('statistics', () => {
  let api: TestApp;
  let rows: Rows;
  let pair: number;
  let other: number;
  let mirror: number;

  beforeAll(async () => {
    api = await startTestApp({ STATISTICS_DAYS: '3650' });
    rows = await rowsOf(api);
    const instance = await rows.instance('Alpha');
    pair = await rows.pair('One', instance, instance);
    other = await rows.pair('Other', instance, instance);
    mirror = await rows.mirror(pair);
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
  });

  const read = async (query: Record<string, string | number>): Promise<Answer> =>
    (await api.http.get('/api/statistics').query(query).expect(200)).body as Answer;
  /** A sync of that many seconds that ended at this time. */
  const sync = async (of: number, end: string, status: 'success' | 'failed', seconds: number): Promise<void> => {
    await rows.client.query(
      `insert into mirror_syncs (mirror_id, trigger, status, started_at, finished_at)
       values ($1, 'gitlab', $2, $3::timestamptz - make_interval(secs => $4), $3)`,
      [of, status, end, seconds],
    );
  };
  const inbox = async (): Promise<number> =>
    Number((await rows.client.query<{ count: string }>('select count(*) from statistics_inbox')).rows[0]?.count);
  /** The roll-up is due again. */
  const rollUp = async (): Promise<void> => {
    await api.due('statistics.roll-up');
    await waitFor('the roll-up', async () => (await inbox()) === 0);
  };

  it('have a point for each hour of the last day, also where nothing happened', async () => {
    const { from, to, points, totals } = await read({});
    expect(points).toHaveLength(24);
    expect(points[0]?.at).toBe(from);
    expect(Date.parse(to) - Date.parse(from)).toBe(24 * 3_600_000);
    for (const { at: _at, ...counts } of points) expect(counts).toEqual(NOTHING);
    expect(totals).toEqual(NOTHING);
  });

  it('count each sync in the hour of its end, before and after the roll-up', async () => {
    await sync(mirror, '2026-01-30T10:05:00Z', 'success', 2);
    await sync(mirror, '2026-01-30T10:59:59.999Z', 'failed', 4);
    await sync(mirror, '2026-01-30T11:00:00Z', 'success', 10);
    const window = { from: '2026-01-30T10:00:00Z', to: '2026-01-30T12:00:00Z' };
    const expected = {
      points: [
        {
          ...NOTHING,
          at: '2026-01-30T10:00:00.000Z',
          syncs: 2,
          failures: 1,
          mean_duration_ms: 3000,
          max_duration_ms: 4000,
        },
        { ...NOTHING, at: '2026-01-30T11:00:00.000Z', syncs: 1, mean_duration_ms: 10_000, max_duration_ms: 10_000 },
      ],
      totals: { ...NOTHING, syncs: 3, failures: 1, mean_duration_ms: 5333, max_duration_ms: 10_000 },
    };
    expect(await read(window)).toMatchObject(expected);
    await rollUp();
    expect(await read(window)).toMatchObject(expected);

    await sync(mirror, '2026-01-30T10:30:00Z', 'success', 3);
    await rollUp();
    expect((await read(window)).points[0]).toMatchObject({ syncs: 3, failures: 1, mean_duration_ms: 3000 });
  });

  it('count a sync once, when it ends, however often it is written', async () => {
    const { rows: made } = await rows.client.query<{ id: string }>(
      `insert into mirror_syncs (mirror_id, trigger, status, started_at) values ($1, 'manual', 'running', '2026-01-29T08:00:00Z')
       returning id`,
      [mirror],
    );
    const window = { from: '2026-01-29T08:00:00Z', to: '2026-01-29T09:00:00Z' };
    expect((await read(window)).totals.syncs).toBe(0);
    for (let times = 0; times < 2; times++) {
      await rows.client.query(
        `update mirror_syncs set status = 'success', finished_at = '2026-01-29T08:00:05Z' where id = $1`,
        [made[0]?.id],
      );
    }
    expect((await read(window)).totals).toMatchObject({ syncs: 1, mean_duration_ms: 5000 });
  });

  it('do not count what is rolled back, nor what was cancelled', async () => {
    const window = { from: '2026-01-28T00:00:00Z', to: '2026-01-29T00:00:00Z' };
    await rows.client.query('begin');
    await sync(mirror, '2026-01-28T10:05:00Z', 'success', 2);
    await rows.client.query('rollback');
    await rows.client.query(
      `insert into mirror_syncs (mirror_id, trigger, status, finished_at) values ($1, 'manual', 'cancelled', '2026-01-28T08:00:00Z')`,
      [mirror],
    );
    expect((await read(window)).totals).toEqual(NOTHING);
  });

  it('count issue syncs with what they copied', async () => {
    await rows.client.query(
      `with route as (
         insert into issue_routes (source_instance_id, source_project_id, source_project_path, target_instance_id,
                                   target_project_id, target_project_path)
         select source_instance_id, 1, 'a', target_instance_id, 2, 'b' from pairs where id = $2 returning id),
       config as (insert into issue_mirrors (mirror_id, route_id, next_sync_at) select $1, id, 'infinity' from route returning id)
       insert into runs (kind, subject, trigger, requested_by, status)
       select 'issue-sync.run', 'issue-sync:' || id, 'scheduled', 'system', 'running' from config`,
      [mirror, pair],
    );
    await rows.client.query(
      `update runs set status = 'partial', finished_at = '2026-01-26T10:00:00Z',
              counters = '{"issues_created": 3, "issues_failed": 1, "comments_synced": 7}'`,
    );
    const { totals } = await read({ from: '2026-01-26T10:00:00Z', to: '2026-01-26T11:00:00Z' });
    expect(totals).toEqual({
      ...NOTHING,
      issue_runs: 1,
      issues_created: 3,
      issues_failed: 1,
      comments_synced: 7,
    });
  });

  it('count nothing twice when several processes roll up at once', async () => {
    await rows.client.query(
      `insert into mirror_syncs (mirror_id, trigger, status, started_at, finished_at)
       select $1, 'gitlab', 'success', at, at + interval '1 second' from generate_series(
         '2026-01-25T00:00:00Z'::timestamptz, '2026-01-25T05:59:00Z', '1 minute') at`,
      [mirror],
    );
    const statistics = api.app.get(StatisticsQuery, { strict: false });
    await Promise.all([1, 2, 3, 4].map(() => statistics.rollUp(100)));
    await rollUp();
    const { points, totals } = await read({ from: '2026-01-25T00:00:00Z', to: '2026-01-25T06:00:00Z' });
    expect(points.map(({ syncs }) => syncs)).toEqual([60, 60, 60, 60, 60, 60]);
    expect(totals).toMatchObject({ syncs: 360, mean_duration_ms: 1000 });
  });

  it('are kept when the mirror is gone, and told for each pair', async () => {
    const gone = await rows.mirror(other);
    await sync(gone, '2026-01-27T10:05:00Z', 'failed', 1);
    await rows.client.query('delete from mirrors where id = $1', [gone]);
    await sync(mirror, '2026-01-27T10:05:00Z', 'success', 1);
    const window = { from: '2026-01-27T00:00:00Z', to: '2026-01-28T00:00:00Z', bucket: 'day' };
    expect((await read(window)).points).toMatchObject([{ at: '2026-01-27T00:00:00.000Z', syncs: 2, failures: 1 }]);
    expect((await read({ ...window, instance_pair_id: other })).totals).toMatchObject({ syncs: 1, failures: 1 });
    expect((await read({ ...window, instance_pair_id: pair })).totals).toMatchObject({ syncs: 1, failures: 0 });
  });

  it('refuse a time that ends before it begins, and more points than a chart can show', async () => {
    await api.http.get('/api/statistics?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z').expect(422);
    await api.http.get('/api/statistics?from=2020-01-02T00:00:00Z').expect(422);
    await api.http.get('/api/statistics?bucket=minute').expect(422);
    await api.http.get('/api/statistics?from=2026-01-02&bucket=day').expect(200);
  });
});
