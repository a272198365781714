import { mirrorSettingsIn } from '../bulk/bulk-order';
import { GroupOrderDto, type GroupOptionsDto } from '../bulk/bulk.dto';
import type { GroupFollow } from './group-follow.entity';
import type { FollowValues } from './group-follows.repository';

/** What mirroring its whole tree takes. By the group's id, which stays when the group is renamed. */
export const orderOf = (follow: GroupFollow): GroupOrderDto =>
  Object.assign(new GroupOrderDto(), {
    ...follow.mirrorSettings,
    instance_pair_id: follow.instancePairId,
    source_group_id: follow.sourceGroupId,
    target_namespace_path: follow.targetNamespacePath,
    include: follow.include,
    exclude: follow.exclude,
    include_archived: follow.includeArchived,
    create_missing: follow.createMissing,
    visibility: follow.visibility,
  });

/** The columns that a request sets; absent fields keep what is there. */
export function optionColumns(options: GroupOptionsDto, known?: GroupFollow): FollowValues {
  const { include, exclude, include_archived: archived, create_missing: create, visibility } = options;
  return {
    ...(include !== undefined && { include }),
    ...(exclude !== undefined && { exclude }),
    ...(archived !== undefined && { includeArchived: archived }),
    ...(create !== undefined && { createMissing: create }),
    ...(visibility !== undefined && { visibility }),
    mirrorSettings: { ...known?.mirrorSettings, ...mirrorSettingsIn(options) },
  };
}
