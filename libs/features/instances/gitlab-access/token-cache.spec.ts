import { TokenCache } from './token-cache';

describe('TokenCache', () => {
  let now = 0;
  let stored = 'first';
  const read = jest.fn(() => Promise.resolve(stored));
  let cache: TokenCache;

  beforeEach(() => {
    now = 0;
    stored = 'first';
    read.mockClear();
    cache = new TokenCache(read, () => now);
  });

  it('reads once for many requests at the same time', async () => {
    expect(await Promise.all([cache.get(1), cache.get(1), cache.get(1)])).toEqual(['first', 'first', 'first']);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('notices within a second what another process stored', async () => {
    await cache.get(1);
    stored = 'second';
    now = 999;
    expect(await cache.get(1)).toBe('first');
    now = 1000;
    expect(await cache.get(1)).toBe('second');
  });

  it('reads at once again what GitLab refused, once for all that were refused', async () => {
    await cache.get(1);
    stored = 'second';
    const all = await Promise.all([cache.get(1, 'first'), cache.get(1, 'first'), cache.get(1, 'first')]);
    expect(all).toEqual(['second', 'second', 'second']);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('does not read again for the refusal of a token that was replaced since', async () => {
    cache.learn(1, 'new');
    expect(await cache.get(1, 'old')).toBe('new');
    expect(read).not.toHaveBeenCalled();
  });

  it('takes a token that was just read', async () => {
    cache.learn(1, 'learnt');
    expect(await cache.get(1)).toBe('learnt');
    expect(read).not.toHaveBeenCalled();
  });

  it('forgets at once when told to', async () => {
    await cache.get(1);
    stored = 'second';
    cache.forget(1);
    expect(await cache.get(1)).toBe('second');
  });

  it('keeps instances apart', async () => {
    cache.learn(1, 'one');
    cache.learn(2, 'two');
    expect([await cache.get(1), await cache.get(2)]).toEqual(['one', 'two']);
  });

  it('does not remember a failed read', async () => {
    read.mockRejectedValueOnce(new Error('the database is away'));
    await expect(cache.get(1)).rejects.toThrow('away');
    expect(await cache.get(1)).toBe('first');
  });
});
