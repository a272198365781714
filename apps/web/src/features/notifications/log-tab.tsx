import { Group, Pagination, Select, Stack, Text } from '@mantine/core';
import { IconListDetails, IconMailOff, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Delivery } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { HealthLabel } from '../../ui/health';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { usePages } from '../../ui/use-pages';
import { useSearchState } from '../../ui/use-search-state';
import { useMay } from '../users/use-may';
import { DELIVERY_STATUSES, deliveryStatus } from './in-words';
import { DELIVERIES_PER_PAGE, notificationQueries, useRetryDelivery } from './queries';
import classes from './notifications.module.css';

export function LogTab() {
  const [params, change] = useSearchState();
  const [shown, setShown] = useState<Delivery | null>(null);
  const retry = useRetryDelivery();
  const may = useMay('notifications');
  const status = DELIVERY_STATUSES.find(({ value }) => value === params.get('status'))?.value;
  const number = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
  const log = useQuery(notificationQueries.deliveries({ page: number, ...(status ? { status } : {}) }));
  const pages = usePages(log, DELIVERIES_PER_PAGE, number, (page) => change({ page: String(page) }));

  const columns: Column<Delivery>[] = [
    {
      key: 'subject',
      header: 'Message',
      cell: (delivery) => (
        <Stack gap={1}>
          <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            {delivery.subject}
          </Text>
          <Text size="xs" c="dimmed">
            {delivery.rule_name ?? 'Test message'} · to {delivery.channel_name}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 260,
      cell: (delivery) => (
        <Stack gap={1}>
          <HealthLabel {...deliveryStatus(delivery.status)} />
          {delivery.error !== null && (
            <Text size="xs" c="dimmed" lineClamp={2} title={delivery.error}>
              {delivery.error}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'when',
      header: 'When',
      width: 140,
      cell: (delivery) => <RelativeTime at={delivery.sent_at ?? delivery.created_at} size="sm" />,
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (delivery) => (
        <RowMenu
          label={`Actions for message ${delivery.id}`}
          actions={[
            { label: 'Read it', icon: IconListDetails, onClick: () => setShown(delivery) },
            {
              label: 'Send it again',
              icon: IconSend,
              disabled: delivery.status === 'sent',
              ...may,
              onClick: () => retry.mutate(delivery.id, { onSuccess: ({ message }) => toastDone(message) }),
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Stack gap="sm">
      <Group gap="xs" role="search" aria-label="Filter the log">
        <Select
          aria-label="Status"
          placeholder="Status"
          data={DELIVERY_STATUSES}
          value={status ?? null}
          onChange={(value) => change({ status: value, page: null })}
          clearable
          w={150}
        />
        <Text size="sm" c="dimmed" className="numbers" ml="auto" role="status">
          {log.data ? plural(log.data.total, 'message') : ''}
        </Text>
      </Group>
      {log.error && !log.data ? (
        <QueryFault error={log.error} what="The log" onRetry={log.refetch} />
      ) : log.data?.total === 0 ? (
        <EmptyPanel
          icon={<IconMailOff />}
          title="No message to show"
          description={status ? 'Try with fewer filters.' : 'What was told, where, and what came of it, appears here.'}
        />
      ) : (
        <DataTable label="Messages" columns={columns} rows={log.data?.items} rowKey={({ id }) => id} minWidth={680} />
      )}
      {pages > 1 && (
        <Group justify="center">
          <Pagination total={pages} value={number} onChange={(next) => change({ page: String(next) })} />
        </Group>
      )}
      {shown !== null && (
        <Dialog title={shown.subject} onClose={() => setShown(null)} size="lg">
          <pre className={classes.message}>{shown.text}</pre>
        </Dialog>
      )}
    </Stack>
  );
}
