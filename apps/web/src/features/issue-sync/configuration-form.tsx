import { Button, Divider, Group, NumberInput, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { IssueSync, IssueSyncSettings } from '../../api/model';
import { FormFault } from '../../ui/form-fault';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { useSaveIssueSync } from './queries';
import { DEFAULTS, FIELDS, GROUPS, MAX_INTERVAL, MIN_INTERVAL } from './settings';

const settingsOf = (config: IssueSync): IssueSyncSettings => ({
  enabled: config.enabled,
  sync_comments: config.sync_comments,
  sync_labels: config.sync_labels,
  sync_attachments: config.sync_attachments,
  sync_weight: config.sync_weight,
  sync_time_estimate: config.sync_time_estimate,
  sync_time_spent: config.sync_time_spent,
  sync_closed_issues: config.sync_closed_issues,
  update_existing: config.update_existing,
  sync_existing_issues: config.sync_existing_issues,
  sync_interval_minutes: config.sync_interval_minutes,
});

/** Makes the mirror's issue sync, or changes it. */
export function ConfigurationForm({ mirrorId, config }: { mirrorId: number; config: IssueSync | null }) {
  const save = useSaveIssueSync(mirrorId, config);
  const form = useForm<IssueSyncSettings>({
    initialValues: config ? settingsOf(config) : DEFAULTS,
    validate: {
      sync_interval_minutes: (value) =>
        value >= MIN_INTERVAL && value <= MAX_INTERVAL ? null : `Between ${MIN_INTERVAL} and ${MAX_INTERVAL} minutes`,
    },
  });
  const submit = (values: IssueSyncSettings): void =>
    save.mutate(values, {
      onSuccess: (saved) => {
        form.setInitialValues(settingsOf(saved));
        form.reset();
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
        <FormFault error={save.error} />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={config !== null && !form.isDirty()}>
            {config ? 'Save configuration' : 'Turn on issue sync'}
          </Button>
          {config !== null && form.isDirty() && (
            <Button variant="default" onClick={form.reset}>
              Undo changes
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
