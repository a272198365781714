import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Instance, NewInstance } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { useSaveInstance } from './queries';

const FIELDS = ['name', 'url', 'token', 'description'] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

const toInput = ({ name, url, token, description }: Fields): NewInstance => ({
  name: name.trim(),
  url: url.trim(),
  token: token.trim(),
  description: description.trim() === '' ? null : description.trim(),
});

export function InstanceDrawer({ instance, onClose }: { instance: Instance | null; onClose: () => void }) {
  const save = useSaveInstance(instance);
  const form = useForm<Fields>({
    initialValues: {
      name: instance?.name ?? '',
      url: instance?.url ?? '',
      token: '',
      description: instance?.description ?? '',
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
          instance
            ? 'Can’t change any more once a pair uses the instance.'
            : 'The base address, for example https://gitlab.example.com.'
        }
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
    </FormDrawer>
  );
}
