import { Pace } from './pace';

const paced = (...notes: [seconds: number, done: number][]): Pace => {
  const pace = new Pace();
  for (const [seconds, done] of notes) pace.note(done, seconds * 1000);
  return pace;
};

describe('the pace of a run', () => {
  it.each([
    ['nothing yet', paced(), 10, null, null],
    ['only its start', paced([0, 0]), 10, null, null],
    ['no advance', paced([0, 5], [10, 5]), 10, null, null],
    ['one a second', paced([0, 0], [10, 10]), 10, 60, 90],
    ['slower now than when it was last heard of', paced([0, 0], [10, 10]), 20, 30, 180],
    [
      'hundreds of notes a second',
      paced(...Array.from({ length: 1001 }, (_, i) => [i / 100, i] as [number, number])),
      10,
      6000,
      0,
    ],
    ['quick at first, slow in the last minute', paced([0, 0], [30, 90], [60, 91], [91, 92]), 91, 1.97, 244],
    ['a second part, counted anew', paced([0, 0], [30, 90], [31, 0], [41, 10]), 41, 60, 90],
  ])('%s', (_, pace, now, rate, left) => {
    const perMinute = pace.perMinute(now * 1000);
    expect(perMinute === null ? null : Math.round(perMinute * 100) / 100).toBe(rate);
    expect(pace.secondsLeft(100, now * 1000)).toBe(left);
  });

  it('tells no time while the total is not known', () =>
    expect(paced([0, 0], [10, 10]).secondsLeft(null, 10_000)).toBeNull());
});
