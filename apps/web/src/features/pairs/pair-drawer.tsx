import { Divider, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Pair } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { useSavePair } from './queries';
import { DEFAULT_SETTINGS, SETTING_KEYS } from './settings';
import { TransportField } from './transport-field';
import { fromForm, SettingsFields, toForm, type SettingsForm } from './settings-fields';

const FIELDS = [
  'name',
  'source_instance_id',
  'target_instance_id',
  'mirror_transport',
  'issue_sync_enabled',
  'hold_suspicious_changes',
  'hold_branch_loss_percent',
  'description',
  ...SETTING_KEYS,
];

interface PairForm extends SettingsForm {
  name: string;
  source_instance_id: string | null;
  target_instance_id: string | null;
  mirror_transport: Pair['mirror_transport'];
  issue_sync_enabled: boolean;
  hold_suspicious_changes: boolean;
  hold_branch_loss_percent: number;
  description: string;
}

export function PairDrawer({ pair, onClose }: { pair: Pair | null; onClose: () => void }) {
  const save = useSavePair(pair?.id ?? null);
  const instances = useQuery(instanceQueries.all());
  const endsLocked = pair !== null && pair.mirrors_count > 0;
  const options = (instances.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));

  const form = useForm<PairForm>({
    initialValues: {
      name: pair?.name ?? '',
      source_instance_id: pair ? String(pair.source_instance_id) : null,
      target_instance_id: pair ? String(pair.target_instance_id) : null,
      mirror_transport: pair?.mirror_transport ?? 'https',
      issue_sync_enabled: pair?.issue_sync_enabled ?? false,
      hold_suspicious_changes: pair?.hold_suspicious_changes ?? false,
      hold_branch_loss_percent: pair?.hold_branch_loss_percent ?? 50,
      description: pair?.description ?? '',
      ...toForm(pair ?? DEFAULT_SETTINGS),
    },
    validate: {
      name: (value) => (value.trim() === '' ? 'Give the pair a name' : null),
      source_instance_id: (value) => (value === null ? 'Choose where mirrors read from' : null),
      target_instance_id: (value) => (value === null ? 'Choose where mirrors write to' : null),
    },
  });

  const target = instances.data?.items.find(({ id }) => String(id) === form.values.target_instance_id);
  const submit = (values: PairForm): void =>
    save.mutate(
      {
        ...fromForm(values),
        name: values.name.trim(),
        source_instance_id: Number(values.source_instance_id),
        target_instance_id: Number(values.target_instance_id),
        mirror_transport: values.mirror_direction === 'push' ? values.mirror_transport : 'https',
        issue_sync_enabled: values.issue_sync_enabled,
        hold_suspicious_changes: values.hold_suspicious_changes,
        hold_branch_loss_percent: values.hold_branch_loss_percent,
        description: values.description.trim() === '' ? null : values.description.trim(),
      },
      {
        onSuccess: (saved) => {
          toastDone(`${saved.name} is saved.`);
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    );

  return (
    <FormDrawer
      title={pair ? `Edit ${pair.name}` : 'Add a pair'}
      submitLabel={pair ? 'Save' : 'Add pair'}
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <TextInput label="Name" maxLength={200} required data-autofocus {...form.getInputProps('name')} />
      <Select
        label="Source"
        description={endsLocked ? 'Can’t change while the pair has mirrors.' : 'The GitLab that is copied.'}
        data={options}
        disabled={endsLocked}
        searchable
        required
        allowDeselect={false}
        {...form.getInputProps('source_instance_id')}
      />
      <Select
        label="Target"
        description={
          endsLocked
            ? 'Can’t change while the pair has mirrors.'
            : 'The GitLab that receives. May be the same as the source.'
        }
        data={options}
        disabled={endsLocked}
        searchable
        required
        allowDeselect={false}
        {...form.getInputProps('target_instance_id')}
      />
      <Textarea label="Description" autosize minRows={2} maxRows={5} {...form.getInputProps('description')} />
      <Divider label="Defaults for the pair’s mirrors" labelPosition="left" mt="xs" />
      <SettingsFields form={form} />
      <TransportField form={form} target={target} />
      <Divider label="Safety" labelPosition="left" mt="xs" />
      <Switch
        label="Hold suspicious changes"
        description="A source that was emptied, rewritten or lost many branches waits for approval before it is mirrored."
        {...form.getInputProps('hold_suspicious_changes', { type: 'checkbox' })}
      />
      <NumberInput
        label="Branches lost"
        description="A mirror is held when at least this share of the branches vanished at once."
        suffix=" %"
        min={1}
        max={100}
        allowDecimal={false}
        disabled={!form.values.hold_suspicious_changes}
        {...form.getInputProps('hold_branch_loss_percent')}
      />
      <Divider label="Issues" labelPosition="left" mt="xs" />
      <Switch
        label="Issue sync for new mirrors"
        description="New mirrors of the pair copy issues along with the repository; each can still be configured."
        {...form.getInputProps('issue_sync_enabled', { type: 'checkbox' })}
      />
    </FormDrawer>
  );
}
