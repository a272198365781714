import { Anchor, Stack, Text } from '@mantine/core';
import { IconListDetails, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Run } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { isLive, useCancelRun, useRetryRun } from './queries';
import { kindInWords, runStatus, subjectInWords, subjectLink, triggerInWords } from './run-in-words';

interface RunsTableProps {
  runs: Run[] | undefined;
  onShow: (id: number) => void;
}

export function RunsTable({ runs, onShow }: RunsTableProps) {
  const cancel = useCancelRun();
  const retry = useRetryRun();
  const may = useMay('runs');
  const columns: Column<Run>[] = [
    {
      key: 'kind',
      header: 'Work',
      cell: (run) => {
        const link = subjectLink(run);
        return (
          <Stack gap={1}>
            <Text size="sm" fw={550}>
              {kindInWords(run.kind)}
            </Text>
            {link === null ? (
              <Text size="xs" c="dimmed">
                {subjectInWords(run)}
              </Text>
            ) : (
              <Anchor component={Link} to={link} size="xs" c="var(--mm-link)">
                {subjectInWords(run)}
              </Anchor>
            )}
          </Stack>
        );
      },
    },
    {
      key: 'status',
      header: 'Status',
      cell: (run) => (
        <Stack gap={1}>
          <HealthLabel {...runStatus(run.status)} />
          <RunNote run={run} />
        </Stack>
      ),
    },
    {
      key: 'when',
      header: 'Asked for',
      width: 190,
      cell: (run) => (
        <Text size="sm" component="div">
          <RelativeTime at={run.created_at} />
          <Text c="dimmed" size="xs">
            {run.trigger === 'manual' ? `by ${run.requested_by}` : triggerInWords(run.trigger)}
          </Text>
        </Text>
      ),
    },
    {
      key: 'duration',
      header: 'Took',
      width: 110,
      cell: (run) => (
        <Text size="sm" c="dimmed" className="numbers">
          {run.duration_ms === null ? '–' : duration(run.duration_ms)}
        </Text>
      ),
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (run) => (
        <RowMenu
          label={`Actions for run ${run.id}`}
          actions={[
            { label: 'Details', icon: IconListDetails, onClick: () => onShow(run.id) },
            isLive(run)
              ? {
                  label: 'Cancel',
                  icon: IconPlayerStop,
                  onClick: () => cancel.mutate(run.id, { onSuccess: () => toastDone('The run is being cancelled.') }),
                  ...may,
                }
              : {
                  label: 'Do it again',
                  icon: IconRefresh,
                  onClick: () => retry.mutate(run.id, { onSuccess: () => toastDone('The work starts again.') }),
                  ...may,
                },
          ]}
        />
      ),
    },
  ];
  return <DataTable label="Activity" columns={columns} rows={runs} rowKey={({ id }) => id} minWidth={780} />;
}

/** What went wrong, or how far it is. */
function RunNote({ run }: { run: Run }) {
  const { progress } = run;
  const live = isLive(run) && progress !== null;
  const text = live
    ? `${progress.phase ?? 'Working'}: ${count(progress.done)}${progress.total === null ? '' : ` of ${count(progress.total)}`}`
    : run.error;
  return text === null ? null : (
    <Text size="xs" c="dimmed" lineClamp={2} maw={420}>
      {text}
    </Text>
  );
}
