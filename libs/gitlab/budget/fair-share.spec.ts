import * as fc from 'fast-check';
import { fairPieces, fairShares } from './fair-share';

describe('fair shares', () => {
  it.each([
    [10, [10], [10]],
    [10, [10, 10], [5, 5]],
    [10, [2, 10], [2, 8]],
    [10, [1, 2, 10], [1, 2, 7]],
    [10, [3, 3], [3, 3]],
    [10, [], []],
    [0, [5, 5], [0, 0]],
    [9, [10, 0, 10], [4.5, 0, 4.5]],
  ])('of %d for %j are %j', (total, wanted, expected) => {
    expect(fairShares(total, wanted)).toEqual(expected);
  });

  it.each([
    [10, [10, 10, 10], [0, 0, 0], [4, 3, 3]],
    [1, [1, 1], [0, 0], [1, 0]],
    [1, [1, 1], [1, 0], [0, 1]],
    [2, [1, 1, 1], [1, 1, 0], [1, 0, 1]],
  ])('in whole pieces: of %d for %j with turns %j are %j', (total, wanted, turn, expected) => {
    expect(fairPieces(total, wanted, turn)).toEqual(expected);
  });

  it('gives nobody more than he wants, and all of it as long as somebody wants', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.nat(20), { maxLength: 8 }), (total, wanted) => {
        const pieces = fairPieces(total, wanted, wanted);
        const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
        expect(pieces.every((piece, i) => piece >= 0 && piece <= (wanted[i] ?? 0))).toBe(true);
        expect(sum(pieces)).toBe(Math.min(total, sum(wanted)));
      }),
    );
  });
});
