import { Group, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { NewNotificationRule, NotificationRule } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { EVENT_OPTIONS, eventWords } from './in-words';
import { notificationQueries, useSaveRule } from './queries';

const FIELDS = ['name', 'event', 'threshold', 'instance_pair_id', 'channel_ids', 'group_minutes', 'repeat_hours'];
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface RuleForm {
  name: string;
  event: NotificationRule['event'];
  threshold: number | '';
  pair: string | null;
  channels: string[];
  notify_recovery: boolean;
  isQuiet: boolean;
  from: string;
  to: string;
  time_zone: string;
  group_minutes: number | '';
  repeat_hours: number | '';
  enabled: boolean;
}

const initial = (rule: NotificationRule | null): RuleForm => ({
  name: rule?.name ?? '',
  event: rule?.event ?? 'mirror_failed',
  threshold: rule === null ? 1 : (rule.threshold ?? ''),
  pair: rule?.instance_pair_id ? String(rule.instance_pair_id) : null,
  channels: rule?.channel_ids.map(String) ?? [],
  notify_recovery: rule?.notify_recovery ?? true,
  isQuiet: (rule?.quiet_hours ?? null) !== null,
  from: rule?.quiet_hours?.from ?? '22:00',
  to: rule?.quiet_hours?.to ?? '07:00',
  time_zone: rule?.quiet_hours?.time_zone ?? ZONE,
  group_minutes: rule?.group_minutes ?? 5,
  repeat_hours: rule === null ? 24 : (rule.repeat_hours ?? ''),
  enabled: rule?.enabled ?? true,
});

const orNull = (value: number | ''): number | null => (value === '' ? null : value);

const requestOf = (form: RuleForm): NewNotificationRule => ({
  name: form.name.trim(),
  event: form.event,
  threshold: eventWords(form.event).threshold ? orNull(form.threshold) : null,
  notify_recovery: form.notify_recovery,
  instance_pair_id: form.pair === null ? null : Number(form.pair),
  channel_ids: form.channels.map(Number),
  quiet_hours: form.isQuiet ? { from: form.from, to: form.to, time_zone: form.time_zone } : null,
  group_minutes: orNull(form.group_minutes) ?? 0,
  repeat_hours: orNull(form.repeat_hours),
  enabled: form.enabled,
});

export function RuleDrawer({ rule, onClose }: { rule: NotificationRule | null; onClose: () => void }) {
  const save = useSaveRule(rule?.id ?? null);
  const pairs = useQuery(pairQueries.all());
  const channels = useQuery(notificationQueries.channels());
  const form = useForm<RuleForm>({
    initialValues: initial(rule),
    validate: {
      name: (value) => (value.trim() === '' ? 'Give the rule a name' : null),
      channels: (value) => (value.length === 0 ? 'Choose where it is told' : null),
    },
  });
  const { event, isQuiet } = form.getValues();
  const { hint, threshold } = eventWords(event);

  return (
    <FormDrawer
      title={rule ? rule.name : 'Add a rule'}
      submitLabel={rule ? 'Save' : 'Add rule'}
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit((values) =>
        save.mutate(requestOf(values), {
          onSuccess: ({ name }) => {
            toastDone(`The rule ${name} is saved.`);
            onClose();
          },
          onError: (error) => {
            const { channel_ids, instance_pair_id, ...errors } = fieldErrors(error, FIELDS);
            form.setErrors({ ...errors, channels: channel_ids, pair: instance_pair_id });
          },
        }),
      )}
      onClose={onClose}
    >
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Select
        label="When"
        description={hint}
        data={EVENT_OPTIONS}
        allowDeselect={false}
        required
        {...form.getInputProps('event')}
        onChange={(value) => {
          const next = EVENT_OPTIONS.find((option) => option.value === value)?.value;
          if (next === undefined) return;
          form.setFieldValue('event', next);
          form.setFieldValue('threshold', eventWords(next).threshold?.usual ?? '');
        }}
      />
      {threshold && (
        <NumberInput
          label={threshold.label}
          suffix={threshold.suffix}
          min={1}
          max={threshold.max}
          allowDecimal={false}
          {...form.getInputProps('threshold')}
        />
      )}
      <Select
        label="For"
        placeholder="All pairs"
        data={(pairs.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        searchable
        clearable
        {...form.getInputProps('pair')}
      />
      <MultiSelect
        label="Tell"
        placeholder="Choose channels"
        data={(channels.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        required
        {...form.getInputProps('channels')}
      />
      <Switch label="Also tell when it is over" {...form.getInputProps('notify_recovery', { type: 'checkbox' })} />
      <Group grow align="flex-start">
        <NumberInput
          label="Gather for"
          description="One message tells all of this time."
          suffix=" min"
          min={0}
          max={1_440}
          allowDecimal={false}
          {...form.getInputProps('group_minutes')}
        />
        <NumberInput
          label="Repeat after"
          description="Empty: tell it once."
          suffix=" h"
          min={1}
          max={8_760}
          allowDecimal={false}
          {...form.getInputProps('repeat_hours')}
        />
      </Group>
      <Switch
        label="Quiet hours"
        description="What happens in them is told when they end, if it is still so."
        {...form.getInputProps('isQuiet', { type: 'checkbox' })}
      />
      {isQuiet && (
        <Group grow align="flex-start">
          <TextInput type="time" label="From" {...form.getInputProps('from')} />
          <TextInput type="time" label="To" {...form.getInputProps('to')} />
          <Select
            label="Time zone"
            data={Intl.supportedValuesOf('timeZone')}
            searchable
            limit={60}
            allowDeselect={false}
            {...form.getInputProps('time_zone')}
          />
        </Group>
      )}
      <Switch
        label="Enabled"
        description="A rule that is off tells nothing."
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </FormDrawer>
  );
}
