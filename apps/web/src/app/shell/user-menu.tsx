import { ActionIcon, Avatar, Menu } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { forgetCredentials, useAccess } from '../../api/credentials';

/** Absent when the server needs no login. */
export function UserMenu() {
  const { credentials } = useAccess();
  if (credentials === null) return null;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size="lg" radius="xl" aria-label={`Account of ${credentials.user}`}>
          <Avatar size={28} name={credentials.user} color="initials" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Signed in as {credentials.user}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => forgetCredentials(null)}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
