import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate, useSearchParams } from 'react-router';
import { keepCredentials } from '../../api/credentials';
import { Logo } from '../../ui/logo';
import { LoginForm, type Login } from './login-form';
import { safeNext } from './next-page';

export function LoginPage() {
  useDocumentTitle('Sign in · Mirror Maestro');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const goOn = ({ credentials, remember }: Login): void => {
    keepCredentials(credentials, remember);
    void navigate(safeNext(params.get('next')), { replace: true });
  };

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
          <LoginForm onSignedIn={goOn} />
        </Paper>
      </Stack>
    </Center>
  );
}
