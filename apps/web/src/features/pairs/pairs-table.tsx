import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Instance, Pair } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { plural } from '../../ui/plural';
import { RowMenu } from '../../ui/row-menu';
import { mirrorQueries } from '../mirrors/queries';
import { settingsInWords } from './settings-in-words';

export type PairAction = 'edit' | 'sync' | 'delete';

interface PairsTableProps {
  pairs: Pair[] | undefined;
  instances: Instance[];
  onAction: (action: PairAction, pair: Pair) => void;
}

export function PairsTable({ pairs, instances, onAction }: PairsTableProps) {
  const nameOf = (id: number): string => instances.find((instance) => instance.id === id)?.name ?? `Instance ${id}`;
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
            {nameOf(pair.source_instance_id)}
          </Text>
          <IconArrowNarrowRight size={16} aria-label="to" style={{ flex: 'none' }} />
          <Text size="sm" className="truncate">
            {nameOf(pair.target_instance_id)}
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
    { key: 'mirrors', header: 'Mirrors', width: 120, cell: (pair) => <MirrorCount pair={pair} /> },
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

function MirrorCount({ pair }: { pair: Pair }) {
  const { data } = useQuery(mirrorQueries.count({ instance_pair_id: pair.id }));
  return (
    <Anchor component={Link} to={`/mirrors?pair=${pair.id}`} size="sm" c="var(--mm-link)" className="numbers">
      {data === undefined ? 'Show' : plural(data, 'mirror')}
    </Anchor>
  );
}
