import { Alert, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { basicCredentials, useAccess, type Credentials } from '../../api/credentials';
import { describeError } from '../../api/errors';
import type { Session } from '../../api/model';
import { askSession } from './access';

interface LoginValues {
  user: string;
  password: string;
  remember: boolean;
}

export interface Login {
  /** With the user's name as the server spells it. */
  credentials: Credentials;
  remember: boolean;
  session: Session;
}

interface LoginFormProps {
  /** Who is expected to sign in. */
  user?: string;
  remember?: boolean;
  onSignedIn: (login: Login) => void;
}

class WrongLogin extends Error {
  override message = 'User name and password do not match. Please check both.';
}

/** Where the cursor starts, on a page and in a dialog. */
const START = { autoFocus: true, 'data-autofocus': true };

export function LoginForm({ user = '', remember = false, onSignedIn }: LoginFormProps) {
  const { reason } = useAccess();
  const form = useForm<LoginValues>({
    initialValues: { user, password: '', remember },
    validate: {
      user: (value) => (value.trim() === '' ? 'Enter your user name' : null),
      password: (value) => (value === '' ? 'Enter your password' : null),
    },
  });
  const login = useMutation({
    meta: { shownInline: true },
    mutationFn: async (values: LoginValues): Promise<Login> => {
      const typed = values.user.trim();
      const session = await askSession(basicCredentials(typed, values.password));
      if (!session.authenticated) throw new WrongLogin();
      const credentials = basicCredentials(session.username ?? typed, values.password);
      return { credentials, remember: values.remember, session };
    },
    onSuccess: onSignedIn,
  });
  const message = login.error ? describeError(login.error) : reason;

  return (
    <form onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
      <Stack gap="md">
        {message !== null && (
          <Alert
            color={login.error ? 'red' : 'orange'}
            icon={<IconAlertTriangle size={18} />}
            role="alert"
            title={login.error ? 'Sign-in failed' : 'Please sign in again'}
          >
            {message}
          </Alert>
        )}
        <TextInput
          label="User name"
          autoComplete="username"
          {...(user === '' && START)}
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('user')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          {...(user !== '' && START)}
          {...form.getInputProps('password')}
        />
        <Checkbox
          label="Remember me on this device"
          description="Otherwise you stay signed in until this tab closes."
          {...form.getInputProps('remember', { type: 'checkbox' })}
        />
        <Button type="submit" fullWidth loading={login.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
