import { ActionIcon, Pagination, Stack, Text, Tooltip } from '@mantine/core';
import { IconHistory, IconListDetails } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyncRun } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { EmptyPanel } from '../../ui/empty-panel';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { usePages } from '../../ui/use-pages';
import type { IssueUrl } from './issue-number';
import { issueSyncQueries, RUNS_PER_PAGE } from './queries';
import { RunDialog } from './run-dialog';
import { runStatus, triggerInWords } from '../runs/run-in-words';

type CountKey = 'issues_created' | 'issues_updated' | 'issues_skipped' | 'issues_failed';

const number = (key: CountKey, header: string): Column<SyncRun> => ({
  key,
  header,
  width: 90,
  align: 'right',
  cell: (run) => (
    <Text size="sm" className="numbers" c={run[key] === 0 ? 'dimmed' : undefined}>
      {count(run[key])}
    </Text>
  ),
});

/** Every run that is remembered, newest first. */
export function RunsTable({ configId, issueUrl }: { configId: number; issueUrl: IssueUrl }) {
  const [pageNumber, setPage] = useState(1);
  const runs = useQuery({ ...issueSyncQueries.runs(configId, pageNumber), placeholderData: keepPreviousData });
  const pages = usePages(runs, RUNS_PER_PAGE, pageNumber, setPage);
  const [shown, setShown] = useState<number | null>(null);
  if (runs.error && !runs.data) return <QueryFault error={runs.error} what="The runs" onRetry={runs.refetch} />;
  if (runs.data?.total === 0) {
    return (
      <EmptyPanel
        icon={<IconHistory />}
        title="No run yet"
        description="The first one starts on schedule, or when you trigger it."
      />
    );
  }

  const columns: Column<SyncRun>[] = [
    {
      key: 'status',
      header: 'Run',
      cell: (run) => (
        <Stack gap={1}>
          <Text size="sm" component="div">
            <HealthLabel {...runStatus(run.status)} />
          </Text>
          {run.error !== null && (
            <Text size="xs" c="dimmed" lineClamp={2} maw={320}>
              {run.error}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'started',
      header: 'Started',
      width: 170,
      cell: (run) => (
        <Text size="sm" component="div">
          <RelativeTime at={run.started_at} never="not yet" />
          <Text c="dimmed" size="xs">
            {triggerInWords(run.trigger)}
          </Text>
        </Text>
      ),
    },
    {
      key: 'duration',
      header: 'Took',
      width: 100,
      cell: (run) => (
        <Text size="sm" c="dimmed" className="numbers">
          {run.duration_ms === null ? '–' : duration(run.duration_ms)}
        </Text>
      ),
    },
    number('issues_created', 'Created'),
    number('issues_updated', 'Updated'),
    number('issues_skipped', 'Unchanged'),
    number('issues_failed', 'Failed'),
    {
      key: 'actions',
      header: 'Details',
      width: 56,
      align: 'right',
      actions: true,
      cell: (run) => (
        <Tooltip label="Details and errors">
          <ActionIcon aria-label={`Details of run ${run.id}`} onClick={() => setShown(run.id)}>
            <IconListDetails size={17} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
  return (
    <Stack gap="sm">
      <DataTable label="Runs" columns={columns} rows={runs.data?.items} rowKey={({ id }) => id} minWidth={860} />
      {pages > 1 && <Pagination total={pages} value={pageNumber} onChange={setPage} />}
      {shown !== null && (
        <RunDialog configId={configId} runId={shown} issueUrl={issueUrl} onClose={() => setShown(null)} />
      )}
    </Stack>
  );
}
