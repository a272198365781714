import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowNarrowRight, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Pair } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { InlineEdit } from '../../ui/inline-edit';
import { plural } from '../../ui/plural';
import { RowMenu } from '../../ui/row-menu';
import { toastUndo } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { useChangePair } from './queries';
import { settingsInWords } from './settings-in-words';

export type PairAction = 'edit' | 'sync' | 'delete';

type PairTexts = Partial<Pick<Pair, 'name' | 'description'>>;

interface PairsTableProps {
  pairs: Pair[] | undefined;
  onAction: (action: PairAction, pair: Pair) => void;
}

export function PairsTable({ pairs, onAction }: PairsTableProps) {
  const change = useChangePair();
  const may = useMay('pairs');
  const maySync = useMay('mirrors');
  const save = (pair: Pair, wanted: PairTexts, before: PairTexts): void =>
    change.mutate(
      { id: pair.id, change: wanted },
      { onSuccess: ({ name }) => toastUndo(`${name} is saved.`, () => change.mutate({ id: pair.id, change: before })) },
    );
  const columns: Column<Pair>[] = [
    {
      key: 'name',
      header: 'Pair',
      cell: (pair) => (
        <Stack gap={1} align="flex-start">
          <InlineEdit
            label={`Name of ${pair.name}`}
            value={pair.name}
            maxLength={200}
            required
            {...may}
            onSave={(name) => save(pair, { name }, { name: pair.name })}
          >
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {pair.name}
            </Text>
          </InlineEdit>
          <InlineEdit
            label={`Description of ${pair.name}`}
            value={pair.description ?? ''}
            maxLength={500}
            {...may}
            onSave={(text) => save(pair, { description: text || null }, { description: pair.description })}
          >
            <Text size="xs" c="dimmed" lineClamp={1} maw={320}>
              {pair.description ?? 'No description'}
            </Text>
          </InlineEdit>
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
            { label: 'Sync all mirrors now', icon: IconRefresh, onClick: () => onAction('sync', pair), ...maySync },
            { label: 'Edit', icon: IconPencil, onClick: () => onAction('edit', pair), ...may },
            { label: 'Delete', icon: IconTrash, onClick: () => onAction('delete', pair), danger: true, ...may },
          ]}
        />
      ),
    },
  ];
  return <DataTable label="Pairs" columns={columns} rows={pairs} rowKey={({ id }) => id} minWidth={820} />;
}
