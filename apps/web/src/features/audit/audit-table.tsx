import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { AuditEntry } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { RelativeTime } from '../../ui/relative-time';
import { ChangesList } from './changes-list';
import { ACTION_COLORS, actionInWords, entityInWords, entityLink } from './in-words';

const COLUMNS: Column<AuditEntry>[] = [
  {
    key: 'what',
    header: 'What',
    cell: (entry) => {
      const link = entityLink(entry);
      return (
        <Stack gap={3}>
          <Group gap={8}>
            <Badge color={ACTION_COLORS[entry.action] ?? 'gray'}>{actionInWords(entry.action)}</Badge>
            <Text size="xs" c="dimmed">
              {entityInWords(entry.entity_type)}
            </Text>
          </Group>
          {link === null ? (
            <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
              {entry.entity_name}
            </Text>
          ) : (
            <Anchor
              component={Link}
              to={link}
              size="sm"
              fw={550}
              c="var(--mm-link)"
              style={{ overflowWrap: 'anywhere' }}
            >
              {entry.entity_name}
            </Anchor>
          )}
        </Stack>
      );
    },
  },
  {
    key: 'changes',
    header: 'Changes',
    width: '42%',
    cell: ({ changes }) =>
      changes.length === 0 ? (
        <Text size="xs" c="dimmed">
          –
        </Text>
      ) : (
        <ChangesList changes={changes} />
      ),
  },
  {
    key: 'who',
    header: 'Who',
    width: 160,
    cell: ({ actor, origin }) => (
      <Stack gap={0}>
        <Text size="sm">{actor}</Text>
        {origin !== null && (
          <Text size="xs" c="dimmed">
            by {origin}
          </Text>
        )}
      </Stack>
    ),
  },
  { key: 'when', header: 'When', width: 130, cell: ({ at }) => <RelativeTime at={at} size="sm" /> },
];

export function AuditTable({ entries }: { entries: AuditEntry[] | undefined }) {
  return <DataTable label="Audit trail" columns={COLUMNS} rows={entries} rowKey={({ id }) => id} minWidth={820} />;
}
