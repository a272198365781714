import { createTestDatabase, eventually, PATIENCE_MS, type TestDatabase } from '@app/testing';
import { MAX_ITEM_ERRORS } from './active-run';
import { RunAborted } from './run-aborted';
import type { RunContext } from './run-context';
import type { Run } from './run.entity';
import { RunSweeper } from './run-sweeper';
import { type Lab, Script, startWorkerLab } from './testing/run-lab';

/** Ends only when told to; says why. */
const untilAborted = ({ signal }: RunContext): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

describe('the upkeep of runs', () => {
  let database: TestDatabase;
  let lab: Lab;
  let sweeper: RunSweeper;
  const script = new Script();
  let subjects = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    lab = await startWorkerLab({
      env: { DATABASE_URL: database.url, RUN_RETENTION_DAYS: '30', RUN_LEASE_SECONDS: '9' },
      script,
    });
    sweeper = lab.module.get(RunSweeper);
  });

  afterAll(async () => {
    await lab?.stop();
    await database?.drop();
  });

  const request = async (kind: 'mirror.sync' | 'issue-sync.run' = 'mirror.sync'): Promise<number> =>
    (await lab.runs.request({ kind, subject: `thing:${++subjects}`, trigger: 'scheduled' })).run.id;

  const finished = async (id: number): Promise<Run> => {
    const run = await lab.runs.waitFor(id, PATIENCE_MS);
    expect(run.finishedAt).not.toBeNull();
    return run;
  };

  const running = (id: number): Promise<Run> =>
    eventually(async () => {
      const run = await lab.runs.get(id);
      expect(run.status).toBe('running');
      return run;
    });

  /** A row as a worker left it that is no more. */
  async function orphan(columns: Record<string, unknown>): Promise<number> {
    const row = {
      kind: 'mirror.sync',
      subject: `thing:${++subjects}`,
      trigger: 'scheduled',
      requested_by: 'system',
      status: 'running',
      attempt: 1,
      lease_owner: 'dead',
      lease_until: new Date(Date.now() - 60_000),
      ...columns,
    };
    const names = Object.keys(row);
    const [inserted] = await lab.tx.query<{ id: number }>(
      `insert into runs (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning id`,
      Object.values(row),
    );
    return inserted?.id ?? 0;
  }

  it('stops work at its time limit', async () => {
    script.perform = untilAborted;
    expect(await finished(await request('issue-sync.run'))).toMatchObject({
      status: 'failed',
      errorCode: 'time_limit',
      error: 'It was stopped at its time limit of 1 seconds.',
    });
  });

  it('shows progress while the work goes on', async () => {
    script.perform = (context) => {
      context.progress(3, null, 'reading');
      context.count('read', 3);
      return untilAborted(context);
    };
    const id = await request();
    await eventually(async () =>
      expect(await lab.runs.get(id)).toMatchObject({
        status: 'running',
        progress: { done: 3, total: null, phase: 'reading', perMinute: null, secondsLeft: null },
        counters: { read: 3 },
      }),
    );
    await eventually(() =>
      expect(lab.events).toContainEqual(
        expect.objectContaining({
          id,
          status: 'running',
          progress: expect.objectContaining({ done: 3, phase: 'reading' }),
        }),
      ),
    );
    await lab.runs.cancel(id);
    await finished(id);
  });

  it('renews the lease of long work', async () => {
    script.perform = untilAborted;
    const id = await request();
    const { leaseUntil } = await running(id);
    await eventually(async () =>
      expect((await lab.runs.get(id)).leaseUntil?.getTime()).toBeGreaterThan(leaseUntil?.getTime() ?? Infinity),
    );
    await lab.runs.cancel(id);
    await finished(id);
  });

  it('aborts work that another worker has taken over, and leaves the row to that one', async () => {
    let reason: unknown;
    script.perform = (context) =>
      untilAborted(context).catch((error: unknown) => ((reason = error), Promise.reject(error)));
    const id = await request();
    await running(id);
    await lab.tx.query(`update runs set lease_owner = 'other', lease_until = now() + interval '1 hour' where id = $1`, [
      id,
    ]);
    await eventually(() => expect(reason).toBeInstanceOf(RunAborted));
    expect(reason).toMatchObject({ reason: 'lease_lost' });
    expect(await lab.runs.get(id)).toMatchObject({ status: 'running', leaseOwner: 'other' });
    await lab.tx.query(`update runs set status = 'failed', finished_at = now() where id = $1`, [id]);
  });

  it('keeps a bounded number of item errors and counts them all', async () => {
    script.perform = (context) => {
      for (let i = 0; i < MAX_ITEM_ERRORS + 5; i++) context.itemError(`issue ${i}`, 'No.');
      context.itemError('issue 0', 'Still no.');
      return { status: 'partial' };
    };
    const run = await finished(await request());
    expect(run.itemErrors).toHaveLength(MAX_ITEM_ERRORS);
    expect(run.itemErrors[0]).toEqual({ item: 'issue 0', message: 'Still no.' });
    expect(run.counters).toEqual({ item_errors: MAX_ITEM_ERRORS + 5 });
  });

  it('frees the runs of dead workers while they have attempts', async () => {
    script.perform = () => ({ status: 'success' });
    const retried = await orphan({ attempt: 1 });
    const exhausted = await orphan({ attempt: 3 });
    const cancelled = await orphan({ cancel_requested_at: new Date() });
    const alive = await orphan({ lease_until: new Date(Date.now() + 3_600_000) });
    await sweeper.sweep();
    expect(await finished(retried)).toMatchObject({ status: 'success', attempt: 2, error: null });
    expect(await finished(exhausted)).toMatchObject({ status: 'failed', errorCode: 'worker_lost' });
    expect(await finished(cancelled)).toMatchObject({ status: 'cancelled', error: null });
    expect(await lab.runs.get(alive)).toMatchObject({ status: 'running', leaseOwner: 'dead' });
  });

  it('repeats what changed under a dead worker, also when it had no attempt left', async () => {
    script.perform = () => ({ status: 'success' });
    const exhausted = await orphan({ attempt: 3, repeat: true });
    await sweeper.sweep();
    const last = await finished(exhausted);
    expect(last).toMatchObject({ status: 'success', subject: (await lab.runs.get(exhausted)).subject });
    expect(last.id).toBeGreaterThan(exhausted);
  });

  it('leaves kinds that this version does not know to workers of another one, for as long as an upgrade takes', async () => {
    const queued = { kind: 'new.kind', status: 'queued', lease_owner: null, lease_until: null };
    const waiting = await orphan({ ...queued, run_after: new Date(Date.now() - 50 * 60_000) });
    const begun = await orphan({ kind: 'new.kind' });
    const forgotten = await orphan({ ...queued, run_after: new Date(Date.now() - 70 * 60_000) });
    await sweeper.sweep();
    expect(await finished(forgotten)).toMatchObject({ status: 'failed', errorCode: 'unknown_kind' });
    expect(await lab.runs.get(waiting)).toMatchObject({ status: 'queued' });
    // Unless the timetable's own sweep holds it just now, and will say so.
    await eventually(async () =>
      expect(await lab.runs.get(begun)).toMatchObject({ status: 'queued', errorCode: 'worker_lost' }),
    );
  });

  it('forgets finished runs after their time, and no others', async () => {
    const old = new Date(Date.now() - 31 * 86_400_000);
    const recent = new Date(Date.now() - 29 * 86_400_000);
    const gone = await orphan({ status: 'success', finished_at: old });
    const kept = await orphan({ status: 'success', finished_at: recent });
    const live = await orphan({ status: 'queued', created_at: old, run_after: new Date(Date.now() + 3_600_000) });
    await sweeper.purge(new AbortController().signal);
    expect(await lab.runs.find(gone)).toBeNull();
    expect(await lab.runs.find(kept)).not.toBeNull();
    expect(await lab.runs.find(live)).not.toBeNull();
  });

  it('asks for many in one go, each once, in the order of the requests', async () => {
    script.perform = untilAborted;
    const of = (subject: string) => ({ kind: 'mirror.sync', subject, trigger: 'system' }) as const;
    const [first, twin, second] = await lab.runs.requestMany([of('many:1'), of('many:1'), of('many:2')]);
    expect(twin?.run.id).toBe(first?.run.id);
    expect(second?.run.subject).toBe('many:2');
    expect(await lab.runs.requestMany([])).toEqual([]);
    for (const requested of [first, second]) await lab.runs.cancel(requested?.run.id ?? 0);
  });
});
