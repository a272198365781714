import { Button, Group, Stack, Text } from '@mantine/core';
import { IconKey, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupToken } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { InlineEdit } from '../../ui/inline-edit';
import { Locked } from '../../ui/locked';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone, toastUndo } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { GroupTokenDrawer } from './group-token-drawer';
import { groupQueries, useChangeGroupToken, useDeleteGroupToken } from './queries';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; token: GroupToken } | null;

export function GroupTokensTab() {
  const tokens = useQuery(groupQueries.tokens());
  const instances = useQuery(instanceQueries.all());
  const change = useChangeGroupToken();
  const remove = useDeleteGroupToken();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('group tokens');
  const nameOf = (id: number): string => instances.data?.items.find((i) => i.id === id)?.name ?? `Instance ${id}`;
  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add group token
    </Button>
  );

  const columns: Column<GroupToken>[] = [
    {
      key: 'group',
      header: 'Group',
      cell: (token) => (
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {token.group_path}
        </Text>
      ),
    },
    {
      key: 'instance',
      header: 'Instance',
      cell: (token) => (
        <Locked reason="A token belongs to the instance that made it.">
          <Text size="sm">{nameOf(token.gitlab_instance_id)}</Text>
        </Locked>
      ),
    },
    {
      key: 'name',
      header: 'Token name',
      cell: ({ id, group_path, token_name: before }) => (
        <InlineEdit
          label={`Token name of ${group_path}`}
          value={before}
          maxLength={255}
          required
          {...may}
          onSave={(token_name) =>
            change.mutate(
              { id, change: { token_name } },
              {
                onSuccess: () =>
                  toastUndo(`${token_name} is saved.`, () => change.mutate({ id, change: { token_name: before } })),
              },
            )
          }
        >
          <Text size="sm">{before}</Text>
        </InlineEdit>
      ),
    },
    {
      key: 'expires',
      header: 'Expires',
      width: 150,
      cell: (token) => <RelativeTime at={token.expires_at} never="no expiry known" size="sm" />,
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (token) => (
        <RowMenu
          label={`Actions for ${token.group_path}`}
          actions={[
            { label: 'Edit or rotate', icon: IconPencil, onClick: () => setOpen({ action: 'edit', token }), ...may },
            {
              label: 'Delete',
              icon: IconTrash,
              onClick: () => setOpen({ action: 'delete', token }),
              danger: true,
              ...may,
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Stack gap="sm">
      {tokens.error && !tokens.data ? (
        <QueryFault error={tokens.error} what="The group tokens" onRetry={tokens.refetch} />
      ) : tokens.data?.items.length === 0 ? (
        <EmptyPanel
          icon={<IconKey />}
          title="No group token"
          description="Without one, a project access token is made for each mirror. A group token serves all projects below the group."
        >
          {add}
        </EmptyPanel>
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <DataTable label="Group tokens" columns={columns} rows={tokens.data?.items} rowKey={({ id }) => id} />
        </>
      )}
      {open?.action === 'add' && <GroupTokenDrawer token={null} onClose={close} />}
      {open?.action === 'edit' && <GroupTokenDrawer token={open.token} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="group token"
          name={`${open.token.group_path} on ${nameOf(open.token.gitlab_instance_id)}`}
          consequences="Mirrors below the group then need another token when they are next changed. The token itself stays valid on GitLab."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.token.id)}
          onDeleted={() => {
            toastDone('The group token is deleted.');
            close();
          }}
        />
      )}
    </Stack>
  );
}
