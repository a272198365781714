import type { MirrorOverridesDto } from '@features/mirrors';

export const VISIBILITIES = ['private', 'internal', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** The settings that all mirrors of a group get; null and absent inherit. */
export type Overrides = Pick<
  MirrorOverridesDto,
  | 'mirror_direction'
  | 'mirror_protected_branches'
  | 'mirror_overwrite_diverged'
  | 'mirror_trigger_builds'
  | 'only_mirror_protected_branches'
  | 'mirror_branch_regex'
  | 'mirror_user_id'
>;

/** Which group is to be mirrored where and how. */
export interface GroupRequest {
  pairId: number;
  /** GitLab's id, or the full path. */
  sourceGroup: number | string;
  /** Full path. */
  targetNamespace: string;
  include: string[];
  exclude: string[];
  includeArchived: boolean;
  createMissing: boolean;
  /** Of the groups and projects that are made. */
  visibility: Visibility;
  overrides: Overrides;
}

export function overridesIn(dto: Overrides): Overrides {
  const { mirror_direction, mirror_protected_branches, mirror_overwrite_diverged, mirror_trigger_builds } = dto;
  const { only_mirror_protected_branches, mirror_branch_regex, mirror_user_id } = dto;
  const values: Overrides = {
    mirror_direction,
    mirror_protected_branches,
    mirror_overwrite_diverged,
    mirror_trigger_builds,
    only_mirror_protected_branches,
    mirror_branch_regex,
    mirror_user_id,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
