import { curveBetween, headOf, lengthOf, loopAt, pathOf, pointAt } from './curve';

const A = { x: 0, y: 0, radius: 20 };
const B = { x: 200, y: 0, radius: 20 };

describe('The way between two nodes', () => {
  it('starts and ends at the edges of the circles', () => {
    const { from, to } = curveBetween(A, B, 0, 8);
    expect(Math.hypot(from.x - A.x, from.y - A.y)).toBeCloseTo(20);
    expect(Math.hypot(to.x - B.x, to.y - B.y)).toBeCloseTo(28);
  });

  it('does not lie on the way back', () => {
    const there = pointAt(curveBetween(A, B, 0, 0), 0.5);
    const back = pointAt(curveBetween(B, A, 0, 0), 0.5);
    expect(there.y).toBeLessThan(-5);
    expect(back.y).toBeGreaterThan(5);
  });

  it('gives each lane its own way', () => {
    const [first, second] = [0, 1].map((lane) => pointAt(curveBetween(A, B, lane, 0), 0.5).y);
    expect(Math.abs((first ?? 0) - (second ?? 0))).toBeGreaterThan(8);
  });

  it('goes from start to end', () => {
    const curve = curveBetween(A, B, 0, 0);
    expect(pointAt(curve, 0)).toEqual(curve.from);
    expect(pointAt(curve, 1)).toEqual(curve.to);
    expect(lengthOf(curve)).toBeGreaterThan(150);
    expect(lengthOf(curve)).toBeLessThan(220);
  });

  it('survives two nodes in the same place', () => {
    expect(pathOf(curveBetween(A, { ...A }, 0, 0))).not.toContain('NaN');
    expect(headOf(curveBetween(A, { ...A }, 0, 0), 8)).not.toContain('NaN');
  });

  it('is a loop above the node when it leads to itself', () => {
    expect(pointAt(loopAt(A, 0, 0), 0.5).y).toBeLessThan(-40);
  });
});
