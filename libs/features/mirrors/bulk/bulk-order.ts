import { createHash } from 'node:crypto';
import type { MirrorOverridesDto } from '../mirror.dto';
import type { BulkTree } from './bulk-planner';
import type { GroupOrderDto } from './bulk.dto';

const SUBJECT_LENGTH = 120;

/** Settings of mirrors by their API names, as plain values. */
export type MirrorWishes = { [K in keyof MirrorOverridesDto]: MirrorOverridesDto[K] };

const WISHES = [
  'mirror_direction',
  'mirror_protected_branches',
  'mirror_overwrite_diverged',
  'mirror_trigger_builds',
  'only_mirror_protected_branches',
  'mirror_branch_regex',
  'mirror_user_id',
] as const satisfies readonly (keyof MirrorWishes)[];

/** The settings for each mirror, without what concerns the tree. */
export const mirrorSettingsIn = (order: MirrorWishes): MirrorWishes =>
  Object.fromEntries(WISHES.filter((name) => order[name] !== undefined).map((name) => [name, order[name]]));

/**
 * What a bulk run works on: the same order joins the run that is under way, another one never does, however long its
 * paths are. They are there for people, the digest tells orders apart.
 */
export function bulkSubject({ pair, sourceGroup, targetNamespace }: BulkTree, order: GroupOrderDto): string {
  const sorted = Object.entries({
    ...Object.fromEntries(Object.entries(order)),
    source_group_id: null,
    source_group_path: sourceGroup.toLowerCase(),
    target_namespace_path: targetNamespace.toLowerCase(),
  }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
  return `bulk:${pair.id}:${digest}:${sourceGroup} → ${targetNamespace}`.slice(0, SUBJECT_LENGTH);
}
