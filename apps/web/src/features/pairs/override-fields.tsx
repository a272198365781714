import { NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { MirrorOverrides } from '../../api/model';
import { BRANCH_REGEX, DIRECTIONS, MIRROR_USER, SWITCHES } from './settings';

type Choice = 'inherit' | 'yes' | 'no';
type SwitchChoices = Record<(typeof SWITCHES)[number]['key'], Choice>;

export interface OverridesForm extends SwitchChoices {
  mirror_direction: 'inherit' | 'pull' | 'push';
  mirror_branch_regex: string;
  mirror_user_id: number | '';
}

const toChoice = (value: boolean | null): Choice => (value === null ? 'inherit' : value ? 'yes' : 'no');
const fromChoice = (choice: Choice): boolean | null => (choice === 'inherit' ? null : choice === 'yes');

export const overridesToForm = (overrides: MirrorOverrides): OverridesForm => ({
  mirror_direction: overrides.mirror_direction ?? 'inherit',
  mirror_protected_branches: toChoice(overrides.mirror_protected_branches),
  mirror_overwrite_diverged: toChoice(overrides.mirror_overwrite_diverged),
  mirror_trigger_builds: toChoice(overrides.mirror_trigger_builds),
  only_mirror_protected_branches: toChoice(overrides.only_mirror_protected_branches),
  mirror_branch_regex: overrides.mirror_branch_regex ?? '',
  mirror_user_id: overrides.mirror_user_id ?? '',
});

export const overridesFromForm = (form: OverridesForm): MirrorOverrides => ({
  mirror_direction: form.mirror_direction === 'inherit' ? null : form.mirror_direction,
  mirror_protected_branches: fromChoice(form.mirror_protected_branches),
  mirror_overwrite_diverged: fromChoice(form.mirror_overwrite_diverged),
  mirror_trigger_builds: fromChoice(form.mirror_trigger_builds),
  only_mirror_protected_branches: fromChoice(form.only_mirror_protected_branches),
  mirror_branch_regex: form.mirror_branch_regex.trim() === '' ? null : form.mirror_branch_regex.trim(),
  mirror_user_id: form.mirror_user_id === '' ? null : form.mirror_user_id,
});

const INHERIT = { value: 'inherit', label: 'Inherit' };
const CHOICES = [INHERIT, { value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }];

interface OverrideFieldsProps {
  form: Pick<UseFormReturnType<OverridesForm>, 'getInputProps'>;
  /** Where an untouched setting comes from, as in "the pair". */
  inheritsFrom: string;
}

/** Settings that apply instead of inherited ones; untouched, they follow what they inherit from. */
export function OverrideFields({ form, inheritsFrom }: OverrideFieldsProps) {
  return (
    <Stack gap="md">
      <NativeSelect
        label="Direction"
        description={DIRECTIONS.map(({ label, explanation }) => `${label}: ${explanation}`).join(' ')}
        data={[INHERIT, ...DIRECTIONS.map(({ value, label }) => ({ value, label }))]}
        {...form.getInputProps('mirror_direction')}
      />
      {SWITCHES.map(({ key, label, explanation }) => (
        <NativeSelect key={key} label={label} description={explanation} data={CHOICES} {...form.getInputProps(key)} />
      ))}
      <TextInput
        label={BRANCH_REGEX.label}
        description={BRANCH_REGEX.explanation}
        placeholder={`Empty: inherited from ${inheritsFrom}`}
        maxLength={BRANCH_REGEX.maxLength}
        spellCheck={false}
        {...form.getInputProps('mirror_branch_regex')}
      />
      <NumberInput
        label={MIRROR_USER.label}
        description={MIRROR_USER.explanation}
        placeholder={`Empty: inherited from ${inheritsFrom}`}
        min={1}
        allowDecimal={false}
        hideControls
        {...form.getInputProps('mirror_user_id')}
      />
    </Stack>
  );
}
