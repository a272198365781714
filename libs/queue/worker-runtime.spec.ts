import { slots } from './worker-runtime';

describe('slots of a worker process', () => {
  it.each([
    [1, { short: 1, long: 1 }],
    [2, { short: 1, long: 1 }],
    [3, { short: 2, long: 1 }],
    [10, { short: 6, long: 4 }],
    [200, { short: 120, long: 80 }],
  ])('%i are shared between short and long work', (concurrency, expected) => {
    expect(slots(concurrency)).toEqual(expected);
  });
});
