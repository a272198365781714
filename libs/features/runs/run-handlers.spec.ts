import type { RunResult } from './run-context';
import { RunHandler } from './run-handler.decorator';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { LongWork, ShortWork, startWorkerLab } from './testing/run-lab';

@RunHandler('mirror.sync')
class SecondShortWork {
  run(): Promise<RunResult> {
    return Promise.resolve({ status: 'success' });
  }
}

@RunHandler('pair.sync')
class ForeignWork extends SecondShortWork {}

describe('the start of a worker process', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  const start = (...providers: Parameters<typeof startWorkerLab>[0]['providers'] & object): Promise<unknown> =>
    startWorkerLab({ env: { DATABASE_URL: database.url }, providers });

  it('fails on a job without a handler', async () => {
    await expect(start(ShortWork)).rejects.toThrow('issue-sync.run has no handler');
  });

  it('fails on a job with two', async () => {
    await expect(start(ShortWork, LongWork, SecondShortWork)).rejects.toThrow('mirror.sync has two handlers');
  });

  it('fails on a handler of no job', async () => {
    await expect(start(ShortWork, LongWork, ForeignWork)).rejects.toThrow('pair.sync is not in the job catalogue');
  });
});
