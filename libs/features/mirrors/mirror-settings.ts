import type { MirrorDirection } from '@features/pairs';

/** What a mirror, a group default or a pair can say about mirroring. On a mirror and a group, null inherits. */
export interface MirrorSettings {
  mirrorDirection: MirrorDirection;
  /** Whether the credential may push to protected branches of the target. */
  mirrorProtectedBranches: boolean;
  mirrorOverwriteDiverged: boolean;
  /** Pull only. */
  mirrorTriggerBuilds: boolean;
  onlyMirrorProtectedBranches: boolean;
  /** RE2 syntax; null mirrors all branches. On a mirror or a group an empty text says "no filter" against a default. */
  mirrorBranchRegex: string | null;
  /** Pull only: whom GitLab holds responsible for what the mirror does; null leaves it to GitLab. */
  mirrorUserId: number | null;
}

export type SettingName = keyof MirrorSettings;
export type SettingOverrides = { [K in SettingName]: MirrorSettings[K] | null };

export const SETTING_NAMES = [
  'mirrorDirection',
  'mirrorProtectedBranches',
  'mirrorOverwriteDiverged',
  'mirrorTriggerBuilds',
  'onlyMirrorProtectedBranches',
  'mirrorBranchRegex',
  'mirrorUserId',
] as const satisfies readonly SettingName[];

export const NO_OVERRIDES: SettingOverrides = {
  mirrorDirection: null,
  mirrorProtectedBranches: null,
  mirrorOverwriteDiverged: null,
  mirrorTriggerBuilds: null,
  onlyMirrorProtectedBranches: null,
  mirrorBranchRegex: null,
  mirrorUserId: null,
};

/** Where a setting comes from. */
export type SettingOrigin = { level: 'mirror' } | { level: 'group'; groupPath: string } | { level: 'pair' };

export type EffectiveSettings = {
  [K in SettingName]: { value: MirrorSettings[K]; origin: SettingOrigin };
};

export interface SettingSources {
  mirror: SettingOverrides;
  /** Group defaults of the pair, in any order; those of other groups are ignored. */
  groups: (SettingOverrides & { groupPath: string })[];
  pair: MirrorSettings;
  sourceProjectPath: string;
  targetProjectPath: string;
}

/** The groups above a project or group, the nearest first: `a/b/c` → `a/b`, `a`. */
export function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join('/'));
}

interface Level {
  origin: SettingOrigin;
  says: SettingOverrides;
}

/**
 * Each setting by itself: the mirror's own → the most specific group default that says something (the source project's
 * groups first, then the target's) → the pair's. GitLab takes either "only protected branches" or a branch regex: where
 * both result, the one from the more specific place stays.
 */
export function effectiveSettings(sources: SettingSources): EffectiveSettings {
  const levels = levelsOf(sources);
  const pick = <K extends SettingName>(name: K): { value: MirrorSettings[K]; origin: SettingOrigin; depth: number } => {
    const depth = levels.findIndex(({ says }) => says[name] !== null);
    const level = levels[depth];
    const value = level?.says[name];
    if (level === undefined || value === null || value === undefined) {
      return { value: sources.pair[name], origin: { level: 'pair' }, depth: levels.length };
    }
    return { value, origin: level.origin, depth };
  };
  const direction = pick('mirrorDirection');
  const protectedBranches = pick('mirrorProtectedBranches');
  const overwrite = pick('mirrorOverwriteDiverged');
  const builds = pick('mirrorTriggerBuilds');
  let only = pick('onlyMirrorProtectedBranches');
  let regex = pick('mirrorBranchRegex');
  const user = pick('mirrorUserId');
  if (regex.value === '') regex = { ...regex, value: null };
  if (only.value && regex.value !== null) {
    if (regex.depth < only.depth) only = { value: false, origin: regex.origin, depth: regex.depth };
    else regex = { value: null, origin: only.origin, depth: only.depth };
  }
  const plain = <T>({ value, origin }: { value: T; origin: SettingOrigin }): { value: T; origin: SettingOrigin } => ({
    value,
    origin,
  });
  return {
    mirrorDirection: plain(direction),
    mirrorProtectedBranches: plain(protectedBranches),
    mirrorOverwriteDiverged: plain(overwrite),
    mirrorTriggerBuilds: plain(builds),
    onlyMirrorProtectedBranches: plain(only),
    mirrorBranchRegex: plain(regex),
    mirrorUserId: plain(user),
  };
}

function levelsOf({ mirror, groups, sourceProjectPath, targetProjectPath }: SettingSources): Level[] {
  const paths = [...ancestors(sourceProjectPath), ...ancestors(targetProjectPath)];
  // GitLab's paths don't tell upper from lower case.
  const chain = [...new Set(paths.map((path) => path.toLowerCase()))];
  const byPath = new Map(groups.map((group) => [group.groupPath.toLowerCase(), group]));
  const levels: Level[] = [{ origin: { level: 'mirror' }, says: mirror }];
  for (const path of chain) {
    const says = byPath.get(path);
    if (says !== undefined) levels.push({ origin: { level: 'group', groupPath: says.groupPath }, says });
  }
  return levels;
}

/** The values without their origins. */
export function valuesOf(effective: EffectiveSettings): MirrorSettings {
  return {
    mirrorDirection: effective.mirrorDirection.value,
    mirrorProtectedBranches: effective.mirrorProtectedBranches.value,
    mirrorOverwriteDiverged: effective.mirrorOverwriteDiverged.value,
    mirrorTriggerBuilds: effective.mirrorTriggerBuilds.value,
    onlyMirrorProtectedBranches: effective.onlyMirrorProtectedBranches.value,
    mirrorBranchRegex: effective.mirrorBranchRegex.value,
    mirrorUserId: effective.mirrorUserId.value,
  };
}
