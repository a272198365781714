import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { IssueSync, SyncRun } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { toastDone } from '../../ui/toast';
import { isLive, issueSyncQueries, useCancelRun, useTriggerIssueSync } from './queries';
import { runStatus } from '../runs/run-in-words';
import { issueSyncStatus, runProgress } from './run-progress';

/** How the sync stands, with the run under way or the means to start one. */
export function SyncPanel({ config }: { config: IssueSync }) {
  const runs = useQuery(issueSyncQueries.runs(config.id));
  const trigger = useTriggerIssueSync();
  const live = runs.data?.items.find(isLive);
  const latest = runs.data?.items[0];
  const status = live ?? latest;

  return (
    <Paper p="md" bg="var(--mm-surface)" mb="lg">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="lg" style={{ rowGap: 4 }}>
            <HealthLabel {...(status ? runStatus(status.status) : issueSyncStatus(config))} />
            <Text size="sm" c="dimmed" component="div">
              Last sync <RelativeTime at={latest?.finished_at ?? config.last_sync_at} />
            </Text>
            <Text size="sm" c="dimmed" component="div">
              Next{' '}
              {config.enabled ? <RelativeTime at={config.next_sync_at} never="as soon as possible" /> : 'only by hand'}
            </Text>
          </Group>
          {live ? (
            <CancelButton configId={config.id} runId={live.id} />
          ) : (
            <Button
              leftSection={<IconRefresh size={16} />}
              loading={trigger.isPending}
              onClick={() => trigger.mutate(config.id, { onSuccess: () => toastDone('The issue sync is on its way.') })}
            >
              Sync issues now
            </Button>
          )}
        </Group>
        {live && <LiveProgress run={live} />}
        {!live && latest?.status !== 'success' && config.last_sync_error !== null && (
          <Alert color={latest?.status === 'partial' ? 'orange' : 'red'} icon={<IconAlertTriangle size={18} />}>
            {config.last_sync_error}
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function CancelButton({ configId, runId }: { configId: number; runId: number }) {
  const cancel = useCancelRun(configId);
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} />}
      loading={cancel.isPending}
      onClick={() => cancel.mutate(runId, { onSuccess: () => toastDone('The run stops after the issue it is at.') })}
    >
      Cancel
    </Button>
  );
}

function LiveProgress({ run }: { run: SyncRun }) {
  const { percent, timeLeft } = runProgress(run, Date.now());
  return (
    <Stack gap={6}>
      <Progress.Root size="md" radius="xl">
        <Progress.Section
          value={percent ?? 100}
          animated
          striped={percent === null}
          aria-label="Progress of the issue sync"
          color="var(--mm-health-syncing)"
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" className="numbers">
          {percent === null
            ? 'Looking for changed issues…'
            : `${count(run.issues_processed)} of ${count(run.issues_total)} issues, ${Math.floor(percent)} %`}
        </Text>
        <Text size="xs" c="dimmed" className="numbers">
          {timeLeft === null ? '' : `about ${duration(timeLeft)} left`}
        </Text>
      </Group>
    </Stack>
  );
}
