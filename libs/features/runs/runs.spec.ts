import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ForeignError, runInContext } from '@app/common';
import {
  createTestDatabase,
  eventually,
  PATIENCE_MS,
  startTestRedis,
  type TestDatabase,
  type TestRedis,
} from '@app/testing';
import type { RunContext, RunResult } from './run-context';
import type { Run } from './run.entity';
import { type Lab, Script, startApiLab, startWorkerLab } from './testing/run-lab';

const untilAborted = ({ signal }: RunContext): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

const outage = (): ForeignError =>
  new ForeignError({
    kind: 'transient',
    instance: 'GitLab A',
    operation: 'list issues',
    reason: 'refused https://oauth2:s3cr3t-value@gitlab.example.com',
    status: null,
    retryAfterMs: 3_600_000,
  });

describe.each(['postgresql', 'redis'] as const)('background work with its queue in %s', (store) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let env: Record<string, string>;
  let script: Script;
  let lab: Lab;
  let subjects = 0;
  const others: Lab[] = [];

  beforeAll(async () => {
    redis = store === 'redis' ? await startTestRedis() : undefined;
    database = await createTestDatabase();
    env = { DATABASE_URL: database.url, DATABASE_POOL_SIZE: '4', ...(redis ? { REDIS_URL: redis.url } : {}) };
    script = new Script();
    lab = await startWorkerLab({ env, script });
  });

  afterEach(async () => {
    await Promise.all(others.splice(0).map((other) => other.stop()));
  });

  afterAll(async () => {
    await lab?.stop();
    await database?.drop();
    await redis?.stop();
  });

  const newSubject = (): string => `mirror:${++subjects}`;

  async function startOther(kind: typeof startWorkerLab, own: Script = script, extra = {}): Promise<Lab> {
    const other = await kind({ env: { ...env, ...extra }, script: own });
    others.push(other);
    return other;
  }

  const request = async (subject = newSubject(), from: Lab = lab): Promise<Run> =>
    (await from.runs.request({ kind: 'mirror.sync', subject, trigger: 'manual' })).run;

  const finished = async (id: number): Promise<Run> => {
    const run = await lab.runs.waitFor(id, PATIENCE_MS);
    expect(run.finishedAt).not.toBeNull();
    return run;
  };

  const inState = (id: number, status: string): Promise<Run> =>
    eventually(async () => {
      const run = await lab.runs.get(id);
      expect(run.status).toBe(status);
      return run;
    });

  /** Everything that the queue knows is gone. */
  const emptyQueue = async (): Promise<void> => {
    if (redis) await redis.command('FLUSHALL');
    else await lab.tx.query('delete from bullmq.job');
  };

  it('does what was asked for and writes down how it went', async () => {
    script.perform = (context) => {
      context.progress(1, 2, 'looking');
      context.count('seen', 2);
      context.itemError('issue 1', 'Its title has glpat-abcdefghij1234567890 in it.');
      return { status: 'partial', error: 'One of 2 issues failed.', errorCode: 'some_failed' };
    };
    const subject = newSubject();
    const { run, created } = await runInContext({ requestId: 'r', actor: 'alice' }, () =>
      lab.runs.request({ kind: 'mirror.sync', subject, trigger: 'manual', input: { depth: 3 } }),
    );
    expect(created).toBe(true);
    expect(await finished(run.id)).toMatchObject({
      status: 'partial',
      requestedBy: 'alice',
      input: { depth: 3 },
      attempt: 1,
      counters: { seen: 2, item_errors: 1 },
      progress: { done: 1, total: 2, phase: 'looking' },
      itemErrors: [{ item: 'issue 1', message: 'Its title has [redacted] in it.' }],
      error: 'One of 2 issues failed.',
      errorCode: 'some_failed',
      leaseOwner: null,
    });
    await eventually(() => {
      const published = lab.events.filter(({ id }) => id === run.id).map(({ status }) => status);
      expect([...new Set(published)]).toEqual(['queued', 'running', 'partial']);
    });
  });

  it('keeps one live run for a subject, however many ask at once', async () => {
    let release = (): void => undefined;
    script.perform = () => new Promise((resolve) => (release = () => resolve({ status: 'success' })));
    const subject = newSubject();
    const api = await startOther(startApiLab);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        (i % 2 ? lab : api).runs.request({ kind: 'mirror.sync', subject, trigger: 'webhook' }),
      ),
    );
    expect(new Set(answers.map(({ run }) => run.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const id = answers[0]?.run.id ?? 0;
    await inState(id, 'running');
    expect(await lab.runs.request({ kind: 'mirror.sync', subject, trigger: 'manual' })).toMatchObject({
      created: false,
      run: { id },
    });
    release();
    await finished(id);
    const next = await request(subject);
    expect(next.id).not.toBe(id);
    await inState(next.id, 'running');
    release();
    await finished(next.id);
  });

  it('forgets a request whose transaction is rolled back', async () => {
    const subject = newSubject();
    await expect(
      lab.tx.run(async () => {
        await request(subject);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect((await lab.runs.list({ subject }, { page: 1, perPage: 10 })).total).toBe(0);
  });

  it('has each run done by one worker only', async () => {
    const begun: number[] = [];
    script.perform = ({ run }) => {
      begun.push(run.id);
      return { status: 'success' };
    };
    await startOther(startWorkerLab);
    const requested = await lab.runs.requestMany(
      Array.from({ length: 60 }, () => ({ kind: 'mirror.sync', subject: newSubject(), trigger: 'scheduled' }) as const),
    );
    // Twice the rings, and a sweeper that is in a hurry.
    await lab.tx.query(`update runs set rung_at = now() - interval '1 hour' where status = 'queued'`);
    for (const { run } of requested) await finished(run.id);
    const ids = requested.map(({ run }) => run.id);
    expect(begun.filter((id) => ids.includes(id)).toSorted((a, b) => a - b)).toEqual(ids);
  });

  it('finds work whose ring was lost', async () => {
    script.perform = () => ({ status: 'success' });
    const api = await startOther(startApiLab);
    const lost = (
      await api.runs.request({
        kind: 'mirror.sync',
        subject: newSubject(),
        trigger: 'manual',
        runAfter: new Date(Date.now() + 3_600_000),
      })
    ).run;
    await eventually(async () => expect(await countJobs()).toBeGreaterThan(0));
    await emptyQueue();
    await lab.tx.query(
      `update runs set run_after = now() - interval '1 minute', rung_at = now() - interval '1 minute' where id = $1`,
      [lost.id],
    );
    expect((await finished(lost.id)).status).toBe('success');
  });

  const countJobs = async (): Promise<number> => {
    if (redis) return Number((await redis.command('ZCARD', 'maestro:short:delayed')).slice(1));
    const [row] = await lab.tx.query<{ count: number }>('select count(*) as count from bullmq.job');
    return row?.count ?? 0;
  };

  it('cancels what waits at once and what runs as soon as it stops', async () => {
    script.perform = untilAborted;
    const { run: waiting } = await lab.runs.request({
      kind: 'mirror.sync',
      subject: newSubject(),
      trigger: 'manual',
      runAfter: new Date(Date.now() + 3_600_000),
    });
    expect((await lab.runs.cancel(waiting.id)).status).toBe('cancelled');

    const { id } = await request();
    await inState(id, 'running');
    expect((await lab.runs.cancel(id)).status).toBe('running');
    expect(await finished(id)).toMatchObject({ status: 'cancelled', error: null });
    await expect(lab.runs.cancel(id)).rejects.toMatchObject({ kind: 'conflict', code: 'run_is_finished' });
    await expect(lab.runs.cancel(999_999)).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('tries again later what may work later, until the attempts are used up', async () => {
    script.perform = () => Promise.reject(outage());
    const { id } = await request();
    for (const attempt of [1, 2]) {
      const run = await eventually(async () => {
        const waiting = await lab.runs.get(id);
        expect(waiting).toMatchObject({ status: 'queued', attempt });
        return waiting;
      });
      expect(run.errorCode).toBe('gitlab_transient');
      expect(run.error).toContain('GitLab A could not list issues');
      expect(run.error).not.toContain('s3cr3t');
      expect(run.runAfter.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
      await lab.runs.retry(id);
    }
    expect(await finished(id)).toMatchObject({ status: 'failed', attempt: 3, errorCode: 'gitlab_transient' });
  });

  it('does a finished run again as a new one, and refuses while it runs', async () => {
    script.perform = () => ({ status: 'failed', error: 'No.', errorCode: 'no' });
    const first = await finished((await request()).id);
    script.perform = untilAborted;
    const again = await lab.runs.retry(first.id);
    expect(again).toMatchObject({ kind: first.kind, subject: first.subject, trigger: 'manual' });
    expect(again.id).not.toBe(first.id);
    await inState(again.id, 'running');
    await expect(lab.runs.retry(again.id)).rejects.toMatchObject({ code: 'run_is_running' });
    await lab.runs.cancel(again.id);
    await finished(again.id);
  });

  it('looks again later without holding a slot or using up an attempt', async () => {
    let looks = 0;
    script.perform = (): RunResult => (++looks < 5 ? { status: 'again', afterMs: 50 } : { status: 'success' });
    expect(await finished((await request()).id)).toMatchObject({ status: 'success', attempt: 1, round: 4 });
  });

  it('does work once more when something changed while it ran', async () => {
    const subject = newSubject();
    let release = (): void => undefined;
    script.perform = () => new Promise((resolve) => (release = () => resolve({ status: 'success' })));
    const { id } = await request(subject);
    await inState(id, 'running');
    const joined = await lab.runs.request({ kind: 'mirror.sync', subject, trigger: 'system', whenRunning: 'repeat' });
    expect(joined).toMatchObject({ created: false, run: { id } });
    script.perform = () => ({ status: 'success' });
    release();
    // Who asked for the repetition waits for that, not for what has missed the change.
    const last = await lab.runs.waitFor(id, PATIENCE_MS);
    expect(last.id).toBeGreaterThan(id);
    const { items } = await lab.runs.list({ subject }, { page: 1, perPage: 10 });
    expect(items.map(({ status, trigger }) => [status, trigger])).toEqual([
      ['success', 'system'],
      ['success', 'manual'],
    ]);
  });

  it('takes requests while the queue is away and works on when it is back', async () => {
    script.perform = () => ({ status: 'success' });
    const api = await startOther(startApiLab);
    await finished((await request(newSubject(), api)).id);
    if (redis) await redis.kill();
    else {
      await lab.tx.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query ilike '%bullmq%'`,
      );
    }
    const { id } = await request(newSubject(), api);
    await redis?.start();
    await lab.tx.query(
      `update runs set run_after = now() - interval '1 minute', rung_at = now() - interval '1 minute'
      where id = $1 and status = 'queued'`,
      [id],
    );
    expect((await finished(id)).status).toBe('success');
  });

  it('lets work finish at shutdown', async () => {
    const own = new Script();
    const worker = await startOther(startWorkerLab, own);
    let begun = 0;
    const slow = async (): Promise<RunResult> => {
      begun++;
      await eventually(() => expect(stopping).toBe(true));
      return { status: 'success' };
    };
    let stopping = false;
    own.perform = slow;
    script.perform = slow;
    const { id } = await request();
    await eventually(() => expect(begun).toBe(1));
    const stopped = worker.stop();
    stopping = true;
    await stopped;
    expect((await finished(id)).status).toBe('success');
  });

  it('hands work that does not finish in time to the next worker', async () => {
    await lab.stop();
    const own = new Script();
    own.perform = untilAborted;
    const worker = await startWorkerLab({ env, script: own });
    const { id } = await request(newSubject(), worker);
    const running = (): Promise<Run> =>
      eventually(async () => {
        const run = await worker.runs.get(id);
        expect(run.status).toBe('running');
        return run;
      });
    await running();
    await worker.stop();
    lab = await startWorkerLab({ env, script });
    script.perform = () => ({ status: 'success' });
    expect(await finished(id)).toMatchObject({ status: 'success', attempt: 1 });
  });

  describe('after kill -9 of a worker', () => {
    let child: ChildProcess | undefined;

    afterEach(() => child?.kill('SIGKILL'));

    it('has its run taken over by another', async () => {
      await lab.stop();
      child = spawn(
        process.execPath,
        [
          '--require',
          join(__dirname, '../../testing/typescript-hook.cjs'),
          join(__dirname, 'testing/worker.child.ts'),
          JSON.stringify(env),
        ],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      const api = await startOther(startApiLab);
      const { id } = await request(newSubject(), api);
      const taken = await eventually(async () => {
        const run = await api.runs.get(id);
        expect(run.leaseOwner).toMatch(new RegExp(`^${child?.pid}:`));
        return run;
      });
      expect(taken.status).toBe('running');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await api.tx.query('update runs set lease_until = now() where id = $1', [id]);
      lab = await startWorkerLab({ env, script });
      script.perform = () => ({ status: 'success' });
      expect(await finished(id)).toMatchObject({ status: 'success', attempt: 2, error: null });
    });
  });
});
