import type { MirrorSettings, Pair } from '../../api/model';

type Described = Pick<
  MirrorSettings,
  'mirror_overwrite_diverged' | 'mirror_trigger_builds' | 'only_mirror_protected_branches' | 'mirror_branch_regex'
> &
  Partial<Pick<Pair, 'mirror_transport'>>;

/** The settings that differ from what one would expect of a plain mirror, a word or two each. */
export function settingsInWords(settings: Described): string[] {
  return [
    ...(settings.mirror_transport === 'ssh' ? ['SSH'] : []),
    ...(settings.mirror_overwrite_diverged ? ['Overwrites diverged'] : []),
    ...(settings.mirror_trigger_builds ? ['Starts pipelines'] : []),
    ...(settings.only_mirror_protected_branches ? ['Protected only'] : []),
    ...(settings.mirror_branch_regex === null ? [] : ['Branch filter']),
  ];
}
