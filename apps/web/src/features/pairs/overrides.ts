import type { MirrorOverrides } from '../../api/model';
import type { SWITCHES } from './settings';

type Choice = 'inherit' | 'yes' | 'no';
type SwitchChoices = Record<(typeof SWITCHES)[number]['key'], Choice>;

/** Overrides as a form holds them. */
export interface OverridesForm extends SwitchChoices {
  mirror_direction: 'inherit' | 'pull' | 'push';
  /** All branches, against a filter that would be inherited, or only some. */
  branches: 'inherit' | 'all' | 'some';
  mirror_branch_regex: string;
  mirror_user_id: number | '';
}

export const toChoice = (value: boolean | null): Choice => (value === null ? 'inherit' : value ? 'yes' : 'no');
export const fromChoice = (choice: string): boolean | null => (choice === 'inherit' ? null : choice === 'yes');

const branchesOf = (regex: string | null): OverridesForm['branches'] => {
  if (regex === null) return 'inherit';
  return regex === '' ? 'all' : 'some';
};

export const overridesToForm = (overrides: MirrorOverrides): OverridesForm => ({
  mirror_direction: overrides.mirror_direction ?? 'inherit',
  mirror_protected_branches: toChoice(overrides.mirror_protected_branches),
  mirror_overwrite_diverged: toChoice(overrides.mirror_overwrite_diverged),
  mirror_trigger_builds: toChoice(overrides.mirror_trigger_builds),
  only_mirror_protected_branches: toChoice(overrides.only_mirror_protected_branches),
  branches: branchesOf(overrides.mirror_branch_regex),
  mirror_branch_regex: overrides.mirror_branch_regex ?? '',
  mirror_user_id: overrides.mirror_user_id ?? '',
});

/** The API's words: null inherits, an empty text means all branches. */
function regexOf({ branches, mirror_branch_regex }: OverridesForm): string | null {
  if (branches === 'all') return '';
  return branches === 'some' ? mirror_branch_regex.trim() || null : null;
}

export const overridesFromForm = (form: OverridesForm): MirrorOverrides => ({
  mirror_direction: form.mirror_direction === 'inherit' ? null : form.mirror_direction,
  mirror_protected_branches: fromChoice(form.mirror_protected_branches),
  mirror_overwrite_diverged: fromChoice(form.mirror_overwrite_diverged),
  mirror_trigger_builds: fromChoice(form.mirror_trigger_builds),
  only_mirror_protected_branches: fromChoice(form.only_mirror_protected_branches),
  mirror_branch_regex: regexOf(form),
  mirror_user_id: form.mirror_user_id === '' ? null : form.mirror_user_id,
});
