import type { Topology, TopologyLink, TopologyNode } from '../../api/model';
import type { TopologyFilters } from './filters';

export interface GraphNode extends TopologyNode {
  key: string;
  /** Of its circle, in px. */
  radius: number;
}

export interface GraphLink extends TopologyLink {
  key: string;
  /** Mirrors that count under the filters. */
  shown: number;
  /** Of its line, in px. */
  width: number;
  /** Place among the links from the same source to the same target, from 0. */
  lane: number;
}

export interface Graph {
  nodes: GraphNode[];
  links: GraphLink[];
}

export const nodeKey = (id: number): string => `node-${id}`;
const linkKey = ({ source, target, mirror_direction }: Pick<TopologyLink, 'source' | 'target' | 'mirror_direction'>) =>
  `link-${source}-${target}-${mirror_direction}`;

const MAX_WIDTH = 11;
const MAX_RADIUS = 34;

/** Grows with the logarithm: one mirror is a line, ten thousand are no wall. */
const widthFor = (mirrors: number): number => Math.min(MAX_WIDTH, 1.75 + Math.log2(Math.max(1, mirrors)) * 0.85);
/** With more links than this, thick ones would hide each other, and lines that are well step back. */
export const CROWD = 60;
const CROWD_SHARE = 0.6;
const radiusFor = (mirrors: number): number => Math.min(MAX_RADIUS, 18 + Math.log2(1 + mirrors) * 1.5);

/** What is drawn: links that have nothing left under the filters are gone, instances stay. */
export function buildGraph({ nodes, links }: Topology, { direction, disabled, pair }: TopologyFilters): Graph {
  const lanes = new Map<string, number>();
  const shownLinks = links
    .map((link) => ({ ...link, shown: disabled ? link.mirror_count : link.enabled_count }))
    .filter(({ shown, mirror_direction }) => shown > 0 && (direction === null || mirror_direction === direction))
    .map((link): GraphLink => {
      const ends = `${link.source}-${link.target}`;
      const lane = lanes.get(ends) ?? 0;
      lanes.set(ends, lane + 1);
      return { ...link, key: linkKey(link), lane, width: widthFor(link.shown) };
    });
  const share = shownLinks.length > CROWD ? CROWD_SHARE : 1;
  const touched = new Set(shownLinks.flatMap(({ source, target }) => [source, target]));
  return {
    nodes: nodes
      .filter(({ id }) => pair === null || touched.has(id))
      .map((node) => ({ ...node, key: nodeKey(node.id), radius: radiusFor(node.mirrors_in + node.mirrors_out) })),
    links: shownLinks.map((link) => ({ ...link, width: link.width * share })),
  };
}

/** The nodes and links that belong to what is pointed at, by key; null when nothing is. */
export function neighbourhood({ nodes, links }: Graph, key: string | null): Set<string> | null {
  if (key === null) return null;
  const node = nodes.find((each) => each.key === key);
  const near = links.filter((link) => link.key === key || link.source === node?.id || link.target === node?.id);
  if (node === undefined && near.length === 0) return null;
  return new Set([
    ...(node ? [node.key] : []),
    ...near.flatMap((link) => [link.key, nodeKey(link.source), nodeKey(link.target)]),
  ]);
}
