import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Pause } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { HealthLabel } from '../../ui/health';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { pairQueries } from '../pairs/queries';
import { PauseDrawer } from './pause-drawer';
import { scheduleQueries, useEndPauses } from './queries';
import { useMay } from '../users/use-may';

/** What is paused now, and the maintenance windows to come. */
export function PausesSection() {
  const pauses = useQuery(scheduleQueries.pauses());
  const instances = useQuery(instanceQueries.all());
  const pairs = useQuery(pairQueries.all());
  const end = useEndPauses();
  const may = useMay('schedules');
  const [open, setOpen] = useState<'all' | 'one' | null>(null);
  const relevant = pauses.data?.items.filter(
    ({ active, ends_at }) => active || ends_at === null || Date.parse(ends_at) > Date.now(),
  );
  const active = relevant?.filter((pause) => pause.active) ?? [];
  const nameOf = ({ instance_id, pair_id }: Pause): string =>
    instance_id === null
      ? `Pair ${pairs.data?.items.find(({ id }) => id === pair_id)?.name ?? pair_id ?? ''}`
      : `Instance ${instances.data?.items.find(({ id }) => id === instance_id)?.name ?? instance_id}`;
  const stop = (ids: number[]): void => end.mutate(ids, { onSuccess: () => toastDone('It goes on.') });

  const columns: Column<Pause>[] = [
    {
      key: 'what',
      header: 'What',
      cell: (pause) => (
        <Stack gap={1}>
          <Text size="sm" fw={600}>
            {nameOf(pause)}
          </Text>
          {pause.reason !== null && (
            <Text size="xs" c="dimmed">
              {pause.reason}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 130,
      cell: (pause) =>
        pause.active ? <HealthLabel health="off" label="Paused" /> : <HealthLabel health="pending" label="Planned" />,
    },
    { key: 'from', header: 'From', width: 140, cell: ({ starts_at }) => <RelativeTime at={starts_at} size="sm" /> },
    {
      key: 'until',
      header: 'Until',
      width: 160,
      cell: ({ ends_at }) => <RelativeTime at={ends_at} never="somebody ends it" size="sm" />,
    },
    { key: 'by', header: 'By', width: 120, cell: ({ created_by }) => <Text size="sm">{created_by}</Text> },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (pause) => (
        <RowMenu
          label={`Actions for the pause of ${nameOf(pause)}`}
          actions={[
            pause.active
              ? { label: 'Go on now', icon: IconPlayerPlay, onClick: () => stop([pause.id]), ...may }
              : { label: 'Cancel', icon: IconTrash, onClick: () => stop([pause.id]), danger: true, ...may },
          ]}
        />
      ),
    },
  ];

  return (
    <section aria-labelledby="pauses">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="pauses">
          Pauses and maintenance windows
        </Title>
        <Group gap="xs">
          <Button variant="default" {...may} onClick={() => setOpen('one')}>
            Plan a window
          </Button>
          <Button variant="default" leftSection={<IconPlayerPause size={16} />} {...may} onClick={() => setOpen('all')}>
            Pause everything
          </Button>
        </Group>
      </Group>
      {active.length > 0 && (
        <Alert color="orange" icon={<IconPlayerPause size={18} />} mb="sm">
          <Group justify="space-between" gap="sm">
            <Text size="sm">{plural(active.length, 'pause')} in effect: nothing starts by itself there.</Text>
            <Button
              size="xs"
              variant="default"
              loading={end.isPending}
              {...may}
              onClick={() => stop(active.map(({ id }) => id))}
            >
              Go on with everything
            </Button>
          </Group>
        </Alert>
      )}
      {pauses.error && !pauses.data ? (
        <QueryFault error={pauses.error} what="The pauses" onRetry={pauses.refetch} />
      ) : relevant?.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing is paused, and no window is planned.
        </Text>
      ) : (
        <DataTable label="Pauses" columns={columns} rows={relevant} rowKey={({ id }) => id} />
      )}
      {open !== null && <PauseDrawer everything={open === 'all'} onClose={() => setOpen(null)} />}
    </section>
  );
}
