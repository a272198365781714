import { parseRing, ringId } from './ring';

describe('a ring', () => {
  it('is understood', () => {
    expect(parseRing({ runId: 7, round: 0 })).toEqual({ runId: 7, round: 0 });
  });

  it.each([
    null,
    undefined,
    'run 7',
    {},
    { runId: '7', round: 0 },
    { runId: 0, round: 0 },
    { runId: -1, round: 0 },
    { runId: 1.5, round: 0 },
    { runId: 7 },
    { runId: 7, round: -1 },
    { runId: 2 ** 53, round: 0 },
  ])('is nothing else: %j', (data) => {
    expect(parseRing(data)).toBeNull();
  });

  it('carries nothing but ids', () => {
    expect(parseRing({ runId: 7, round: 1, token: 'x' })).toEqual({ runId: 7, round: 1 });
  });

  it('is the same job for the same waiting, and another for the next', () => {
    expect(ringId({ runId: 7, round: 1 })).toBe(ringId({ runId: 7, round: 1 }));
    expect(ringId({ runId: 7, round: 1 })).not.toBe(ringId({ runId: 7, round: 2 }));
  });
});
