import { NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { MirrorSettings } from '../../api/model';
import { SegmentedField } from '../../ui/segmented-field';
import { BRANCH_REGEX, DIRECTIONS, MIRROR_USER, SWITCHES } from './settings';

export interface SettingsForm extends Omit<MirrorSettings, 'mirror_branch_regex' | 'mirror_user_id'> {
  mirror_branch_regex: string;
  mirror_user_id: number | '';
}

export const toForm = (settings: MirrorSettings): SettingsForm => ({
  mirror_direction: settings.mirror_direction,
  mirror_protected_branches: settings.mirror_protected_branches,
  mirror_overwrite_diverged: settings.mirror_overwrite_diverged,
  mirror_trigger_builds: settings.mirror_trigger_builds,
  only_mirror_protected_branches: settings.only_mirror_protected_branches,
  mirror_branch_regex: settings.mirror_branch_regex ?? '',
  mirror_user_id: settings.mirror_user_id ?? '',
});

export const fromForm = (form: SettingsForm): MirrorSettings => ({
  mirror_direction: form.mirror_direction,
  mirror_protected_branches: form.mirror_protected_branches,
  mirror_overwrite_diverged: form.mirror_overwrite_diverged,
  mirror_trigger_builds: form.mirror_trigger_builds,
  only_mirror_protected_branches: form.only_mirror_protected_branches,
  mirror_branch_regex: form.mirror_branch_regex.trim() === '' ? null : form.mirror_branch_regex.trim(),
  mirror_user_id: form.mirror_user_id === '' ? null : form.mirror_user_id,
});

/** The settings that every mirror of a pair starts from. */
export function SettingsFields({ form }: { form: Pick<UseFormReturnType<SettingsForm>, 'getInputProps' | 'values'> }) {
  const direction = DIRECTIONS.find(({ value }) => value === form.values.mirror_direction);
  return (
    <Stack gap="md">
      <SegmentedField
        label="Direction"
        explanation={direction?.explanation}
        data={DIRECTIONS.map(({ value, label }) => ({ value, label }))}
        {...form.getInputProps('mirror_direction')}
      />
      {SWITCHES.map(({ key, label, explanation }) => (
        <Switch key={key} label={label} description={explanation} {...form.getInputProps(key, { type: 'checkbox' })} />
      ))}
      <TextInput
        label={BRANCH_REGEX.label}
        description={BRANCH_REGEX.explanation}
        maxLength={BRANCH_REGEX.maxLength}
        disabled={form.values.only_mirror_protected_branches}
        spellCheck={false}
        {...form.getInputProps('mirror_branch_regex')}
      />
      <NumberInput
        label={MIRROR_USER.label}
        description={MIRROR_USER.explanation}
        min={1}
        allowDecimal={false}
        hideControls
        {...form.getInputProps('mirror_user_id')}
      />
    </Stack>
  );
}
