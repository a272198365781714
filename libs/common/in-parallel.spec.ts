import { inParallel } from './in-parallel';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('inParallel', () => {
  it('does every item once, at most so many at a time', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await tick();
      running--;
      done.push(item);
    });
    expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('begins nothing more after a failure', async () => {
    const begun: number[] = [];
    const work = inParallel([1, 2, 3, 4], 1, async (item) => {
      begun.push(item);
      await tick();
      if (item === 2) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(begun).toEqual([1, 2]);
  });

  it('does nothing for nothing', async () => {
    await expect(inParallel([], 3, () => Promise.reject(new Error('no')))).resolves.toBeUndefined();
  });
});
