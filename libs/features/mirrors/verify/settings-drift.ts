import { hostAndPath } from '../gitlab/git-url';
import type { GitlabMirror, WantedMirror } from '../gitlab/mirror-driver';
import { fingerprintsOf } from '../gitlab/push-driver';
import type { MirrorDirection } from '@features/pairs';

/** A setting that GitLab has otherwise than we want it. */
export interface Drift {
  field: string;
  expected: string | boolean | null;
  actual: string | boolean | null;
}

/** What somebody changed on GitLab. Fields that GitLab doesn't tell are taken for right, and all of a pull mirror that is off. */
export function settingsDrift(
  found: GitlabMirror,
  { enabled, settings, hostKeys }: WantedMirror,
  url: string,
  direction: MirrorDirection,
): Drift[] {
  if (direction === 'pull' && !enabled && !found.enabled) return [];
  const compared: [string, Drift['expected'], Drift['actual'] | undefined][] = [
    ['enabled', enabled, found.enabled],
    ['url', hostAndPath(url), found.enabled || found.url !== '' ? hostAndPath(found.url) : undefined],
    ['mirror_overwrite_diverged', settings.mirrorOverwriteDiverged, found.overwriteDiverged ?? undefined],
    ['only_mirror_protected_branches', settings.onlyMirrorProtectedBranches, found.onlyProtectedBranches],
    [
      'mirror_branch_regex',
      settings.mirrorBranchRegex,
      found.branchRegex === undefined ? undefined : found.branchRegex || null,
    ],
  ];
  if (hostKeys !== null && found.hostKeys !== undefined) {
    compared.push(['ssh_host_keys', fingerprintsOf(hostKeys).join(', '), [...new Set(found.hostKeys)].join(', ')]);
  }
  if (direction === 'pull') compared.push(['mirror_trigger_builds', settings.mirrorTriggerBuilds, found.triggerBuilds]);
  return compared.flatMap(([field, expected, actual]) =>
    actual === undefined || actual === expected ? [] : [{ field, expected, actual }],
  );
}
