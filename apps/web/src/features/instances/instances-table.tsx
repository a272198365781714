import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconKey, IconPencil, IconPlugConnected, IconTrash } from '@tabler/icons-react';
import type { Instance } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { ExternalLink } from '../../ui/external-link';
import { HealthLabel } from '../../ui/health';
import { InlineEdit } from '../../ui/inline-edit';
import { RelativeTime } from '../../ui/relative-time';
import { RowMenu } from '../../ui/row-menu';
import { toastUndo } from '../../ui/toast';
import { gitlabInWords, instanceHealth } from './instance-health';
import { useChangeInstance } from './queries';
import { useMay } from '../users/use-may';

export type InstanceAction = 'edit' | 'rotate' | 'test' | 'delete';

interface InstancesTableProps {
  instances: Instance[] | undefined;
  onAction: (action: InstanceAction, instance: Instance) => void;
}

export function InstancesTable({ instances, onAction }: InstancesTableProps) {
  const change = useChangeInstance();
  const may = useMay('instances');
  const columns: Column<Instance>[] = [
    {
      key: 'name',
      header: 'Instance',
      cell: (instance) => (
        <Stack gap={1} align="flex-start">
          <InlineEdit
            label={`Name of ${instance.name}`}
            value={instance.name}
            maxLength={100}
            required
            {...may}
            onSave={(name) =>
              change.mutate(
                { id: instance.id, change: { name } },
                {
                  onSuccess: () =>
                    toastUndo(`${name} is saved.`, () =>
                      change.mutate({ id: instance.id, change: { name: instance.name } }),
                    ),
                },
              )
            }
          >
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {instance.name}
            </Text>
          </InlineEdit>
          <Text size="xs" component="div" maw={340}>
            <ExternalLink href={instance.url}>{instance.url.replace(/^https?:\/\//, '')}</ExternalLink>
          </Text>
        </Stack>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 190,
      cell: (instance) => (
        <Stack gap={1}>
          <HealthLabel {...instanceHealth(instance)} />
          {instance.health === 'degraded' && instance.health_error !== null && (
            <Text size="xs" c="dimmed" lineClamp={2} maw={240}>
              {instance.health_error}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'version',
      header: 'GitLab',
      width: 170,
      cell: (instance) => {
        const gitlab = gitlabInWords(instance);
        return gitlab === null ? (
          <Text c="dimmed" size="sm">
            unknown
          </Text>
        ) : (
          <Group gap={6} wrap="nowrap">
            <Text size="sm" className="numbers">
              {gitlab.version}
            </Text>
            {gitlab.edition !== '' && <Badge color="gray">{gitlab.edition}</Badge>}
          </Group>
        );
      },
    },
    {
      key: 'user',
      header: 'Token user',
      width: 170,
      cell: ({ token_username }) => (
        <Text size="sm" c={token_username === null ? 'dimmed' : undefined}>
          {token_username === null ? 'unknown' : `@${token_username}`}
        </Text>
      ),
    },
    {
      key: 'expires',
      header: 'Token expires',
      width: 140,
      cell: ({ token_expires_at }) => <RelativeTime at={token_expires_at} never="never" size="sm" />,
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (instance) => (
        <RowMenu
          label={`Actions for ${instance.name}`}
          actions={[
            { label: 'Test connection', icon: IconPlugConnected, onClick: () => onAction('test', instance) },
            { label: 'Edit', icon: IconPencil, onClick: () => onAction('edit', instance), ...may },
            { label: 'Rotate token', icon: IconKey, onClick: () => onAction('rotate', instance), ...may },
            { label: 'Delete', icon: IconTrash, onClick: () => onAction('delete', instance), danger: true, ...may },
          ]}
        />
      ),
    },
  ];
  return <DataTable label="Instances" columns={columns} rows={instances} rowKey={({ id }) => id} minWidth={860} />;
}
