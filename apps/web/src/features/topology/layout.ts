import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Point } from './curve';
import type { Graph } from './graph';

interface Body extends SimulationNodeDatum {
  id: number;
  radius: number;
}

const TICKS = 300;
const MAX_STRETCH = 1.9;
/** Room for the names at the edges; px. */
const EDGE = 200;

/** The more there are, the closer they stand, since all of them shall be seen at once. */
const spacing = (nodes: number) =>
  nodes <= 4
    ? { distance: 300, charge: -1_400, room: 60 }
    : nodes <= 20
      ? { distance: 215, charge: -1_200, room: 54 }
      : { distance: 150, charge: -620, room: 34 };

/**
 * Where each instance stands. It is settled before it is drawn, so that nothing wobbles, and starts from a circle, so
 * that the same installation looks the same every time. Instances that have their place keep it.
 *
 * @param aspect width of the frame by its height: the drawing takes its shape
 */
export function layOut({ nodes, links }: Graph, known: ReadonlyMap<number, Point>, aspect: number): Map<number, Point> {
  const spread = 90 + nodes.length * 12;
  const { distance, charge, room } = spacing(nodes.length);
  const bodies = nodes.map(({ id, radius }, i): Body => {
    // From the left on, so that two stand side by side and their names are clear of the lines.
    const angle = (i / Math.max(1, nodes.length)) * 2 * Math.PI + Math.PI;
    const place = known.get(id);
    return place
      ? { id, radius, x: place.x, y: place.y, fx: place.x, fy: place.y }
      : { id, radius, x: Math.cos(angle) * spread * 1.5, y: Math.sin(angle) * spread };
  });
  const isKnown = new Set(nodes.map(({ id }) => id));
  forceSimulation(bodies)
    .force('charge', forceManyBody<Body>().strength(charge).distanceMax(900))
    .force(
      'links',
      forceLink<Body, { source: number; target: number }>(
        links
          .filter(({ source, target }) => source !== target && isKnown.has(source) && isKnown.has(target))
          .map(({ source, target }) => ({ source, target })),
      )
        .id(({ id }) => id)
        .distance(distance)
        .strength(nodes.length > 20 ? 0.12 : 0.35),
    )
    .force(
      'room',
      forceCollide<Body>(({ radius }) => radius + room),
    )
    .force('x', forceX<Body>().strength(0.06))
    .force('y', forceY<Body>().strength(0.08))
    .stop()
    .tick(TICKS);
  return stretch(bodies, aspect);
}

/** Pulls what settled round into the shape of the frame: there is more room between the names then. */
function stretch(bodies: Body[], aspect: number): Map<number, Point> {
  const extent = (values: number[]): number => EDGE + Math.max(0, ...values) - Math.min(0, ...values);
  const is = extent(bodies.map(({ x = 0 }) => x)) / extent(bodies.map(({ y = 0 }) => y));
  const factor = {
    x: Math.min(MAX_STRETCH, Math.max(1, aspect / is)),
    y: Math.min(MAX_STRETCH, Math.max(1, is / aspect)),
  };
  return new Map(
    bodies.map(({ id, x = 0, y = 0, fx }) => [id, fx === undefined ? { x: x * factor.x, y: y * factor.y } : { x, y }]),
  );
}
