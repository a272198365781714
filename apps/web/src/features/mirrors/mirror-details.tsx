import { Alert, Divider, Stack, Text } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Mirror } from '../../api/model';
import { ExternalLink } from '../../ui/external-link';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { RelativeTime } from '../../ui/relative-time';
import { IssueSyncSummary } from '../issue-sync/issue-sync-summary';
import { instanceQueries } from '../instances/queries';
import { DeleteMirrorDialog } from './delete-mirror-dialog';
import { EditMirrorDrawer } from './edit-mirror-drawer';
import { EffectiveSettings } from './effective-settings';
import { MirrorActions } from './mirror-actions';
import { mirrorStatus, tokenStatus } from './mirror-status';

export function MirrorDetails({ mirror, onDeleted }: { mirror: Mirror; onDeleted: () => void }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const instances = useQuery(instanceQueries.all());
  const project = (instanceId: number, path: string) => {
    const instance = instances.data?.items.find(({ id }) => id === instanceId);
    return instance ? <ExternalLink href={`${instance.url.replace(/\/+$/, '')}/${path}`}>{path}</ExternalLink> : path;
  };

  return (
    <Stack gap="lg">
      <MirrorActions mirror={mirror} onEdit={() => setOpen('edit')} onDelete={() => setOpen('delete')} />
      {mirror.last_error !== null && mirror.last_update_status === 'failed' && (
        <Alert color="red" icon={<IconAlertOctagon size={18} />} title="The last sync failed">
          {mirror.last_error}
          {mirror.last_error_advice !== null && (
            <Text size="sm" fw={600} mt={6}>
              {mirror.last_error_advice}
            </Text>
          )}
        </Alert>
      )}
      <Facts
        facts={[
          { label: 'Status', value: <HealthLabel {...mirrorStatus(mirror)} /> },
          { label: 'Last success', value: <RelativeTime at={mirror.last_successful_update} /> },
          { label: 'Last attempt', value: <RelativeTime at={mirror.last_update_at} /> },
          { label: 'Source', value: project(mirror.source_instance_id, mirror.source_project_path) },
          { label: 'Target', value: project(mirror.target_instance_id, mirror.target_project_path) },
          { label: 'Pair', value: mirror.pair_name },
        ]}
      />
      <Divider />
      <EffectiveSettings mirror={mirror} />
      <Divider />
      <IssueSyncSummary mirrorId={mirror.id} />
      <Divider />
      <Facts
        title="Token"
        facts={[
          { label: 'Status', value: <HealthLabel {...tokenStatus(mirror.token_status)} /> },
          { label: 'Name', value: mirror.mirror_token_name ?? 'none: a group token is used' },
          { label: 'Expires', value: <RelativeTime at={mirror.mirror_token_expires_at} never="no expiry known" /> },
        ]}
      />
      {open === 'edit' && <EditMirrorDrawer mirror={mirror} onClose={() => setOpen(null)} />}
      {open === 'delete' && <DeleteMirrorDialog mirror={mirror} onDeleted={onDeleted} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
