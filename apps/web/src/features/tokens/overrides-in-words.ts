import type { MirrorOverrides } from '../../api/model';
import { SWITCHES } from '../pairs/settings';

/** What a group says itself, in a few words each; inherited settings are left out. */
export function overridesInWords(overrides: MirrorOverrides): string[] {
  return [
    ...(overrides.mirror_direction === null ? [] : [overrides.mirror_direction === 'push' ? 'Push' : 'Pull']),
    ...SWITCHES.flatMap(({ key, label }) =>
      overrides[key] === null ? [] : [`${label}: ${overrides[key] ? 'yes' : 'no'}`],
    ),
    ...(overrides.mirror_branch_regex === null ? [] : ['Branch filter']),
    ...(overrides.mirror_user_id === null ? [] : ['Mirror user']),
  ];
}
