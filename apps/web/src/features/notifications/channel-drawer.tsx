import { PasswordInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Channel } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { KIND_OPTIONS } from './in-words';
import { notificationQueries, useSaveChannel } from './queries';

const FIELDS = ['name', 'kind', 'enabled', 'url', 'secret', 'settings.to'];

interface ChannelForm {
  name: string;
  kind: Channel['kind'];
  enabled: boolean;
  to: string[];
  url: string;
  secret: string;
}

/** Addresses and secrets are never shown again: an empty field keeps what is stored. */
function requestOf({ name, kind, enabled, to, url, secret }: ChannelForm) {
  const change = {
    name: name.trim(),
    enabled,
    ...(kind === 'email' ? { settings: { to } } : {}),
    ...(kind !== 'email' && url.trim() !== '' ? { url: url.trim() } : {}),
    ...(kind === 'webhook' && secret.trim() !== '' ? { secret: secret.trim() } : {}),
  };
  return { change, create: { ...change, kind } };
}

export function ChannelDrawer({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const save = useSaveChannel(channel?.id ?? null);
  const capabilities = useQuery(notificationQueries.capabilities());
  const noMail = capabilities.data?.email === false;
  const form = useForm<ChannelForm>({
    initialValues: {
      name: channel?.name ?? '',
      kind: channel?.kind ?? 'slack',
      enabled: channel?.enabled ?? true,
      to: channel?.settings.to ?? [],
      url: '',
      secret: '',
    },
    validate: {
      name: (value) => (value.trim() === '' ? 'Give the channel a name' : null),
      to: (value, { kind }) => (kind === 'email' && value.length === 0 ? 'Enter at least one address' : null),
      url: (value, { kind }) =>
        kind !== 'email' && channel === null && value.trim() === '' ? 'Enter the address of the webhook' : null,
    },
  });
  const { kind } = form.getValues();

  return (
    <FormDrawer
      title={channel ? channel.name : 'Add a channel'}
      submitLabel={channel ? 'Save' : 'Add channel'}
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit((values) =>
        save.mutate(requestOf(values), {
          onSuccess: ({ name }) => {
            toastDone(`The channel ${name} is saved.`);
            onClose();
          },
          onError: (error) => {
            const { 'settings.to': to, ...errors } = fieldErrors(error, FIELDS);
            form.setErrors({ ...errors, ...(to === undefined ? {} : { to }) });
          },
        }),
      )}
      onClose={onClose}
    >
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Select
        label="Kind"
        data={KIND_OPTIONS.map((option) => ({ ...option, disabled: noMail && option.value === 'email' }))}
        description={noMail ? 'E-mail needs the setting SMTP_URL of the server.' : undefined}
        allowDeselect={false}
        disabled={channel !== null}
        required
        {...form.getInputProps('kind')}
      />
      {kind === 'email' ? (
        <TagsInput
          label="To"
          placeholder="ops@example.com"
          description="Press enter after each address."
          splitChars={[',', ' ', ';']}
          required
          {...form.getInputProps('to')}
        />
      ) : (
        <PasswordInput
          label="Webhook address"
          description={
            channel
              ? `Leave it empty to keep the one at ${channel.settings.url_host ?? 'its host'}.`
              : 'Stored encrypted; afterwards only its host is shown.'
          }
          placeholder="https://"
          autoComplete="off"
          required={channel === null}
          {...form.getInputProps('url')}
        />
      )}
      {kind === 'webhook' && (
        <PasswordInput
          label="Signing secret"
          description={
            channel?.settings.has_secret
              ? 'Leave it empty to keep the stored one.'
              : 'Optional. Messages are then signed as Standard Webhooks does, so that the receiver can trust them.'
          }
          autoComplete="off"
          {...form.getInputProps('secret')}
        />
      )}
      <Switch
        label="Enabled"
        description="A channel that is off gets nothing."
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </FormDrawer>
  );
}
