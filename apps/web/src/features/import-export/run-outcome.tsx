import { Button, Group, Pagination, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportItem } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { HealthLabel, type Health } from '../../ui/health';
import { count } from '../../ui/plural';
import { Panel } from '../../ui/panel';
import { QueryFault } from '../../ui/query-fault';
import { duration } from '../../ui/relative-time-text';
import { toastDone } from '../../ui/toast';
import { usePages } from '../../ui/use-pages';
import { isLive, runQueries, useCancelRun } from '../runs/queries';
import { runStatus } from '../runs/run-in-words';
import { importQueries, ITEMS_PER_PAGE, type Outcome } from './queries';
import { resourceInWords } from './resource-in-words';

const OUTCOMES: Record<Outcome, { health: Health; label: string }> = {
  pending: { health: 'pending', label: 'Waiting' },
  done: { health: 'ok', label: 'Done' },
  skipped: { health: 'off', label: 'Skipped' },
  failed: { health: 'error', label: 'Failed' },
};

const COLUMNS: Column<ImportItem>[] = [
  { key: 'row', header: 'Row', width: 70, cell: ({ row }) => <Text size="sm">{row}</Text> },
  {
    key: 'name',
    header: 'What',
    cell: ({ kind, action, name }) => (
      <Stack gap={1}>
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {action} {resourceInWords(kind)}
        </Text>
      </Stack>
    ),
  },
  {
    key: 'outcome',
    header: 'Outcome',
    width: '40%',
    cell: ({ outcome, message }) => (
      <Stack gap={1}>
        <HealthLabel {...OUTCOMES[outcome]} />
        {message !== null && (
          <Text size="xs" c="dimmed">
            {message}
          </Text>
        )}
      </Stack>
    ),
  },
];

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'failed', label: 'Failed' },
  { value: 'skipped', label: 'Skipped' },
  { value: 'pending', label: 'Waiting' },
];

/** How far a run is, and what became of each of its items. */
export function RunOutcome({ runId }: { runId: number }) {
  const [filter, setFilter] = useState<string>('all');
  const [number, setNumber] = useState(1);
  const outcome = (['failed', 'skipped', 'pending'] as const).find((each) => each === filter) ?? null;
  const run = useQuery(runQueries.one(runId));
  const items = useQuery(importQueries.items(runId, outcome, number));
  const cancel = useCancelRun();
  const progress = run.data?.progress ?? null;
  const percent = progress?.total ? (progress.done / progress.total) * 100 : null;
  const pages = usePages(items, ITEMS_PER_PAGE, number, setNumber);

  return (
    <Panel
      title={`Run ${runId}`}
      aside={
        run.data &&
        isLive(run.data) && (
          <Button
            size="xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(runId, { onSuccess: () => toastDone('The run is being cancelled.') })}
          >
            Cancel
          </Button>
        )
      }
    >
      <Stack gap="md">
        {run.error && !run.data && <QueryFault error={run.error} what="The run" onRetry={run.refetch} />}
        {run.data && (
          <Stack gap={6} role="status">
            <Group justify="space-between" gap="xs">
              <HealthLabel {...runStatus(run.data.status)} />
              <Text size="xs" c="dimmed" className="numbers">
                {progress?.total ? `${count(progress.done)} of ${count(progress.total)}` : ''}
                {progress?.seconds_left ? `, about ${duration(progress.seconds_left * 1_000)} left` : ''}
              </Text>
            </Group>
            {isLive(run.data) && (
              <Progress
                value={percent ?? 100}
                striped={percent === null}
                animated
                color="var(--mm-health-syncing)"
                aria-label="Progress of the run"
              />
            )}
            {run.data.error !== null && (
              <Text size="sm" c="var(--mm-health-error)">
                {run.data.error}
              </Text>
            )}
          </Stack>
        )}
        <SegmentedControl
          size="xs"
          aria-label="Outcome"
          data={FILTERS}
          value={filter}
          onChange={(value) => {
            setFilter(value);
            setNumber(1);
          }}
          style={{ alignSelf: 'flex-start' }}
        />
        <DataTable label="Items" columns={COLUMNS} rows={items.data?.items} rowKey={({ row }) => row} minWidth={560} />
        {pages > 1 && <Pagination total={pages} value={number} onChange={setNumber} size="sm" />}
      </Stack>
    </Panel>
  );
}
