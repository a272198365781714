import { BRANCH_REGEX, MIRROR_USER, SWITCHES } from '../pairs/settings';

const NAMES: Record<string, string> = {
  ...Object.fromEntries(SWITCHES.map(({ key, label }) => [key, label])),
  mirror_branch_regex: BRANCH_REGEX.label,
  mirror_user_id: MIRROR_USER.label,
  enabled: 'Enabled',
  url: 'Address',
  keep_divergent_refs: 'Keep diverged branches',
  only_protected_branches: 'Only protected branches',
};

/** What a setting is called here; one that is not known keeps GitLab's name, made readable. */
export const settingInWords = (field: string): string => NAMES[field] ?? field.replaceAll('_', ' ');

export function valueInWords(value: string | boolean | null): string {
  if (value === null || value === '') return 'none';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}
