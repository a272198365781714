import type { CreatePairDto, UpdatePairDto } from './pair.dto';
import type { PairValues } from './pairs.repository';

/** What a request sets, in our own names; absent fields stay absent. */
export function pairValues(dto: CreatePairDto | UpdatePairDto): PairValues {
  const values: PairValues = {
    name: dto.name,
    sourceInstanceId: dto.source_instance_id,
    targetInstanceId: dto.target_instance_id,
    mirrorDirection: dto.mirror_direction,
    mirrorTransport: dto.mirror_transport,
    mirrorProtectedBranches: dto.mirror_protected_branches,
    mirrorOverwriteDiverged: dto.mirror_overwrite_diverged,
    mirrorTriggerBuilds: dto.mirror_trigger_builds,
    onlyMirrorProtectedBranches: dto.only_mirror_protected_branches,
    // An empty text is no filter.
    mirrorBranchRegex: dto.mirror_branch_regex === '' ? null : dto.mirror_branch_regex,
    mirrorUserId: dto.mirror_user_id,
    holdSuspiciousChanges: dto.hold_suspicious_changes,
    holdBranchLossPercent: dto.hold_branch_loss_percent,
    issueSyncEnabled: dto.issue_sync_enabled,
    description: dto.description === '' ? null : dto.description,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Fields that mirrors may inherit. */
const INHERITED: (keyof PairValues)[] = [
  'mirrorDirection',
  'mirrorTransport',
  'mirrorProtectedBranches',
  'mirrorOverwriteDiverged',
  'mirrorTriggerBuilds',
  'onlyMirrorProtectedBranches',
  'mirrorBranchRegex',
  'mirrorUserId',
];

/** Whether mirrors may have other settings after the change. */
export const changesDefaults = (before: PairValues, values: PairValues): boolean =>
  INHERITED.some((name) => values[name] !== undefined && values[name] !== before[name]);
