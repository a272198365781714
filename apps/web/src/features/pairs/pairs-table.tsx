import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Pair } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { plural } from '../../ui/plural';
import { RowMenu } from '../../ui/row-menu';
import { settingsInWords } from './settings-in-words';

export type PairAction = 'edit' | 'sync' | 'delete';

interface PairsTableProps {
  pairs: Pair[] | undefined;
  onAction: (action: PairAction, pair: Pair) => void;
}

export function PairsTable({ pairs, onAction }: PairsTableProps) {
  const columns: Column<Pair>[] = [
    {
      key: 'name',
      header: 'Pair',
      cell: (pair) => (
        <Stack gap={1}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {pair.name}
          </Text>
          {pair.description !== null && (
            <Text size="xs" c="dimmed" lineClamp={1} maw={320}>
              {pair.description}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'route',
      header: 'From → to',
      cell: (pair) => (
        <Group gap={6} wrap="nowrap" align="center">
          <Text size="sm" className="truncate">
            {pair.source_instance_name}
          </Text>
          <IconArrowNarrowRight size={16} aria-label="to" style={{ flex: 'none' }} />
          <Text size="sm" className="truncate">
            {pair.target_instance_name}
          </Text>
        </Group>
      ),
    },
    {
      key: 'settings',
      header: 'Defaults',
      cell: (pair) => (
        <Group gap={6}>
          <Badge color="brand">{pair.mirror_direction === 'pull' ? 'Pull' : 'Push'}</Badge>
          {settingsInWords(pair).map((word) => (
            <Badge key={word} color="gray">
              {word}
            </Badge>
          ))}
        </Group>
      ),
    },
    {
      key: 'mirrors',
      header: 'Mirrors',
      width: 120,
      cell: ({ id, mirrors_count }) => (
        <Anchor component={Link} to={`/mirrors?pair=${id}`} size="sm" c="var(--mm-link)" className="numbers">
          {plural(mirrors_count, 'mirror')}
        </Anchor>
      ),
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (pair) => (
        <RowMenu
          label={`Actions for ${pair.name}`}
          actions={[
            { label: 'Sync all mirrors now', icon: IconRefresh, onClick: () => onAction('sync', pair) },
            { label: 'Edit', icon: IconPencil, onClick: () => onAction('edit', pair) },
            { label: 'Delete', icon: IconTrash, onClick: () => onAction('delete', pair), danger: true },
          ]}
        />
      ),
    },
  ];
  return <DataTable label="Pairs" columns={columns} rows={pairs} rowKey={({ id }) => id} minWidth={820} />;
}
