import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { forgetCredentials, useAccess } from '../../api/credentials';

/** Absent when the server needs no login. */
export function UserMenu() {
  const { credentials } = useAccess();
  if (credentials === null) return null;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={`Account of ${credentials.user}`}>
          <IconUserCircle size={20} stroke={1.7} />
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
