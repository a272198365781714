import { NumberInput, SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Schedule } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { exactTime } from '../../ui/relative-time-text';
import { toastDone } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { nextRuns } from './next-runs';
import { useSaveSchedule } from './queries';

const FIELDS = ['instance_pair_id', 'group_path', 'cron', 'interval_minutes', 'timezone', 'enabled'];
const ZONES = Intl.supportedValuesOf('timeZone');
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const MIN_INTERVAL = 5;
const MAX_INTERVAL = 43_200;
const SHOWN_RUNS = 3;

interface ScheduleForm {
  instance_pair_id: string | null;
  group_path: string;
  timing: 'cron' | 'interval';
  cron: string;
  interval_minutes: number;
  timezone: string;
  enabled: boolean;
}

/** When the mirrors of a pair, or of a group in it, are synced by themselves. */
export function ScheduleDrawer({ schedule, onClose }: { schedule: Schedule | null; onClose: () => void }) {
  const save = useSaveSchedule(schedule);
  const pairs = useQuery(pairQueries.all());
  const form = useForm<ScheduleForm>({
    initialValues: {
      instance_pair_id: schedule ? String(schedule.instance_pair_id) : null,
      group_path: schedule?.group_path ?? '',
      timing: schedule?.interval_minutes ? 'interval' : 'cron',
      cron: schedule?.cron ?? '0 3 * * *',
      interval_minutes: schedule?.interval_minutes ?? 60,
      timezone: schedule?.timezone ?? HERE,
      enabled: schedule?.enabled ?? true,
    },
    validate: {
      instance_pair_id: (value) => (value === null ? 'Choose the pair' : null),
      cron: (value, { timing, timezone }) =>
        timing === 'cron' && nextRuns(value, timezone, 1, new Date()) === null
          ? 'Five fields: minute, hour, day of month, month, weekday'
          : null,
      interval_minutes: (value, { timing }) =>
        timing === 'interval' && !(value >= MIN_INTERVAL && value <= MAX_INTERVAL)
          ? `Between ${MIN_INTERVAL} minutes and 30 days`
          : null,
    },
  });
  const { values } = form;
  const upcoming = values.timing === 'cron' ? nextRuns(values.cron, values.timezone, SHOWN_RUNS, new Date()) : null;

  const submit = ({ instance_pair_id, group_path, timing, cron, interval_minutes, timezone, enabled }: ScheduleForm) =>
    save.mutate(
      {
        instance_pair_id: Number(instance_pair_id),
        group_path: group_path.trim() === '' ? null : group_path.trim(),
        cron: timing === 'cron' ? cron.trim() : null,
        interval_minutes: timing === 'interval' ? interval_minutes : null,
        timezone,
        enabled,
      },
      {
        onSuccess: () => {
          toastDone('The schedule is saved.');
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    );

  return (
    <FormDrawer
      title={schedule ? 'Edit the schedule' : 'Add a schedule'}
      submitLabel="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <Select
        label="Pair"
        description={schedule ? 'What a schedule is for is fixed; make another instead.' : 'Whose mirrors are synced.'}
        data={(pairs.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        disabled={schedule !== null}
        required
        allowDeselect={false}
        {...form.getInputProps('instance_pair_id')}
      />
      <TextInput
        label="Only below this group"
        description="A group of the source. Empty: all mirrors of the pair."
        placeholder="platform/core"
        disabled={schedule !== null}
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('group_path')}
      />
      <SegmentedControl
        aria-label="How it is timed"
        data={[
          { value: 'cron', label: 'At certain times' },
          { value: 'interval', label: 'Every so often' },
        ]}
        {...form.getInputProps('timing')}
      />
      {values.timing === 'cron' ? (
        <Stack gap="md">
          <TextInput
            label="Cron"
            description="Minute, hour, day of month, month, weekday: 0 3 * * 1-5 is at three on working days."
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            required
            {...form.getInputProps('cron')}
          />
          <Select
            label="Time zone"
            data={ZONES.includes(values.timezone) ? ZONES : [values.timezone, ...ZONES]}
            searchable
            allowDeselect={false}
            {...form.getInputProps('timezone')}
          />
          {upcoming !== null && (
            <Text size="sm" c="dimmed" role="status">
              Next: {upcoming.map((at) => exactTime(at.getTime())).join(' · ')}
            </Text>
          )}
        </Stack>
      ) : (
        <NumberInput
          label="Every"
          suffix=" min"
          min={MIN_INTERVAL}
          max={MAX_INTERVAL}
          allowDecimal={false}
          clampBehavior="none"
          {...form.getInputProps('interval_minutes')}
        />
      )}
      <Switch label="Enabled" {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </FormDrawer>
  );
}
