import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { basicCredentials, useAccess } from '../../api/credentials';
import { Dialog } from '../../ui/dialog';
import { fieldErrors } from '../../ui/form-errors';
import { FormFault } from '../../ui/form-fault';
import { useChangePassword } from './queries';

const MIN_PASSWORD = 12;

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const change = useChangePassword();
  const { credentials } = useAccess();
  const form = useForm({
    initialValues: { current_password: '', new_password: '' },
    validate: {
      current_password: (value) =>
        credentials && basicCredentials(credentials.user, value).header !== credentials.header
          ? 'This is not the password you are logged in with'
          : null,
      new_password: (value) => (value.length < MIN_PASSWORD ? `At least ${MIN_PASSWORD} characters` : null),
    },
  });
  return (
    <Dialog title="Change my password" onClose={onClose}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          change.mutate(values, {
            onSuccess: onClose,
            onError: (error) => form.setErrors(fieldErrors(error, ['current_password', 'new_password'])),
          }),
        )}
      >
        <Stack gap="md">
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps('current_password')}
          />
          <PasswordInput
            label="New password"
            description={`At least ${MIN_PASSWORD} characters.`}
            autoComplete="new-password"
            required
            {...form.getInputProps('new_password')}
          />
          <FormFault error={change.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
