import { plural } from '../../ui/plural';
import type { GraphLink, GraphNode } from './graph';
import { lookOf } from './health-look';

export const nodeInWords = (node: GraphNode): string =>
  `${node.name}: ${lookOf(node.health).label.toLowerCase()}, ${plural(node.mirrors_out, 'mirror')} out, ${plural(node.mirrors_in, 'mirror')} in`;

export const linkInWords = (link: GraphLink, nameOf: (id: number) => string): string =>
  `${nameOf(link.source)} to ${nameOf(link.target)} by ${link.mirror_direction}: ${lookOf(link.health).label.toLowerCase()}, ${plural(link.shown, 'mirror')}`;

/** Why a link or an instance has the health that it has, in one sentence. */
export function reasonInWords({
  status_counts: counts,
  staleness,
  staleness_age_seconds: age,
  never_succeeded_count: never,
}: Pick<GraphLink, 'status_counts' | 'staleness' | 'staleness_age_seconds' | 'never_succeeded_count'>): string {
  const reasons = [
    counts.failed > 0 ? `${plural(counts.failed, 'mirror')} failed` : '',
    counts.updating > 0 ? `${counts.updating} syncing` : '',
    counts.pending > 0 ? `${counts.pending} waiting` : '',
    never > 0 ? `${never} never succeeded` : '',
    (staleness === 'warning' || staleness === 'error') && age !== null ? 'the last success is too long ago' : '',
  ].filter((reason) => reason !== '');
  return reasons.length === 0 ? 'All mirrors are in sync.' : `${reasons.join(', ')}.`;
}
