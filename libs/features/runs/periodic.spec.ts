import { Injectable } from '@nestjs/common';
import { createTestDatabase, eventually, type TestDatabase } from '@app/testing';
import { Periodic } from './periodic.decorator';
import { type Lab, LongWork, Script, ShortWork, startWorkerLab } from './testing/run-lab';

/** What happened in all processes of a test. */
@Injectable()
class Diary extends Script {
  static ticks = 0;
  static atOnce = 0;
  static mostAtOnce = 0;
  static work: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
}

@Injectable()
class Ticking {
  @Periodic('test.tick', () => 1)
  async tick(signal: AbortSignal): Promise<void> {
    Diary.ticks++;
    Diary.mostAtOnce = Math.max(Diary.mostAtOnce, ++Diary.atOnce);
    try {
      await Diary.work(signal);
    } finally {
      Diary.atOnce--;
    }
  }
}

@Injectable()
class TickingTwin {
  @Periodic('test.tick', () => 1)
  tick(): Promise<void> {
    return Promise.resolve();
  }
}

describe('periodic work', () => {
  let database: TestDatabase;
  const labs: Lab[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    Object.assign(Diary, { ticks: 0, atOnce: 0, mostAtOnce: 0, work: () => Promise.resolve() });
  });

  afterEach(async () => {
    await Promise.all(labs.splice(0).map((lab) => lab.stop()));
    await database.drop();
  });

  async function start(): Promise<Lab> {
    const lab = await startWorkerLab({
      env: { DATABASE_URL: database.url, DATABASE_POOL_SIZE: '3' },
      providers: [ShortWork, LongWork, Ticking],
    });
    labs.push(lab);
    return lab;
  }

  const row = async (lab: Lab): Promise<Record<string, unknown> | undefined> =>
    (await lab.tx.query<Record<string, unknown>>(`select * from periodic_tasks where name = 'test.tick'`))[0];

  const hasTicked = (): void => expect(Diary.ticks).toBeGreaterThan(0);

  it('happens at once and then again and again', async () => {
    await start();
    await eventually(() => expect(Diary.ticks).toBeGreaterThanOrEqual(3));
  });

  it('happens in one process of several, never overlapping itself', async () => {
    let release = (): void => undefined;
    Diary.work = () => new Promise((resolve) => (release = resolve));
    const [lab] = await Promise.all([start(), start()]);
    await eventually(hasTicked);
    // It has been due again for a while, and the lease was renewed meanwhile.
    const { lease_until: before } = (await row(lab)) ?? {};
    await eventually(async () => {
      const now = await row(lab);
      expect(Number(now?.['lease_until'])).toBeGreaterThan(Number(before));
      expect(Number(now?.['next_at'])).toBeLessThan(Date.now());
    });
    expect(Diary.ticks).toBe(1);
    Diary.work = () => Promise.resolve();
    release();
    await eventually(() => expect(Diary.ticks).toBeGreaterThanOrEqual(3));
    expect(Diary.mostAtOnce).toBe(1);
  });

  it('goes on in another process when the one that was at it died', async () => {
    const lab = await start();
    await eventually(hasTicked);
    await lab.stop();
    labs.length = 0;
    Diary.ticks = 0;
    const next = await startWorkerLab({ env: { DATABASE_URL: database.url }, providers: [ShortWork, LongWork] });
    labs.push(next);
    await next.tx.query(
      `update periodic_tasks set lease_owner = 'dead', lease_until = now() + interval '500 ms', next_at = now()
        where name = 'test.tick'`,
    );
    await start();
    await eventually(() => expect(Diary.ticks).toBeGreaterThan(0));
  });

  it('survives a failure and remembers it without secrets', async () => {
    Diary.work = () => Promise.reject(new Error('https://user:secret-9@example.com is away'));
    const lab = await start();
    await eventually(async () =>
      expect(await row(lab)).toMatchObject({ last_error: 'https://[redacted]@example.com is away' }),
    );
    Diary.work = () => Promise.resolve();
    await eventually(async () => expect(await row(lab)).toMatchObject({ last_error: null, lease_owner: null }));
  });

  it('is told to stop when the process stops', async () => {
    let aborted = false;
    Diary.work = (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(void (aborted = true)));
      });
    const lab = await start();
    await eventually(hasTicked);
    await lab.stop();
    labs.length = 0;
    expect(aborted).toBe(true);
  });

  it('must have one name', async () => {
    await expect(
      startWorkerLab({
        env: { DATABASE_URL: database.url },
        providers: [ShortWork, LongWork, Ticking, TickingTwin],
      }),
    ).rejects.toThrow('There are two periodic tasks test.tick');
  });
});
