import { backOff } from './back-off';

describe('backOff', () => {
  it.each([
    [0, 1, 1_000],
    [1, 1, 2_000],
    [3, 0, 4_000],
    [50, 1, 30_000],
    [50, 0, 15_000],
  ])('after %d failures, with luck %d, is %d ms', (failures, random, expected) => {
    expect(backOff(failures, random)).toBe(expected);
  });
});
