import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import {
  IconArrowNarrowRight,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import type { GroupFollow } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { HealthLabel, type Health } from '../../ui/health';
import { count, plural } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { useMay } from '../users/use-may';

export type FollowAction = 'reconcile' | 'show' | 'edit' | 'toggle' | 'delete';

interface FollowsTableProps {
  follows: GroupFollow[] | undefined;
  onAction: (action: FollowAction, follow: GroupFollow) => void;
}

function followStatus({ enabled, last_status }: GroupFollow): { health: Health; label: string } {
  if (!enabled) return { health: 'off', label: 'Not followed' };
  if (last_status === null) return { health: 'pending', label: 'Not looked at yet' };
  if (last_status === 'success') return { health: 'ok', label: 'Up to date' };
  return last_status === 'partial' ? { health: 'warning', label: 'Partly done' } : { health: 'error', label: 'Failed' };
}

export function FollowsTable({ follows, onAction }: FollowsTableProps) {
  const may = useMay('followed groups');
  const columns: Column<GroupFollow>[] = [
    {
      key: 'group',
      header: 'Group',
      cell: (follow) => (
        <Stack gap={1}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {follow.source_group_path}
          </Text>
          <Group gap={5} wrap="nowrap" c="dimmed">
            <IconArrowNarrowRight size={14} aria-label="to" style={{ flex: 'none' }} />
            <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
              {follow.target_namespace_path}
            </Text>
          </Group>
        </Stack>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 220,
      cell: (follow) => (
        <Stack gap={1}>
          <HealthLabel {...followStatus(follow)} />
          {follow.last_error !== null && follow.last_status !== 'success' && (
            <Text size="xs" c="dimmed" lineClamp={2}>
              {follow.last_error}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'mirrors',
      header: 'Mirrors',
      width: 170,
      cell: (follow) => (
        <Stack gap={2} align="flex-start">
          <Anchor
            component={Link}
            to={`/mirrors?pair=${follow.instance_pair_id}&group=${encodeURIComponent(follow.source_group_path)}`}
            size="sm"
            c="var(--mm-link)"
            className="numbers"
          >
            {plural(follow.mirrors_count, 'mirror')}
          </Anchor>
          <Group gap={4}>
            {follow.new_last_time > 0 && <Badge color="teal">{count(follow.new_last_time)} new</Badge>}
            {follow.vanished_count > 0 && <Badge color="orange">{count(follow.vanished_count)} vanished</Badge>}
          </Group>
        </Stack>
      ),
    },
    {
      key: 'last',
      header: 'Looked at',
      width: 130,
      cell: ({ last_reconciled_at }) => <RelativeTime at={last_reconciled_at} size="sm" />,
    },
    {
      key: 'next',
      header: 'Next look',
      width: 130,
      cell: ({ next_reconcile_at }) => <RelativeTime at={next_reconcile_at} never="not planned" planned size="sm" />,
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (follow) => (
        <RowMenu
          label={`Actions for ${follow.source_group_path}`}
          actions={[
            { label: 'Look for changes now', icon: IconRefresh, onClick: () => onAction('reconcile', follow), ...may },
            { label: 'Vanished and left out', icon: IconListDetails, onClick: () => onAction('show', follow) },
            { label: 'Edit', icon: IconPencil, onClick: () => onAction('edit', follow), ...may },
            {
              label: follow.enabled ? 'Stop following' : 'Follow again',
              icon: follow.enabled ? IconPlayerPause : IconPlayerPlay,
              onClick: () => onAction('toggle', follow),
              ...may,
            },
            { label: 'Delete', icon: IconTrash, onClick: () => onAction('delete', follow), danger: true, ...may },
          ]}
        />
      ),
    },
  ];
  return <DataTable label="Followed groups" columns={columns} rows={follows} rowKey={({ id }) => id} minWidth={900} />;
}
