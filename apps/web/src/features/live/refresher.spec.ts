import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { Affected } from './affected';
import { Refresher } from './refresher';

jest.useFakeTimers();

const RUNS: Affected = { name: 'runs', everyMs: 1_000, matches: ({ queryKey }) => queryKey[0] === 'runs' };

describe('Refresher', () => {
  const asked = jest.fn(() => Promise.resolve('an answer'));
  const queries = new QueryClient();
  const refresher = new Refresher(queries);
  let unwatch: () => void;

  beforeEach(async () => {
    unwatch = new QueryObserver(queries, { queryKey: ['runs'], queryFn: asked }).subscribe(() => undefined);
    await jest.advanceTimersByTimeAsync(5_000);
    asked.mockClear();
  });
  afterEach(() => {
    refresher.stop();
    unwatch();
  });

  it('asks once for many events', async () => {
    for (let n = 0; n < 500; n++) refresher.add([RUNS]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('asks again after its time when events go on, and for the last of them, too', async () => {
    for (let n = 0; n < 30; n++) {
      refresher.add([RUNS]);
      await jest.advanceTimersByTimeAsync(100);
    }
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('waits for an answer that is under way', async () => {
    let resolve = (_answer: string): void => undefined;
    const promise = new Promise<string>((done) => (resolve = done));
    asked.mockReturnValueOnce(promise);
    refresher.add([RUNS]);
    await jest.advanceTimersByTimeAsync(2_000);
    refresher.add([RUNS]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveBeenCalledTimes(1);
    resolve('late');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
