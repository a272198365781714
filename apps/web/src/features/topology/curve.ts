export interface Point {
  x: number;
  y: number;
}

/** A cubic Bézier curve. */
export interface Curve {
  from: Point;
  c1: Point;
  c2: Point;
  to: Point;
}

interface End extends Point {
  /** Where the line starts and ends, around the middle of the node; px. */
  radius: number;
}

const BEND = 0.14;
const BEND_PER_LANE = 0.13;
const LOOP_SIZE = 92;

const towards = (a: Point, b: Point, distance: number): Point => {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: a.x + ((b.x - a.x) / length) * distance, y: a.y + ((b.y - a.y) / length) * distance };
};

/**
 * The way from one node to another. It bends to its own left, so that the way back never lies on it; each further lane
 * bends more. `gap` keeps room for the arrow's head.
 */
export function curveBetween(source: End, target: End, lane: number, gap: number): Curve {
  const bend = BEND + lane * BEND_PER_LANE;
  const middle = {
    x: (source.x + target.x) / 2 + (target.y - source.y) * bend,
    y: (source.y + target.y) / 2 - (target.x - source.x) * bend,
  };
  const from = towards(source, middle, source.radius);
  const to = towards(target, middle, target.radius + gap);
  // A quadratic curve with that control point, written as a cubic one.
  const third = (end: Point): Point => ({
    x: end.x + ((middle.x - end.x) * 2) / 3,
    y: end.y + ((middle.y - end.y) * 2) / 3,
  });
  return { from, c1: third(from), c2: third(to), to };
}

/** The way of an instance to itself: a loop above it. */
export function loopAt(node: End, lane: number, gap: number): Curve {
  const size = LOOP_SIZE + lane * 34;
  const c1 = { x: node.x - size * 0.75, y: node.y - size };
  const c2 = { x: node.x + size * 0.75, y: node.y - size };
  return { from: towards(node, c1, node.radius), c1, c2, to: towards(node, c2, node.radius + gap) };
}

const round = (n: number): number => Math.round(n * 10) / 10;
const pair = ({ x, y }: Point): string => `${round(x)},${round(y)}`;

export const pathOf = ({ from, c1, c2, to }: Curve): string => `M${pair(from)} C${pair(c1)} ${pair(c2)} ${pair(to)}`;

/** The point at `t` (0 to 1) on the curve. */
export function pointAt({ from, c1, c2, to }: Curve, t: number): Point {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * from.x + b * c1.x + c * c2.x + d * to.x, y: a * from.y + b * c1.y + c * c2.y + d * to.y };
}

/** About how long it is, in px: the mean of the chord and the way over the control points. */
export function lengthOf({ from, c1, c2, to }: Curve): number {
  const chord = Math.hypot(to.x - from.x, to.y - from.y);
  const net =
    Math.hypot(c1.x - from.x, c1.y - from.y) +
    Math.hypot(c2.x - c1.x, c2.y - c1.y) +
    Math.hypot(to.x - c2.x, to.y - c2.y);
  return (chord + net) / 2;
}

/** The head of an arrow that goes on where the curve ends. */
export function headOf({ c2, to }: Curve, size: number): string {
  const tip = towards(to, { x: 2 * to.x - c2.x, y: 2 * to.y - c2.y }, size);
  const [dx, dy] = [(tip.x - to.x) / size, (tip.y - to.y) / size];
  const half = size * 0.62;
  return `M${pair(tip)} L${pair({ x: to.x - dy * half, y: to.y + dx * half })} L${pair({ x: to.x + dy * half, y: to.y - dx * half })} Z`;
}
