import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import type { MirrorDirection } from '@features/pairs';
import {
  healthOfStatuses,
  stalenessOf,
  worse,
  type Health,
  type StatusCounts,
  type Thresholds,
} from './topology-health';
import type { LinkMirrorRow, LinkRow, NodeRow } from './topology.query';

export class StatusCountsView {
  @ApiProperty({ type: 'integer', example: 0 })
  pending: number;

  @ApiProperty({ type: 'integer', example: 1 })
  updating: number;

  @ApiProperty({ type: 'integer', example: 41 })
  finished: number;

  @ApiProperty({ type: 'integer', example: 0 })
  failed: number;
}

/** How well the mirrors behind a node or a link are. */
export class ConditionView {
  status_counts: StatusCountsView;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  last_successful_update: string | null;

  /** The worse of what the statuses say and of the staleness. */
  @ApiProperty({ enum: ['unknown', 'ok', 'warning', 'error'] })
  health: Health;

  @ApiProperty({ enum: ['unknown', 'ok', 'warning', 'error'] })
  staleness: Health;

  @ApiProperty({ type: 'integer', nullable: true, example: 320 })
  staleness_age_seconds: number | null;

  @ApiProperty({ type: 'integer', example: 0 })
  never_succeeded_count: number;
}

export class TopologyNodeView extends ConditionView {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Production' })
  name: string;

  @ApiProperty({ example: 'https://gitlab.example.com' })
  url: string;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  description: string | null;

  @ApiProperty({ type: 'integer', example: 0 })
  mirrors_in: number;

  @ApiProperty({ type: 'integer', example: 42 })
  mirrors_out: number;

  @ApiProperty({ type: 'integer', example: 0 })
  pairs_in: number;

  @ApiProperty({ type: 'integer', example: 1 })
  pairs_out: number;
}

export class TopologyLinkView extends ConditionView {
  @ApiProperty({ type: 'integer', example: 1 })
  source: number;

  @ApiProperty({ type: 'integer', example: 2 })
  target: number;

  @ApiProperty({ enum: ['push', 'pull'] })
  mirror_direction: MirrorDirection;

  @ApiProperty({ type: 'integer', example: 42 })
  mirror_count: number;

  @ApiProperty({ type: 'integer', example: 40 })
  enabled_count: number;

  @ApiProperty({ type: 'integer', example: 2 })
  disabled_count: number;

  @ApiProperty({ type: 'integer', example: 1 })
  pair_count: number;
}

export class TopologyView {
  @ApiProperty({ type: () => [TopologyNodeView] })
  nodes: TopologyNodeView[];

  @ApiProperty({ type: () => [TopologyLinkView] })
  links: TopologyLinkView[];
}

export class LinkMirrorView {
  @ApiProperty({ type: 'integer', example: 12 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ example: 'Production to Backup' })
  pair_name: string;

  @ApiProperty({ type: 'integer', example: 501 })
  source_project_id: number;

  @ApiProperty({ example: 'platform/api-gateway' })
  source_project_path: string;

  @ApiProperty({ type: 'integer', example: 77 })
  target_project_id: number;

  @ApiProperty({ example: 'backup/platform/api-gateway' })
  target_project_path: string;

  @ApiProperty({ enum: ['push', 'pull'] })
  mirror_direction: MirrorDirection;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ enum: ['pending', 'updating', 'finished', 'failed'] })
  last_update_status: LinkMirrorRow['last_update_status'];

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  last_update_at: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  last_successful_update: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  last_error: string | null;

  @ApiProperty({ enum: ['unknown', 'ok', 'warning', 'error'] })
  health: Health;

  @ApiProperty({ enum: ['unknown', 'ok', 'warning', 'error'] })
  staleness: Health;

  @ApiProperty({ type: 'integer', nullable: true, example: 320 })
  staleness_age_seconds: number | null;
}

export class LinkMirrorsView {
  @ApiProperty({ type: 'integer', example: 42 })
  total: number;

  @ApiProperty({ type: () => [LinkMirrorView] })
  mirrors: LinkMirrorView[];
}

interface Aggregate {
  count: number;
  statuses: StatusCounts;
  neverSucceeded: number;
  lastSuccess: Date | null;
}

const aggregateOf = (link: LinkRow): Aggregate => ({
  count: link.mirror_count,
  statuses: { pending: link.pending, updating: link.updating, finished: link.finished, failed: link.failed },
  neverSucceeded: link.never_succeeded,
  lastSuccess: link.last_successful_update,
});

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));

const add = (a: Aggregate, b: Aggregate): Aggregate => ({
  count: a.count + b.count,
  statuses: {
    pending: a.statuses.pending + b.statuses.pending,
    updating: a.statuses.updating + b.statuses.updating,
    finished: a.statuses.finished + b.statuses.finished,
    failed: a.statuses.failed + b.statuses.failed,
  },
  neverSucceeded: a.neverSucceeded + b.neverSucceeded,
  lastSuccess: later(a.lastSuccess, b.lastSuccess),
});

const NOTHING: Aggregate = {
  count: 0,
  statuses: { pending: 0, updating: 0, finished: 0, failed: 0 },
  neverSucceeded: 0,
  lastSuccess: null,
};

/** The fields of a view, without being an instance of its class. */
type Plain<T> = Pick<T, keyof T>;

function conditionOf(aggregate: Aggregate, thresholds: Thresholds, now: Date): Plain<ConditionView> {
  const { staleness, ageSeconds } = stalenessOf(aggregate, thresholds, now);
  return {
    status_counts: aggregate.statuses,
    last_successful_update: iso(aggregate.lastSuccess),
    health: worse(healthOfStatuses(aggregate.statuses), staleness),
    staleness,
    staleness_age_seconds: ageSeconds,
    never_succeeded_count: aggregate.neverSucceeded,
  };
}

interface Traffic {
  in: number;
  out: number;
  all: Aggregate;
}

const NO_TRAFFIC: Traffic = { in: 0, out: 0, all: NOTHING };

/** What comes in and goes out of each instance, in one walk over the links. */
function trafficOf(links: LinkRow[]): Map<number, Traffic> {
  const traffic = new Map<number, Traffic>();
  const change = (id: number, to: (before: Traffic) => Traffic) => traffic.set(id, to(traffic.get(id) ?? NO_TRAFFIC));
  for (const link of links) {
    const { source, target, mirror_count: count } = link;
    const mirrors = aggregateOf(link);
    change(source, (it) => ({ ...it, out: it.out + count, all: add(it.all, mirrors) }));
    // A link of an instance to itself is one link.
    change(target, (it) => ({ ...it, in: it.in + count, all: target === source ? it.all : add(it.all, mirrors) }));
  }
  return traffic;
}

/** The graph of instances and of what flows between them. */
export function topologyView(nodes: NodeRow[], links: LinkRow[], thresholds: Thresholds, now: Date): TopologyView {
  const traffic = trafficOf(links);
  return {
    nodes: nodes.map((node) => {
      const { in: mirrors_in, out: mirrors_out, all } = traffic.get(node.id) ?? NO_TRAFFIC;
      return { ...node, mirrors_in, mirrors_out, ...conditionOf(all, thresholds, now) };
    }),
    links: links.map((link) => ({
      source: link.source,
      target: link.target,
      mirror_direction: link.mirror_direction,
      mirror_count: link.mirror_count,
      enabled_count: link.enabled_count,
      disabled_count: link.mirror_count - link.enabled_count,
      pair_count: link.pair_count,
      ...conditionOf(aggregateOf(link), thresholds, now),
    })),
  };
}

export function linkMirrorView(row: LinkMirrorRow, thresholds: Thresholds, now: Date): LinkMirrorView {
  const statuses: StatusCounts = { ...NOTHING.statuses, [row.last_update_status]: 1 };
  const lastSuccess = row.last_successful_update;
  const { staleness, ageSeconds } = stalenessOf(
    { count: 1, neverSucceeded: lastSuccess === null ? 1 : 0, lastSuccess },
    thresholds,
    now,
  );
  return {
    ...row,
    last_update_at: iso(row.last_update_at),
    last_successful_update: iso(lastSuccess),
    health: worse(healthOfStatuses(statuses), staleness),
    staleness,
    staleness_age_seconds: ageSeconds,
  };
}
