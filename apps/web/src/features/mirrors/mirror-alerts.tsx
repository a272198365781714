import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconHandStop } from '@tabler/icons-react';
import type { Mirror } from '../../api/model';
import { RelativeTime } from '../../ui/relative-time';
import { toastDone } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { useApproveMirror } from './queries';

/** What needs somebody's attention, the most urgent first; each with what to do. */
export function MirrorAlerts({ mirror }: { mirror: Mirror }) {
  return (
    <>
      {mirror.held_at !== null && <HeldAlert mirror={mirror} heldAt={mirror.held_at} />}
      {mirror.last_error !== null && mirror.last_update_status === 'failed' && (
        <Alert color="red" icon={<IconAlertOctagon size={18} />} title="The last sync failed">
          {mirror.last_error_advice !== null && (
            <Text size="sm" fw={600} mb={6}>
              {mirror.last_error_advice}
            </Text>
          )}
          <Text size="xs" className="mono" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
            {withLines(mirror.last_error)}
          </Text>
        </Alert>
      )}
      {[mirror.project_notice, mirror.token_rotation_error, mirror.refresh_error].map(
        (notice) =>
          notice !== null && (
            <Alert key={notice} color="orange" icon={<IconAlertTriangle size={18} />}>
              {notice}
            </Alert>
          ),
      )}
    </>
  );
}

/** GitLab quotes what git says, with its line ends written out. */
const withLines = (error: string): string => error.replaceAll(String.raw`\n`, '\n');

const branches = (n: number | null): string => (n === null ? 'too many branches to count' : `${n} branches`);

function HeldAlert({ mirror: { id, held_reason, hold }, heldAt }: { mirror: Mirror; heldAt: string }) {
  const approve = useApproveMirror();
  const may = useMay('mirrors');
  return (
    <Alert color="orange" icon={<IconHandStop size={18} />} title="Held until somebody approves">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{held_reason}</Text>
        {hold !== null && (
          <Text size="sm">
            Before: {branches(hold.before.branches)}, {hold.before.default_branch ?? 'no default branch'} at{' '}
            <span className="mono">{hold.before.head?.slice(0, 8) ?? 'nothing'}</span>. Now:{' '}
            {branches(hold.now.branches)}, {hold.now.default_branch ?? 'no default branch'} at{' '}
            <span className="mono">{hold.now.head?.slice(0, 8) ?? 'nothing'}</span>.
          </Text>
        )}
        <Group gap="sm">
          <Button
            size="xs"
            loading={approve.isPending}
            {...may}
            onClick={() => approve.mutate(id, { onSuccess: () => toastDone('Approved: the mirror goes on.') })}
          >
            Approve and go on
          </Button>
          <Text size="xs" c="dimmed" component="div">
            Held <RelativeTime at={heldAt} />
          </Text>
        </Group>
      </Stack>
    </Alert>
  );
}
