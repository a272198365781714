import { Badge, Button, EmptyState, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAdjustments, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupDefaults } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { QueryFault } from '../../ui/query-fault';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { GroupDefaultsDrawer } from './group-defaults-drawer';
import { overridesInWords } from './overrides-in-words';
import { groupQueries, useDeleteGroupDefaults } from './queries';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; defaults: GroupDefaults } | null;

export function GroupDefaultsTab() {
  const list = useQuery(groupQueries.defaults());
  const pairs = useQuery(pairQueries.all());
  const remove = useDeleteGroupDefaults();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('group defaults');
  const nameOf = (id: number): string => pairs.data?.items.find((pair) => pair.id === id)?.name ?? `Pair ${id}`;
  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add group defaults
    </Button>
  );

  const columns: Column<GroupDefaults>[] = [
    {
      key: 'group',
      header: 'Group',
      cell: (defaults) => (
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {defaults.group_path}
        </Text>
      ),
    },
    { key: 'pair', header: 'Pair', cell: (defaults) => <Text size="sm">{nameOf(defaults.instance_pair_id)}</Text> },
    {
      key: 'settings',
      header: 'Differs in',
      cell: (defaults) => {
        const words = overridesInWords(defaults);
        return words.length === 0 ? (
          <Text size="sm" c="dimmed">
            nothing: inherits all
          </Text>
        ) : (
          <Group gap={6}>
            {words.map((word) => (
              <Badge key={word} color="gray">
                {word}
              </Badge>
            ))}
          </Group>
        );
      },
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (defaults) => (
        <RowMenu
          label={`Actions for ${defaults.group_path}`}
          actions={[
            { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', defaults }) },
            { label: 'Delete', icon: IconTrash, onClick: () => setOpen({ action: 'delete', defaults }), danger: true },
          ]}
        />
      ),
    },
  ];

  return (
    <Stack gap="sm">
      {list.error && !list.data ? (
        <QueryFault error={list.error} what="The group defaults" onRetry={list.refetch} />
      ) : list.data?.items.length === 0 ? (
        <Paper p="xl" bg="var(--mm-surface)">
          <EmptyState
            icon={<IconAdjustments />}
            title="No group differs from its pair"
            description="Group defaults apply to all mirrors below a group, unless a mirror says otherwise itself."
          >
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Paper>
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <DataTable label="Group defaults" columns={columns} rows={list.data?.items} rowKey={({ id }) => id} />
        </>
      )}
      {open?.action === 'add' && <GroupDefaultsDrawer defaults={null} onClose={close} />}
      {open?.action === 'edit' && <GroupDefaultsDrawer defaults={open.defaults} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="group defaults"
          name={`${open.defaults.group_path} in ${nameOf(open.defaults.instance_pair_id)}`}
          consequences="Mirrors below the group go back to what the pair says."
          pending={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() =>
            remove.mutate(open.defaults.id, {
              onSuccess: () => {
                toastDone('The group defaults are deleted.');
                close();
              },
            })
          }
        />
      )}
    </Stack>
  );
}
