import { Button, Stack, Switch, Text } from '@mantine/core';
import { IconCalendarTime, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schedule } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { PausesSection } from './pauses-section';
import { scheduleQueries, useDeleteSchedule, useSwitchSchedule } from './queries';
import { ScheduleDrawer } from './schedule-drawer';
import { timingInWords } from './schedule-in-words';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; schedule: Schedule } | null;

export function SchedulesPage() {
  const schedules = useQuery(scheduleQueries.all());
  const pairs = useQuery(pairQueries.all());
  usePrefetchQuery(scheduleQueries.pauses());
  const switchOne = useSwitchSchedule();
  const remove = useDeleteSchedule();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('schedules');
  const nameOf = ({ instance_pair_id }: Schedule): string =>
    pairs.data?.items.find(({ id }) => id === instance_pair_id)?.name ?? `Pair ${instance_pair_id}`;

  const columns: Column<Schedule>[] = [
    {
      key: 'what',
      header: 'Syncs',
      cell: (schedule) => (
        <Stack gap={1}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {nameOf(schedule)}
          </Text>
          <Text size="xs" c="dimmed">
            {schedule.mirror_id !== null
              ? `only mirror ${schedule.mirror_id}`
              : schedule.group_path === null
                ? 'all mirrors'
                : `below ${schedule.group_path}`}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'timing',
      header: 'When',
      cell: (schedule) => (
        <Text size="sm" className={schedule.cron === null ? undefined : 'mono'}>
          {timingInWords(schedule)}
        </Text>
      ),
    },
    {
      key: 'next',
      header: 'Next run',
      width: 140,
      cell: ({ enabled, next_run_at }) => (
        <RelativeTime at={enabled ? next_run_at : null} never="switched off" planned size="sm" />
      ),
    },
    {
      key: 'last',
      header: 'Last run',
      width: 140,
      cell: ({ last_run_at }) => <RelativeTime at={last_run_at} size="sm" />,
    },
    {
      key: 'enabled',
      header: 'Enabled',
      width: 90,
      cell: (schedule) => (
        <Switch
          size="sm"
          aria-label={`Schedule of ${nameOf(schedule)}`}
          checked={schedule.enabled}
          disabled={switchOne.isPending && switchOne.variables.id === schedule.id}
          {...may}
          onChange={(event) => switchOne.mutate({ id: schedule.id, enabled: event.currentTarget.checked })}
        />
      ),
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (schedule) => (
        <RowMenu
          label={`Actions for the schedule of ${nameOf(schedule)}`}
          actions={[
            { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', schedule }), ...may },
            {
              label: 'Delete',
              icon: IconTrash,
              onClick: () => setOpen({ action: 'delete', schedule }),
              danger: true,
              ...may,
            },
          ]}
        />
      ),
    },
  ];

  return (
    <>
      <PageHeader
        title="Schedules"
        description="When mirrors are synced by Mirror Maestro itself, beyond what GitLab does, and when it keeps still."
        actions={
          <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
            Add schedule
          </Button>
        }
      />
      <Stack gap="xl">
        {schedules.error && !schedules.data ? (
          <QueryFault error={schedules.error} what="The schedules" onRetry={schedules.refetch} />
        ) : schedules.data?.total === 0 ? (
          <EmptyPanel
            icon={<IconCalendarTime />}
            title="No schedule"
            description="GitLab syncs mirrors by itself; a schedule asks for it at times of your own."
          />
        ) : (
          <DataTable label="Schedules" columns={columns} rows={schedules.data?.items} rowKey={({ id }) => id} />
        )}
        {/* Once it is known how high the list above is. */}
        {!schedules.isPending && <PausesSection />}
      </Stack>
      {open?.action === 'add' && <ScheduleDrawer schedule={null} onClose={close} />}
      {open?.action === 'edit' && <ScheduleDrawer schedule={open.schedule} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="schedule"
          name={`${nameOf(open.schedule)}, ${timingInWords(open.schedule)}`}
          consequences="The mirrors are then synced only when GitLab does it by itself, or when somebody asks for it."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.schedule.id)}
          onDeleted={() => {
            toastDone('The schedule is deleted.');
            close();
          }}
        />
      )}
    </>
  );
}
