import { liveState } from './live-state';
import { CALM_MS, pollMs } from './poll';

describe('pollMs', () => {
  afterEach(() => liveState.set('connecting'));

  it('asks often while something is under way and no event would tell of it', () => {
    liveState.set('polling');
    expect(pollMs(true)).toBeLessThan(CALM_MS);
    expect(pollMs(false)).toBe(CALM_MS);
    expect(pollMs(undefined)).toBe(CALM_MS);
  });

  it('leaves it to the events while they arrive', () => {
    liveState.set('live');
    expect(pollMs(true)).toBe(CALM_MS);
  });
});
