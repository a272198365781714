import { SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { NewPause } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { toastDone } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { pairQueries } from '../pairs/queries';
import { usePause } from './queries';

interface PauseForm {
  what: 'all' | 'instance' | 'pair';
  id: string | null;
  starts_at: string;
  ends_at: string;
  reason: string;
}

/** The local time of a `datetime-local` field; an empty one is none. */
const toIso = (local: string): string | null => (local === '' ? null : new Date(local).toISOString());

/** Stops scheduled work for a while: now, or in a maintenance window to come. */
export function PauseDrawer({ everything, onClose }: { everything: boolean; onClose: () => void }) {
  const pause = usePause();
  const instances = useQuery(instanceQueries.all());
  const pairs = useQuery(pairQueries.all());
  const form = useForm<PauseForm>({
    initialValues: { what: everything ? 'all' : 'instance', id: null, starts_at: '', ends_at: '', reason: '' },
    validate: {
      id: (value, { what }) => (what !== 'all' && value === null ? 'Choose what is paused' : null),
      ends_at: (value, { starts_at }) =>
        value !== '' && Date.parse(value) <= (starts_at === '' ? Date.now() : Date.parse(starts_at))
          ? 'Must be after the start'
          : null,
    },
  });
  const { what } = form.values;
  // To pause everything is to pause each instance: before they are known, nothing would be.
  const isUnknown = what === 'all' && instances.data === undefined;
  const options = (what === 'pair' ? pairs.data?.items : instances.data?.items) ?? [];

  const submit = ({ id, starts_at, ends_at, reason }: PauseForm): void => {
    const start = toIso(starts_at);
    const common = {
      ...(start === null ? {} : { starts_at: start }),
      ends_at: toIso(ends_at),
      reason: reason.trim() === '' ? null : reason.trim(),
    };
    const wishes: NewPause[] =
      what === 'all'
        ? (instances.data?.items ?? []).map((instance) => ({ ...common, instance_id: instance.id }))
        : [what === 'pair' ? { ...common, pair_id: Number(id) } : { ...common, instance_id: Number(id) }];
    pause.mutate(wishes, {
      onSuccess: () => {
        toastDone(start === null ? 'Paused.' : 'The pause is planned.');
        onClose();
      },
    });
  };

  return (
    <FormDrawer
      title="Pause"
      submitLabel={form.values.starts_at === '' ? 'Pause now' : 'Plan the pause'}
      pending={pause.isPending}
      error={pause.error ?? (isUnknown ? instances.error : null)}
      disabled={isUnknown}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        While something is paused, nothing starts by itself there; what somebody asks for by hand still runs.
      </Text>
      <SegmentedControl
        aria-label="What is paused"
        data={[
          { value: 'all', label: 'Everything' },
          { value: 'instance', label: 'An instance' },
          { value: 'pair', label: 'A pair' },
        ]}
        {...form.getInputProps('what')}
        onChange={(value) =>
          form.setValues({ what: value === 'all' || value === 'pair' ? value : 'instance', id: null })
        }
      />
      {what !== 'all' && (
        <Select
          label={what === 'pair' ? 'Pair' : 'Instance'}
          data={options.map(({ id, name }) => ({ value: String(id), label: name }))}
          searchable
          required
          allowDeselect={false}
          {...form.getInputProps('id')}
        />
      )}
      <TextInput
        type="datetime-local"
        label="From"
        description="Empty: from now on. In your time zone."
        {...form.getInputProps('starts_at')}
      />
      <TextInput
        type="datetime-local"
        label="Until"
        description="Empty: until somebody ends it."
        {...form.getInputProps('ends_at')}
      />
      <TextInput
        label="Reason"
        placeholder="Upgrade of the backup GitLab"
        maxLength={500}
        {...form.getInputProps('reason')}
      />
    </FormDrawer>
  );
}
