import type { MirrorOverridesDto } from '../mirror.dto';
import type { SettingOverrides } from '../mirror-settings';

/** The overrides that a request sets; absent fields stay absent. */
export function overridesOf(dto: MirrorOverridesDto): Partial<SettingOverrides> {
  const values: { [K in keyof SettingOverrides]: SettingOverrides[K] | undefined } = {
    mirrorDirection: dto.mirror_direction,
    mirrorProtectedBranches: dto.mirror_protected_branches,
    mirrorOverwriteDiverged: dto.mirror_overwrite_diverged,
    mirrorTriggerBuilds: dto.mirror_trigger_builds,
    onlyMirrorProtectedBranches: dto.only_mirror_protected_branches,
    mirrorBranchRegex: dto.mirror_branch_regex,
    mirrorUserId: dto.mirror_user_id,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
