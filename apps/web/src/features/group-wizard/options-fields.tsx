import { Select, Stack, Switch, TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Disclosure } from '../../ui/disclosure';
import { OverrideFields } from '../pairs/override-fields';
import { VISIBILITIES, type OptionsForm } from './order';

/** Which projects of the group, and how what is missing is made. */
export function OptionsFields({ form }: { form: Pick<UseFormReturnType<OptionsForm>, 'getInputProps' | 'values'> }) {
  return (
    <Stack gap="md">
      <TagsInput
        label="Only these projects"
        description="Patterns below the group: * stands for one part of the path, ** for several. None: all projects."
        placeholder={form.values.include.length === 0 ? 'infra/**' : ''}
        {...form.getInputProps('include')}
      />
      <TagsInput
        label="Except these"
        description="Stronger than the patterns above."
        placeholder={form.values.exclude.length === 0 ? '**/sandbox-*' : ''}
        {...form.getInputProps('exclude')}
      />
      <Switch
        label="Create what is missing"
        description="Groups and projects that the target lacks are made there. When off, such projects are left out."
        {...form.getInputProps('create_missing', { type: 'checkbox' })}
      />
      <Select
        label="Visibility of what is created"
        description="Never more public than the group above allows."
        data={VISIBILITIES.map(({ value, label }) => ({ value, label }))}
        allowDeselect={false}
        disabled={!form.values.create_missing}
        {...form.getInputProps('visibility')}
      />
      <Switch
        label="Archived projects, too"
        description="They don’t change any more; one copy may still be wanted."
        {...form.getInputProps('include_archived', { type: 'checkbox' })}
      />
      <Disclosure label="Settings of these mirrors only">
        <OverrideFields form={form} inheritsFrom="the group defaults or the pair" />
      </Disclosure>
    </Stack>
  );
}
