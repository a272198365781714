import { pointAt, type Curve, type Point } from './curve';

/** A rectangle around its middle; px of the drawing. */
interface Box extends Point {
  width: number;
  height: number;
}

interface NamedCircle extends Point {
  key: string;
  name: string;
  radius: number;
  /** Who has more keeps its name where there is room for one only. */
  weight: number;
}

interface SignedLine {
  key: string;
  curve: Curve;
  /** Half the width of its sign, px. */
  half: number;
  /** Trouble shall be seen, whatever the crowd. */
  isUrgent: boolean;
  weight: number;
}

export interface Room {
  /** Keys of the nodes whose name is shown. */
  names: ReadonlySet<string>;
  /** Where on its curve (0 to 1) the sign of a link is shown, by the link's key; others show none. */
  signs: ReadonlyMap<string, number>;
}

const NAME_SIZE = 13.5;
const LETTER = 0.56;
export const SIGN_HEIGHT = 22;
/** The middle is where one looks for it; from there it may go so far aside. */
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
/** Above this, the second line under a name and the signs of links without trouble would only be a thicket. */
export const CROWDED_SCALE = 1.3;

const overlaps = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

const isFree = (box: Box, taken: readonly Box[]): boolean => taken.every((other) => !overlaps(box, other));

function nameBox({ name, x, y, radius }: NamedCircle, scale: number): Box {
  const lines = scale > CROWDED_SCALE ? 1 : 2;
  const height = (4 + 15 * lines) * scale;
  return { x, y: y + radius + 3 + height / 2, width: name.length * NAME_SIZE * LETTER * scale, height };
}

/**
 * Which names and signs have room beside each other, and where. They are drawn `scale` times as large as usual (the
 * further away one is, the larger), so that what is shown can be read; what has no room shows when it is pointed at.
 */
export function shareRoom(circles: readonly NamedCircle[], lines: readonly SignedLine[], scale: number): Room {
  const discs = circles.map(({ x, y, radius }): Box => ({ x, y, width: 2 * radius, height: 2 * radius }));
  const taken = [...discs];
  const names = new Set<string>();
  for (const circle of circles.toSorted((a, b) => b.weight - a.weight)) {
    const box = nameBox(circle, scale);
    if (!isFree(box, taken)) continue;
    names.add(circle.key);
    taken.push(box);
  }
  const signs = new Map<string, number>();
  const wanted = scale > CROWDED_SCALE ? lines.filter(({ isUrgent }) => isUrgent) : lines;
  for (const line of wanted.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || b.weight - a.weight)) {
    const boxes = PLACES.map((t) => ({
      t,
      box: { ...pointAt(line.curve, t), width: line.half * 2 * scale + 4, height: SIGN_HEIGHT * scale + 4 },
    }));
    const place = boxes.find(({ box }) => isFree(box, taken));
    if (place === undefined) continue;
    signs.set(line.key, place.t);
    taken.push(place.box);
  }
  return { names, signs };
}

const READABLE = 0.86;
const MAX_SCALE = 2.4;

/** How much larger names and signs are drawn when the drawing is shown `zoom` times as large as it is. */
export const scaleAt = (zoom: number): number => Math.min(MAX_SCALE, Math.max(1, READABLE / zoom));
