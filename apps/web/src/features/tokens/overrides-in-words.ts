import type { MirrorOverrides } from '../../api/model';
import { SWITCHES } from '../pairs/settings';

type Told = Omit<MirrorOverrides, 'mirror_branch_regex' | 'mirror_trigger_builds'>;

const TOLD = SWITCHES.flatMap(({ key, label }) => (key === 'mirror_trigger_builds' ? [] : [{ key, label }]));

/** What a group says itself beyond the columns of its own, in a few words each; inherited settings are left out. */
export function overridesInWords(overrides: Told): string[] {
  return [
    ...(overrides.mirror_direction === null ? [] : [overrides.mirror_direction === 'push' ? 'Push' : 'Pull']),
    ...TOLD.flatMap(({ key, label }) =>
      overrides[key] === null ? [] : [`${label}: ${overrides[key] ? 'yes' : 'no'}`],
    ),
    ...(overrides.mirror_user_id === null ? [] : ['Mirror user']),
  ];
}
