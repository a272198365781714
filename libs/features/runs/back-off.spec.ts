import { backOff } from './back-off';

describe('backOff', () => {
  it.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [6, 160_000],
    [8, 640_000],
    [9, 900_000],
    [50, 900_000],
  ])('waits after attempt %i for %i ms on average', (attempt, average) => {
    expect(backOff(attempt, 0.5)).toBe(average);
    expect(backOff(attempt, 0)).toBe(average * 0.75);
    expect(backOff(attempt, 1)).toBe(average * 1.25);
  });

  it('never comes back earlier than it was asked to', () => {
    expect(backOff(1, 0, 60_000)).toBe(60_000);
    expect(backOff(7, 1, 60_000)).toBe(75_000);
  });
});
