import { NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { OverridesForm } from './overrides';
import { BRANCH_REGEX, DIRECTIONS, MIRROR_USER, SWITCHES } from './settings';

const INHERIT = { value: 'inherit', label: 'Inherit' };
export const CHOICES = [INHERIT, { value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }];
const BRANCHES = [INHERIT, { value: 'all', label: 'All branches' }, { value: 'some', label: 'Only some branches' }];

interface OverrideFieldsProps {
  form: Pick<UseFormReturnType<OverridesForm>, 'getInputProps' | 'values'>;
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
      <NativeSelect
        label="Branches"
        description="All of them, or only those that a filter lets through."
        data={BRANCHES}
        {...form.getInputProps('branches')}
      />
      {form.values.branches === 'some' && (
        <TextInput
          label={BRANCH_REGEX.label}
          description={BRANCH_REGEX.explanation}
          maxLength={BRANCH_REGEX.maxLength}
          spellCheck={false}
          {...form.getInputProps('mirror_branch_regex')}
        />
      )}
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
