import { PasswordInput, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Role, User } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { useSaveUser } from './queries';
import { ROLES } from './roles';

const FIELDS = ['username', 'display_name', 'password', 'role', 'enabled'];
const MIN_PASSWORD = 12;

interface UserForm {
  username: string;
  display_name: string;
  password: string;
  role: Role;
  enabled: boolean;
}

export function UserDrawer({ user, onClose }: { user: User | null; onClose: () => void }) {
  const save = useSaveUser(user?.id ?? null);
  const form = useForm<UserForm>({
    initialValues: {
      username: user?.username ?? '',
      display_name: user?.display_name ?? '',
      password: '',
      role: user?.role ?? 'operator',
      enabled: user?.enabled ?? true,
    },
    validate: {
      username: (value) => (value.trim() === '' ? 'Enter the login name' : null),
      password: (value) =>
        value.length >= MIN_PASSWORD || (user !== null && value === '') ? null : `At least ${MIN_PASSWORD} characters`,
    },
  });
  const submit = (values: UserForm): void =>
    save.mutate(
      { ...values, display_name: values.display_name.trim() || null },
      {
        onSuccess: () => {
          toastDone(`${values.username} is saved.`);
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    );

  return (
    <FormDrawer
      title={user ? `User ${user.username}` : 'Add a user'}
      submitLabel="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <TextInput
        label="Login name"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
        {...form.getInputProps('username')}
      />
      <TextInput label="Full name" autoComplete="off" {...form.getInputProps('display_name')} />
      <PasswordInput
        label="Password"
        description={
          user
            ? 'Leave it empty to keep the password. A new one holds at once.'
            : `At least ${MIN_PASSWORD} characters; users can change it themselves.`
        }
        autoComplete="new-password"
        required={user === null}
        {...form.getInputProps('password')}
      />
      <Radio.Group label="Role" {...form.getInputProps('role')}>
        <Stack gap="sm" mt={6}>
          {ROLES.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label="May log in"
        description="Off: the account stays, and every call with it is refused."
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </FormDrawer>
  );
}
