import { Alert, Button, Center, Checkbox, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { basicCredentials, keepCredentials, useAccess } from '../../api/credentials';
import { describeError } from '../../api/errors';
import { Logo } from '../../ui/logo';
import { askSession } from './access';
import { safeNext } from './next-page';

interface LoginForm {
  user: string;
  password: string;
  remember: boolean;
}

class WrongLogin extends Error {
  override message = 'User name and password do not match. Please check both.';
}

export function LoginPage() {
  useDocumentTitle('Sign in · Mirror Maestro');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { reason } = useAccess();
  const form = useForm<LoginForm>({
    initialValues: { user: '', password: '', remember: false },
    validate: {
      user: (value) => (value.trim() === '' ? 'Enter your user name' : null),
      password: (value) => (value === '' ? 'Enter your password' : null),
    },
  });
  const login = useMutation({
    meta: { shownInline: true },
    mutationFn: async ({ user, password, remember }: LoginForm) => {
      const credentials = basicCredentials(user.trim(), password);
      if (!(await askSession(credentials)).authenticated) throw new WrongLogin();
      keepCredentials(credentials, remember);
    },
    onSuccess: () => navigate(safeNext(params.get('next')), { replace: true }),
  });
  const message = login.error ? describeError(login.error) : reason;

  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--mm-sunken)">
      <Stack w="100%" maw={380} gap="xl">
        <Stack align="center" gap="xs">
          <Logo size={44} />
          <Title order={1} mt="xs">
            Mirror Maestro
          </Title>
          <Text c="dimmed" size="sm" ta="center">
            Repositories and issues of your GitLabs, kept in sync.
          </Text>
        </Stack>
        <Paper p="xl" bg="var(--mm-surface)" shadow="sm">
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
                autoFocus
                autoCapitalize="none"
                spellCheck={false}
                {...form.getInputProps('user')}
              />
              <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
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
        </Paper>
      </Stack>
    </Center>
  );
}
