import type { Topology } from '../../api/model';
import { DEFAULTS } from './filters';
import { buildGraph, neighbourhood } from './graph';

const CONDITION = {
  status_counts: { pending: 0, updating: 0, finished: 1, failed: 0 },
  last_successful_update: null,
  health: 'ok',
  staleness: 'ok',
  staleness_age_seconds: 1,
  never_succeeded_count: 0,
} as const;

const node = (id: number) => ({
  ...CONDITION,
  id,
  name: `GitLab ${id}`,
  url: `https://gitlab-${id}.example.com`,
  description: null,
  mirrors_in: 1,
  mirrors_out: 1,
  pairs_in: 1,
  pairs_out: 1,
});

const link = (source: number, target: number, mirror_direction: 'push' | 'pull', enabled = 5, disabled = 0) => ({
  ...CONDITION,
  source,
  target,
  mirror_direction,
  mirror_count: enabled + disabled,
  enabled_count: enabled,
  disabled_count: disabled,
  pair_count: 1,
});

const TOPOLOGY: Topology = {
  nodes: [node(1), node(2), node(3)],
  links: [link(1, 2, 'push'), link(1, 2, 'pull', 0, 4), link(2, 1, 'push', 900)],
};

const keys = (graph: { links: { key: string }[] }): string[] => graph.links.map(({ key }) => key);

describe('The graph', () => {
  it('has one link for each direction, with lanes where two have the same ends', () => {
    const graph = buildGraph(TOPOLOGY, DEFAULTS);
    expect(graph.links.map(({ key, lane }) => [key, lane])).toEqual([
      ['link-1-2-push', 0],
      ['link-1-2-pull', 1],
      ['link-2-1-push', 0],
    ]);
  });

  it('is wider where more flows', () => {
    const [few, , many] = buildGraph(TOPOLOGY, DEFAULTS).links;
    expect(many?.width).toBeGreaterThan(few?.width ?? Infinity);
  });

  it('leaves out what the filters leave out', () => {
    expect(keys(buildGraph(TOPOLOGY, { ...DEFAULTS, direction: 'pull' }))).toEqual(['link-1-2-pull']);
    expect(keys(buildGraph(TOPOLOGY, { ...DEFAULTS, disabled: false }))).toEqual(['link-1-2-push', 'link-2-1-push']);
  });

  it('shows lonely instances, but not beside a single pair', () => {
    expect(buildGraph(TOPOLOGY, DEFAULTS).nodes).toHaveLength(3);
    expect(buildGraph(TOPOLOGY, { ...DEFAULTS, pair: 1 }).nodes.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('The neighbourhood', () => {
  const graph = buildGraph(TOPOLOGY, DEFAULTS);

  it.each([
    ['node-1', ['node-1', 'link-1-2-push', 'node-2', 'link-1-2-pull', 'link-2-1-push']],
    ['node-3', ['node-3']],
    ['link-2-1-push', ['link-2-1-push', 'node-2', 'node-1']],
  ])('of %s', (key, expected) => {
    expect([...(neighbourhood(graph, key) ?? [])]).toEqual(expected);
  });

  it.each([null, 'node-99'])('of %p is nothing in particular', (key) => {
    expect(neighbourhood(graph, key)).toBeNull();
  });
});
