import { Group, NumberInput, PasswordInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Instance, NewInstance } from '../../api/model';
import { ExternalLink } from '../../ui/external-link';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { useSaveInstance } from './queries';

const FIELDS = ['name', 'url', 'token', 'description', 'max_concurrency', 'max_requests_per_second', 'ssh_host_keys'];

interface Fields {
  name: string;
  url: string;
  token: string;
  description: string;
  max_concurrency: number | '';
  max_requests_per_second: number | '';
  ssh_host_keys: string;
}

const numberOrNull = (value: number | ''): number | null => (value === '' ? null : value);

const toInput = ({ name, url, token, description, ssh_host_keys, ...limits }: Fields): NewInstance => ({
  name: name.trim(),
  url: url.trim(),
  token: token.trim(),
  description: description.trim() === '' ? null : description.trim(),
  max_concurrency: numberOrNull(limits.max_concurrency),
  max_requests_per_second: numberOrNull(limits.max_requests_per_second),
  ssh_host_keys: ssh_host_keys.split('\n').filter((line) => line.trim() !== ''),
});

export function InstanceDrawer({ instance, onClose }: { instance: Instance | null; onClose: () => void }) {
  const save = useSaveInstance(instance);
  const urlLocked = instance !== null && instance.pairs_count > 0;
  const form = useForm<Fields>({
    initialValues: {
      name: instance?.name ?? '',
      url: instance?.url ?? '',
      token: '',
      description: instance?.description ?? '',
      max_concurrency: instance?.max_concurrency ?? '',
      max_requests_per_second: instance?.max_requests_per_second ?? '',
      ssh_host_keys: instance?.ssh_host_keys.join('\n') ?? '',
    },
    validate: {
      name: (value) => (value.trim() === '' ? 'Give the instance a name' : null),
      url: (value) => (value.trim() === '' ? 'Enter the address of the GitLab server' : null),
      token: (value) => (instance === null && value.trim() === '' ? 'Enter an access token' : null),
    },
  });
  const submit = (values: Fields): void =>
    save.mutate(toInput(values), {
      onSuccess: (saved) => {
        toastDone(instance ? `${saved.name} is saved.` : `${saved.name} is connected.`);
        onClose();
      },
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });

  return (
    <FormDrawer
      title={instance ? `Edit ${instance.name}` : 'Add a GitLab instance'}
      submitLabel={instance ? 'Save' : 'Connect and add'}
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="How it is called here, for example “Production GitLab”."
        maxLength={100}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label="Address"
        description={
          urlLocked
            ? `Can’t change: ${plural(instance.pairs_count, 'pair')} of mirrors know the instance by it.`
            : 'The base address, for example https://gitlab.example.com.'
        }
        disabled={urlLocked}
        placeholder="https://gitlab.example.com"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        required
        {...form.getInputProps('url')}
      />
      <PasswordInput
        label="Access token"
        description={
          instance
            ? 'Leave it empty to keep the stored token. A new one is tested before it replaces the old.'
            : 'A personal, group or project token with the api scope. It is stored encrypted and never shown again.'
        }
        autoComplete="off"
        required={instance === null}
        {...form.getInputProps('token')}
      />
      <Textarea
        label="Description"
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('description')}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Requests at once"
          description="Empty: as set for all instances."
          min={1}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('max_concurrency')}
        />
        <NumberInput
          label="Requests a second"
          description="Empty: as set for all; 0: no limit."
          min={0}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('max_requests_per_second')}
        />
      </Group>
      <Textarea
        label="SSH host keys"
        description="Only for mirrors that push here over SSH. One key a line: what ssh-keyscan prints, or lines of known_hosts."
        placeholder="ssh-ed25519 AAAAC3…"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('ssh_host_keys')}
      />
      {instance !== null && instance.ssh_host_key_fingerprints.length > 0 && <Fingerprints instance={instance} />}
    </FormDrawer>
  );
}

/** Whoever stands between the two GitLabs could show a key of their own: only the administrator's page tells the right one. */
function Fingerprints({ instance: { url, ssh_host_key_fingerprints: fingerprints } }: { instance: Instance }) {
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      Stored: {fingerprints.join(', ')}. Compare with{' '}
      <ExternalLink href={`${url}/help/instance_configuration#ssh-host-keys-fingerprints`}>
        the page of this GitLab
      </ExternalLink>
      .
    </Text>
  );
}
