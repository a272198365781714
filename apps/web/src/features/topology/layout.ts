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

const TICKS = 260;

/**
 * Where each instance stands. It is settled before it is drawn, so that nothing wobbles, and starts from a circle, so
 * that the same installation looks the same every time. Instances that have their place keep it.
 */
export function layOut({ nodes, links }: Graph, known: ReadonlyMap<number, Point>): Map<number, Point> {
  const spread = 90 + nodes.length * 12;
  const bodies = nodes.map(({ id, radius }, i): Body => {
    const angle = (i / Math.max(1, nodes.length)) * 2 * Math.PI - Math.PI / 2;
    const place = known.get(id);
    return place
      ? { id, radius, x: place.x, y: place.y, fx: place.x, fy: place.y }
      : { id, radius, x: Math.cos(angle) * spread * 1.5, y: Math.sin(angle) * spread };
  });
  const isKnown = new Set(nodes.map(({ id }) => id));
  forceSimulation(bodies)
    .force('charge', forceManyBody<Body>().strength(-1_100).distanceMax(900))
    .force(
      'links',
      forceLink<Body, { source: number; target: number }>(
        links
          .filter(({ source, target }) => source !== target && isKnown.has(source) && isKnown.has(target))
          .map(({ source, target }) => ({ source, target })),
      )
        .id(({ id }) => id)
        .distance(210)
        .strength(0.35),
    )
    .force(
      'room',
      forceCollide<Body>(({ radius }) => radius + 46),
    )
    // Screens are wider than high.
    .force('x', forceX<Body>().strength(0.045))
    .force('y', forceY<Body>().strength(0.09))
    .stop()
    .tick(TICKS);
  return new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}
