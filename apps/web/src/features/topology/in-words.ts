import { plural } from '../../ui/plural';
import type { GraphLink, GraphNode } from './graph';
import { lookOf } from './health-look';

const MAX_NAME = 22;
/** As it stands under the node. */
export const shorten = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name);

/** Begins with what is written under the node, for those who call it by that. */
export const nodeInWords = (node: GraphNode): string =>
  `${shorten(node.name)} ${node.mirrors_out} out · ${node.mirrors_in} in, ${lookOf(node.health).label.toLowerCase()}`;

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
