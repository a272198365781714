import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Instance } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { FormFault } from '../../ui/form-fault';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { useRotateToken } from './queries';

export function RotateTokenDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const save = useRotateToken(instance.id);
  const form = useForm({
    initialValues: { token: '' },
    validate: { token: (value) => (value.trim() === '' ? 'Paste the new token' : null) },
  });
  return (
    <Dialog title={`Rotate the token of ${instance.name}`} onClose={onClose}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ token }) =>
          save.mutate(token.trim(), {
            onSuccess: () => {
              toastDone(`${instance.name} works with the new token.`);
              onClose();
            },
            onError: (error) => form.setErrors(fieldErrors(error, ['token'])),
          }),
        )}
      >
        <Stack>
          <PasswordInput
            label="New access token"
            description="It is tested first; the stored one stays in use unless the new one works."
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('token')}
          />
          <FormFault error={save.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Test and replace
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
