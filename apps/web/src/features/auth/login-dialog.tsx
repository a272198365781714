import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { isRemembered, keepCredentials, storeCredentials, useAccess } from '../../api/credentials';
import { Dialog } from '../../ui/dialog';
import { userQueries } from '../users/queries';
import { LoginForm, type Login } from './login-form';

/** Over the page as it is, so that nothing that was typed is lost when a login ends. */
export function LoginDialog() {
  const queries = useQueryClient();
  const user = useAccess().credentials?.user ?? '';
  const goOn = ({ credentials, remember, session }: Login): void => {
    if (credentials.user !== user) {
      storeCredentials(credentials, remember);
      window.location.reload();
      return;
    }
    queries.setQueryData(userQueries.session().queryKey, session);
    keepCredentials(credentials, remember);
    // No event told what happened meanwhile.
    void queries.invalidateQueries();
  };
  return (
    <Dialog title="Your login has ended" size="sm">
      <Stack gap="md">
        <Text size="sm">
          Nothing that you have typed is lost: this page goes on as soon as <strong>{user}</strong> is signed in again.
          For anybody else it starts afresh.
        </Text>
        <LoginForm user={user} remember={isRemembered()} onSignedIn={goOn} />
      </Stack>
    </Dialog>
  );
}
