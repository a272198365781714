import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconLogout, IconPassword, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { forgetCredentials, useAccess } from '../../api/credentials';
import { userQueries } from '../../features/users/queries';
import { roleName } from '../../features/users/roles';

const PasswordDialog = lazy(async () => ({
  default: (await import('../../features/users/password-dialog')).PasswordDialog,
}));

/** Absent when the server needs no login. */
export function UserMenu() {
  const { credentials } = useAccess();
  const role = useQuery(userQueries.session()).data?.role ?? null;
  const [changing, setChanging] = useState(false);
  if (credentials === null) return null;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={`Account of ${credentials.user}`}>
            <IconUserCircle size={20} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            Signed in as {credentials.user}
            {role !== null && (
              <Text size="xs" c="dimmed">
                {roleName(role)}
              </Text>
            )}
          </Menu.Label>
          <Menu.Item leftSection={<IconPassword size={16} />} onClick={() => setChanging(true)}>
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => forgetCredentials(null)}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && (
        <Suspense>
          <PasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}
