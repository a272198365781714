import { gitlabDuration } from './duration';

describe('gitlabDuration', () => {
  it.each([
    [0, '0m'],
    [59, '0m'],
    [60, '1m'],
    [3_600, '1h'],
    [27_030, '7h30m'],
    [28_800, '8h'],
    [144_000, '40h'],
    [-5_400, '-1h30m'],
    [-30, '0m'],
  ])('%d seconds are %s', (seconds, expected) => {
    expect(gitlabDuration(seconds)).toBe(expected);
  });
});
