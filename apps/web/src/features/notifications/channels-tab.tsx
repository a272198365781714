import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBellRinging, IconPencil, IconPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { HealthLabel } from '../../ui/health';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastDone, toastError } from '../../ui/toast';
import { ChannelDrawer } from './channel-drawer';
import { channelTarget, deliveryStatus, kindInWords } from './in-words';
import { notificationQueries, useDeleteChannel, useTestChannel } from './queries';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: 'edit' | 'delete'; channel: Channel } | null;

export function ChannelsTab() {
  const channels = useQuery(notificationQueries.channels());
  const test = useTestChannel();
  const remove = useDeleteChannel();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('notifications');
  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add channel
    </Button>
  );
  // Each tells its own outcome, also when another is tried out before the answer.
  const tryOut = ({ id, name }: Channel): void =>
    void test.mutateAsync(id).then(
      ({ ok, detail }) => (ok ? toastDone(`${name}: ${detail}`) : toastError(`${name}: ${detail}`)),
      () => undefined,
    );

  const columns: Column<Channel>[] = [
    {
      key: 'name',
      header: 'Channel',
      cell: (channel) => (
        <Stack gap={1}>
          <Text size="sm" fw={600}>
            {channel.name}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {kindInWords(channel.kind)} · {channelTarget(channel)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'status',
      header: 'Last message',
      cell: (channel) =>
        channel.enabled ? (
          channel.last_delivery_status === null ? (
            <HealthLabel health="unknown" label="None yet" />
          ) : (
            <Stack gap={1}>
              <HealthLabel {...deliveryStatus(channel.last_delivery_status)} />
              <RelativeTime at={channel.last_delivery_at} size="xs" c="dimmed" />
            </Stack>
          )
        ) : (
          <HealthLabel health="off" label="Off" />
        ),
    },
    {
      key: 'test',
      header: 'Test',
      width: 110,
      actions: true,
      wideOnly: true,
      cell: (channel) => (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={14} />}
          loading={test.isPending && test.variables === channel.id}
          {...may}
          onClick={() => tryOut(channel)}
        >
          Test
        </Button>
      ),
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (channel) => (
        <RowMenu
          label={`Actions for ${channel.name}`}
          actions={[
            { label: 'Send a test message', icon: IconSend, onClick: () => tryOut(channel), ...may },
            { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', channel }), ...may },
            {
              label: 'Delete',
              icon: IconTrash,
              onClick: () => setOpen({ action: 'delete', channel }),
              danger: true,
              ...may,
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Stack gap="sm">
      {channels.error && !channels.data ? (
        <QueryFault error={channels.error} what="The channels" onRetry={channels.refetch} />
      ) : channels.data?.items.length === 0 ? (
        <EmptyPanel
          icon={<IconBellRinging />}
          title="No channel yet"
          description="A channel is where messages go: e-mail, a chat room, or a webhook of your own. Rules then say what is told there."
        >
          {add}
        </EmptyPanel>
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <DataTable
            label="Channels"
            columns={columns}
            rows={channels.data?.items}
            rowKey={({ id }) => id}
            minWidth={560}
          />
        </>
      )}
      {open?.action === 'add' && <ChannelDrawer channel={null} onClose={close} />}
      {open?.action === 'edit' && <ChannelDrawer channel={open.channel} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="channel"
          name={open.channel.name}
          consequences="Nothing is sent there any more. A channel that a rule still uses is not deleted: nobody should go untold by accident."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.channel.id)}
          onDeleted={() => {
            toastDone('The channel is deleted.');
            close();
          }}
        />
      )}
    </Stack>
  );
}
