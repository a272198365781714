import { Anchor, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { IssueSync } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { EmptyPanel } from '../../ui/empty-panel';
import { HealthLabel } from '../../ui/health';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { useSelection } from '../mirrors/use-selection';
import { IssueSyncBulkBar } from './bulk-bar';
import { issueSyncQueries } from './queries';
import { issueSyncStatus } from './run-progress';

const COLUMNS: Column<IssueSync>[] = [
  {
    key: 'mirror',
    header: 'Mirror',
    cell: ({ mirror_id, source_project_path, target_project_path }) => (
      <Stack gap={1}>
        <Anchor
          component={Link}
          to={`/issue-sync/${mirror_id}`}
          size="sm"
          fw={600}
          c="var(--mantine-color-text)"
          style={{ overflowWrap: 'anywhere' }}
        >
          {source_project_path}
        </Anchor>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          to {target_project_path}
        </Text>
      </Stack>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: 220,
    cell: (config) => (
      <Stack gap={1}>
        <Text size="sm" component="div">
          <HealthLabel {...issueSyncStatus(config)} />
        </Text>
        {config.last_sync_error !== null && config.last_sync_status !== 'success' && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {config.last_sync_error}
          </Text>
        )}
      </Stack>
    ),
  },
  {
    key: 'last',
    header: 'Last sync',
    width: 140,
    cell: ({ last_sync_at }) => <RelativeTime at={last_sync_at} size="sm" />,
  },
  {
    key: 'next',
    header: 'Next sync',
    width: 140,
    cell: ({ enabled, next_sync_at }) =>
      enabled ? (
        <RelativeTime at={next_sync_at} never="soon" planned size="sm" />
      ) : (
        <Text size="sm" c="dimmed">
          only by hand
        </Text>
      ),
  },
  {
    key: 'interval',
    header: 'Every',
    width: 100,
    cell: ({ sync_interval_minutes }) => (
      <Text size="sm" className="numbers">
        {sync_interval_minutes} min
      </Text>
    ),
  },
];

export function IssueSyncPage() {
  const configs = useQuery(issueSyncQueries.all());
  const selection = useSelection();
  const ids = configs.data?.items.map(({ id }) => id) ?? [];
  const all = ids.length > 0 && ids.every(selection.has);
  const select: Column<IssueSync> = {
    key: 'select',
    header: 'Selected',
    width: 44,
    actions: true,
    cell: ({ id, source_project_path }) => (
      <Checkbox
        size="xs"
        aria-label={`Select ${source_project_path}`}
        checked={selection.has(id)}
        onChange={() => selection.toggle(id)}
      />
    ),
  };

  return (
    <>
      <PageHeader
        title="Issue sync"
        description="Issues, comments and attachments that are copied from a mirror’s source to its target."
      />
      {configs.error && !configs.data ? (
        <QueryFault error={configs.error} what="The issue syncs" onRetry={configs.refetch} />
      ) : configs.data?.items.length === 0 ? (
        <EmptyPanel
          icon={<IconMessages />}
          title="No issues are copied yet"
          description="Issue sync belongs to a mirror: open one and set it up there."
        >
          <Button component={Link} to="/mirrors">
            Go to mirrors
          </Button>
        </EmptyPanel>
      ) : (
        <Stack gap="sm">
          <Group justify="flex-end">
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              onClick={() => (all ? selection.clear() : selection.add(ids))}
            >
              {all ? 'Clear the selection' : 'Select all'}
            </Button>
          </Group>
          <DataTable
            label="Issue syncs"
            columns={[...COLUMNS, select]}
            rows={configs.data?.items}
            rowKey={({ id }) => id}
            minWidth={820}
          />
        </Stack>
      )}
      <IssueSyncBulkBar selection={selection} />
    </>
  );
}
