import { Badge, Button, Group, Pagination, Stack, Text, TextInput } from '@mantine/core';
import { IconLock, IconPencil, IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { usePages } from '../../ui/use-pages';
import { useSearchState } from '../../ui/use-search-state';
import { useTypedText } from '../../ui/use-typed-text';
import { useDeleteUser, userQueries, USERS_PER_PAGE } from './queries';
import { roleName } from './roles';
import { useMay } from './use-may';
import { UserDrawer } from './user-drawer';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; user: User } | null;

export function UsersPage() {
  const [params, change] = useSearchState();
  const search = params.get('search') ?? '';
  const [typed, type, leave] = useTypedText(search, (text) => change({ search: text, page: null }));
  const number = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
  const session = useQuery(userQueries.session());
  const may = useMay('users');
  const users = useQuery({
    ...userQueries.page({ search, page: number }),
    placeholderData: keepPreviousData,
    enabled: session.data?.role === 'admin',
  });
  const remove = useDeleteUser();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const pages = usePages(users, USERS_PER_PAGE, number, (page) => change({ page: String(page) }));

  if (may.disabled) return <NotForYou />;
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may log in besides the administrator of the server’s settings, and what each may do."
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ action: 'add' })}>
            Add user
          </Button>
        }
      />
      <Stack gap="sm">
        <TextInput
          aria-label="Search users"
          placeholder="Search by name"
          leftSection={<IconSearch size={16} />}
          maw={320}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
        />
        {users.error && !users.data ? (
          <QueryFault error={users.error} what="The users" onRetry={users.refetch} />
        ) : users.data?.total === 0 ? (
          <Text c="dimmed" size="sm" py="xl" ta="center">
            {search
              ? `Nobody is called “${search}”.`
              : 'Nobody besides the administrator yet. Add the people who look after the mirrors.'}
          </Text>
        ) : (
          <DataTable label="Users" columns={columns(setOpen)} rows={users.data?.items} rowKey={({ id }) => id} />
        )}
        {pages > 1 && (
          <Group justify="center">
            <Pagination total={pages} value={number} onChange={(next) => change({ page: String(next) })} />
          </Group>
        )}
      </Stack>
      {open?.action === 'add' && <UserDrawer user={null} onClose={close} />}
      {open?.action === 'edit' && <UserDrawer user={open.user} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="user"
          name={open.user.username}
          consequences="The login stops working at once. What the user did stays in the audit trail."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.user.id)}
          onDeleted={() => {
            toastDone('The user is deleted.');
            close();
          }}
        />
      )}
    </>
  );
}

/** Even reading needs an administrator here. */
function NotForYou() {
  return (
    <>
      <PageHeader title="Users" />
      <EmptyPanel
        icon={<IconLock />}
        title="Only administrators see who else may log in"
        description="Your own password can be changed under Settings."
      />
    </>
  );
}

const columns = (setOpen: (open: Open) => void): Column<User>[] => [
  {
    key: 'user',
    header: 'User',
    cell: (user) => (
      <div>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {user.username}
        </Text>
        {user.display_name && (
          <Text size="xs" c="dimmed">
            {user.display_name}
          </Text>
        )}
      </div>
    ),
  },
  { key: 'role', header: 'Role', width: 150, cell: (user) => <Text size="sm">{roleName(user.role)}</Text> },
  {
    key: 'state',
    header: 'Login',
    width: 130,
    cell: (user) => (
      <Badge variant="light" color={user.enabled ? 'teal' : 'gray'}>
        {user.enabled ? 'Allowed' : 'Disabled'}
      </Badge>
    ),
  },
  {
    key: 'seen',
    header: 'Last seen',
    width: 150,
    cell: (user) => <RelativeTime at={user.last_login_at} never="never" size="sm" />,
  },
  {
    key: 'actions',
    header: 'Actions',
    width: 56,
    align: 'right',
    actions: true,
    cell: (user) => (
      <RowMenu
        label={`Actions for ${user.username}`}
        actions={[
          { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', user }) },
          { label: 'Delete', icon: IconTrash, onClick: () => setOpen({ action: 'delete', user }), danger: true },
        ]}
      />
    ),
  },
];
