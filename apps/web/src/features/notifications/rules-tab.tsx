import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { IconBellCog, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NotificationRule } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { QueryFault } from '../../ui/query-fault';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { ruleInWords } from './in-words';
import { notificationQueries, useDeleteRule, useToggleRule } from './queries';
import { RuleDrawer } from './rule-drawer';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; rule: NotificationRule } | null;

const timing = ({ quiet_hours: quiet, group_minutes, repeat_hours }: NotificationRule): string =>
  [
    group_minutes === 0 ? 'at once' : `gathered for ${group_minutes} min`,
    repeat_hours === null ? 'told once' : `again after ${repeat_hours} h`,
    ...(quiet === null ? [] : [`quiet ${quiet.from}–${quiet.to}`]),
  ].join(', ');

export function RulesTab() {
  const rules = useQuery(notificationQueries.rules());
  const channels = useQuery(notificationQueries.channels());
  const pairs = useQuery(pairQueries.all());
  const toggle = useToggleRule();
  const remove = useDeleteRule();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('notifications');
  const noChannels = channels.data?.items.length === 0;
  const channelName = (id: number): string =>
    channels.data?.items.find((each) => each.id === id)?.name ?? `Channel ${id}`;
  const pairName = (id: number | null): string =>
    id === null ? 'all pairs' : (pairs.data?.items.find((each) => each.id === id)?.name ?? `pair ${id}`);

  const add = (
    <Button
      leftSection={<IconPlus size={16} />}
      disabled={noChannels}
      {...may}
      onClick={() => setOpen({ action: 'add' })}
    >
      Add rule
    </Button>
  );
  const columns: Column<NotificationRule>[] = [
    {
      key: 'name',
      header: 'Rule',
      cell: (rule) => (
        <Stack gap={1}>
          <Text size="sm" fw={600}>
            {rule.name}
          </Text>
          <Text size="xs" c="dimmed">
            {ruleInWords(rule)}, {pairName(rule.instance_pair_id)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'tell',
      header: 'Tells',
      cell: (rule) => (
        <Stack gap={1}>
          <Text size="sm">{rule.channel_ids.map(channelName).join(', ')}</Text>
          <Text size="xs" c="dimmed">
            {timing(rule)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'enabled',
      header: 'On',
      width: 80,
      cell: (rule) => (
        <Switch
          aria-label={`${rule.name} is on`}
          checked={rule.enabled}
          disabled={toggle.isPending}
          {...may}
          onChange={(event) => toggle.mutate({ id: rule.id, enabled: event.currentTarget.checked })}
        />
      ),
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (rule) => (
        <RowMenu
          label={`Actions for ${rule.name}`}
          actions={[
            { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', rule }), ...may },
            {
              label: 'Delete',
              icon: IconTrash,
              onClick: () => setOpen({ action: 'delete', rule }),
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
      {rules.error && !rules.data ? (
        <QueryFault error={rules.error} what="The rules" onRetry={rules.refetch} />
      ) : rules.data?.items.length === 0 ? (
        <EmptyPanel
          icon={<IconBellCog />}
          title="No rule yet"
          description={
            noChannels
              ? 'Add a channel first; a rule then says what is told there.'
              : 'A rule says what is told where, and when not to.'
          }
        >
          {add}
        </EmptyPanel>
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <DataTable label="Rules" columns={columns} rows={rules.data?.items} rowKey={({ id }) => id} minWidth={620} />
        </>
      )}
      {open?.action === 'add' && <RuleDrawer rule={null} onClose={close} />}
      {open?.action === 'edit' && <RuleDrawer rule={open.rule} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="rule"
          name={open.rule.name}
          consequences="Nobody is told about this any more. What was sent stays in the log."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.rule.id)}
          onDeleted={() => {
            toastDone('The rule is deleted.');
            close();
          }}
        />
      )}
    </Stack>
  );
}
