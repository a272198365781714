import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { GroupDefaults } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { OverrideFields } from '../pairs/override-fields';
import { overridesFromForm, overridesToForm, type OverridesForm } from '../pairs/overrides';
import { pairQueries } from '../pairs/queries';
import { NO_OVERRIDES, SETTING_KEYS } from '../pairs/settings';
import { useSaveGroupDefaults } from './queries';

const FIELDS = ['instance_pair_id', 'group_path', ...SETTING_KEYS];

interface DefaultsForm extends OverridesForm {
  instance_pair_id: string | null;
  group_path: string;
}

export function GroupDefaultsDrawer({ defaults, onClose }: { defaults: GroupDefaults | null; onClose: () => void }) {
  const save = useSaveGroupDefaults({ shownInline: true });
  const pairs = useQuery(pairQueries.all());
  const form = useForm<DefaultsForm>({
    initialValues: {
      instance_pair_id: defaults ? String(defaults.instance_pair_id) : null,
      group_path: defaults?.group_path ?? '',
      ...overridesToForm(defaults ?? NO_OVERRIDES),
    },
    validate: {
      instance_pair_id: (value) => (value === null ? 'Choose the pair' : null),
      group_path: (value) => (value.trim() === '' ? 'Enter the path of the group' : null),
    },
  });
  const submit = ({ instance_pair_id, group_path, ...overrides }: DefaultsForm): void =>
    save.mutate(
      { ...overridesFromForm(overrides), instance_pair_id: Number(instance_pair_id), group_path: group_path.trim() },
      {
        onSuccess: () => {
          toastDone('The group defaults are saved.');
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    );

  return (
    <FormDrawer
      title={defaults ? `Defaults of ${defaults.group_path}` : 'Add group defaults'}
      submitLabel="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <Select
        label="Pair"
        description={defaults ? 'What defaults are for is fixed; make others instead.' : 'Whose mirrors they hold for.'}
        data={(pairs.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        disabled={defaults !== null}
        required
        allowDeselect={false}
        {...form.getInputProps('instance_pair_id')}
      />
      <TextInput
        label="Group path"
        description="On either side of the pair; the source’s groups are looked at first."
        placeholder="platform/core"
        disabled={defaults !== null}
        autoCapitalize="none"
        spellCheck={false}
        required
        {...form.getInputProps('group_path')}
      />
      <OverrideFields form={form} inheritsFrom="the pair" />
    </FormDrawer>
  );
}
