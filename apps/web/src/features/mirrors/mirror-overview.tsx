import { Button, Divider, Group, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Mirror } from '../../api/model';
import { ExternalLink } from '../../ui/external-link';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { RelativeTime } from '../../ui/relative-time';
import { toastDone } from '../../ui/toast';
import { projectUrl } from '../instances/project-url';
import { instanceQueries } from '../instances/queries';
import { IssueSyncSummary } from '../issue-sync/issue-sync-summary';
import { useMay } from '../users/use-may';
import { EffectiveSettings } from './effective-settings';
import { MirrorAlerts } from './mirror-alerts';
import { MirrorLeftovers } from './mirror-leftovers';
import { mirrorStatus, tokenStatus, verifyStatus } from './mirror-status';
import { SyncTimeline } from './sync-timeline';
import { useRotateMirrorToken } from './verify-queries';

const PENDING = { settings: 'Changed settings are on their way', credential: 'The new token is on its way' };

export function MirrorOverview({ mirror }: { mirror: Mirror }) {
  const instances = useQuery(instanceQueries.all());
  const project = (instanceId: number, path: string) => {
    const instance = instances.data?.items.find(({ id }) => id === instanceId);
    return instance ? (
      <ExternalLink href={projectUrl(instance, path)}>{path}</ExternalLink>
    ) : (
      <span className="truncate">{path}</span>
    );
  };

  return (
    <Stack gap="lg">
      <MirrorAlerts mirror={mirror} />
      <Facts
        facts={[
          { label: 'Status', value: <HealthLabel {...mirrorStatus(mirror)} /> },
          ...(mirror.pending_change === null ? [] : [{ label: 'On GitLab', value: PENDING[mirror.pending_change] }]),
          { label: 'Last success', value: <RelativeTime at={mirror.last_successful_update} /> },
          { label: 'Last attempt', value: <RelativeTime at={mirror.last_update_at} /> },
          { label: 'Verified', value: <HealthLabel {...verifyStatus(mirror.verify_status)} /> },
          { label: 'Proven equal', value: <RelativeTime at={mirror.proven_equal_at} never="not yet" /> },
          { label: 'Source', value: project(mirror.source_instance_id, mirror.source_project_path) },
          { label: 'Target', value: project(mirror.target_instance_id, mirror.target_project_path) },
          { label: 'Pair', value: mirror.pair_name },
        ]}
      />
      <SyncTimeline mirrorId={mirror.id} />
      <Divider />
      <EffectiveSettings mirror={mirror} />
      <Divider />
      <IssueSyncSummary mirrorId={mirror.id} />
      <Divider />
      {mirror.deploy_key_title === null ? <TokenFacts mirror={mirror} /> : <KeyFacts title={mirror.deploy_key_title} />}
      <MirrorLeftovers mirrorId={mirror.id} />
    </Stack>
  );
}

/** Over SSH the target lets GitLab's mirror in by a key, which does not expire. */
function KeyFacts({ title }: { title: string }) {
  return <Facts title="Deploy key" facts={[{ label: 'Name', value: title }]} />;
}

function TokenFacts({ mirror }: { mirror: Mirror }) {
  const rotate = useRotateMirrorToken();
  const may = useMay('mirrors');
  const own = mirror.mirror_token_name !== null;
  return (
    <div>
      <Facts
        title="Token"
        facts={[
          { label: 'Status', value: <HealthLabel {...tokenStatus(mirror.token_status)} /> },
          { label: 'Name', value: mirror.mirror_token_name ?? 'none: a group token is used' },
          { label: 'Expires', value: <RelativeTime at={mirror.mirror_token_expires_at} never="no expiry known" /> },
        ]}
      />
      {own && (
        <Group mt="sm">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconKey size={15} />}
            loading={rotate.isPending}
            {...may}
            onClick={() =>
              rotate.mutate(mirror.id, { onSuccess: () => toastDone('The mirror works with a new token.') })
            }
          >
            Rotate token
          </Button>
        </Group>
      )}
    </div>
  );
}
