import { Button, Divider, Group, NumberInput, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { IssueSync } from '../../api/model';
import { Disclosure } from '../../ui/disclosure';
import { FormFault } from '../../ui/form-fault';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { useSaveIssueSync } from './queries';
import { AdvancedFields } from './advanced-fields';
import { toSettings, toValues, usesAdvanced, type ConfigurationValues } from './configuration';
import { FIELDS, GROUPS, MAX_INTERVAL, MIN_INTERVAL } from './settings';
import { useMay } from '../users/use-may';

/** Makes the mirror's issue sync, or changes it. */
export function ConfigurationForm({ mirrorId, config }: { mirrorId: number; config: IssueSync | null }) {
  const save = useSaveIssueSync(mirrorId, config);
  const may = useMay('issue sync');
  const form = useForm<ConfigurationValues>({
    initialValues: toValues(config),
    validate: {
      sync_interval_minutes: (value) =>
        value >= MIN_INTERVAL && value <= MAX_INTERVAL ? null : `Between ${MIN_INTERVAL} and ${MAX_INTERVAL} minutes`,
    },
  });
  const submit = (values: ConfigurationValues): void =>
    save.mutate(toSettings(values), {
      onSuccess: (saved) => {
        // What was changed while the answer was on its way stays, to be saved next.
        const isAsSaved = form.getValues() === values;
        form.resetDirty(toValues(saved));
        if (isAsSaved) form.reset();
        toastDone(config ? 'The configuration is saved.' : 'Issue sync is on.');
      },
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Switch
            label="Run on schedule"
            description="When off, issues are copied only when someone triggers it."
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
          <NumberInput
            label="Every"
            description={`${MIN_INTERVAL} minutes to a day (${MAX_INTERVAL} minutes).`}
            suffix=" min"
            min={MIN_INTERVAL}
            max={MAX_INTERVAL}
            allowDecimal={false}
            clampBehavior="none"
            disabled={!form.values.enabled}
            {...form.getInputProps('sync_interval_minutes')}
          />
        </SimpleGrid>
        {GROUPS.map(({ title, hint, switches }) => (
          <section key={title} aria-label={title}>
            <Divider mb="lg" />
            <Title order={2} fz="sm">
              {title}
            </Title>
            <Text size="sm" c="dimmed" mb="md">
              {hint}
            </Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="md">
              {switches.map(({ key, label, explanation }) => (
                <Switch
                  key={key}
                  label={label}
                  description={explanation}
                  {...form.getInputProps(key, { type: 'checkbox' })}
                />
              ))}
            </SimpleGrid>
          </section>
        ))}
        <Divider />
        <Switch
          label="In real time"
          description="A webhook on the source project announces changes at once; the schedule stays as the safety net."
          {...form.getInputProps('realtime', { type: 'checkbox' })}
        />
        <Disclosure label="Advanced: filters, labels, people, deletions" initiallyOpen={usesAdvanced(form.values)}>
          <AdvancedFields form={form} />
        </Disclosure>
        <FormFault error={save.error} />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={config !== null && !form.isDirty()} {...may}>
            {config ? 'Save configuration' : 'Turn on issue sync'}
          </Button>
          {config !== null && form.isDirty() && (
            <Button variant="default" onClick={form.reset}>
              Undo changes
            </Button>
          )}
          {may.title !== undefined && (
            <Text size="xs" c="dimmed">
              {may.title}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
