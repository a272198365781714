import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconPlayerStop, IconRefresh, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { IssueSync, SyncRun } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { count, plural } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { toastDone } from '../../ui/toast';
import { isLive, issueSyncQueries, useCancelRun, useRetryFailedIssues, useTriggerIssueSync } from './queries';
import { runStatus } from '../runs/run-in-words';
import { issueSyncStatus, runPercent } from './run-progress';
import { useMay } from '../users/use-may';

/** How the sync stands, with the run under way or the means to start one. */
export function SyncPanel({ config, onPreview }: { config: IssueSync; onPreview: () => void }) {
  const runs = useQuery(issueSyncQueries.runs(config.id));
  const trigger = useTriggerIssueSync();
  const retry = useRetryFailedIssues();
  const may = useMay('issue sync');
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
              {config.enabled ? (
                <RelativeTime at={config.next_sync_at} never="as soon as possible" planned />
              ) : (
                'only by hand'
              )}
            </Text>
          </Group>
          {live ? (
            <CancelButton configId={config.id} runId={live.id} />
          ) : (
            <Group gap="xs">
              <Button variant="default" leftSection={<IconEye size={16} />} onClick={onPreview}>
                Preview
              </Button>
              {(latest?.issues_failed ?? 0) > 0 && (
                <Button
                  variant="default"
                  leftSection={<IconRepeat size={16} />}
                  loading={retry.isPending}
                  {...may}
                  onClick={() =>
                    retry.mutate(config.id, { onSuccess: () => toastDone('The issues that failed are tried again.') })
                  }
                >
                  Retry the {plural(latest?.issues_failed ?? 0, 'failed issue')}
                </Button>
              )}
              <Button
                leftSection={<IconRefresh size={16} />}
                loading={trigger.isPending}
                {...may}
                onClick={() =>
                  trigger.mutate(config.id, { onSuccess: () => toastDone('The issue sync is on its way.') })
                }
              >
                Sync issues now
              </Button>
            </Group>
          )}
        </Group>
        {live && <LiveProgress run={live} />}
        {config.hook_status === 'error' && config.hook_error !== null && (
          <Alert color="orange" icon={<IconAlertTriangle size={18} />} title="Changes do not arrive in real time">
            {config.hook_error}
          </Alert>
        )}
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
  const may = useMay('issue sync');
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} />}
      loading={cancel.isPending}
      {...may}
      onClick={() => cancel.mutate(runId, { onSuccess: () => toastDone('The run stops after the issue it is at.') })}
    >
      Cancel
    </Button>
  );
}

/** "40 issues a minute, about 2 min 10 s left"; as far as it is known. */
const paceInWords = ({ issues_per_minute, seconds_left }: SyncRun): string =>
  [
    ...(issues_per_minute === null ? [] : [`${count(Math.round(issues_per_minute))} issues a minute`]),
    ...(seconds_left === null ? [] : [`about ${duration(seconds_left * 1_000)} left`]),
  ].join(', ');

const commentsInWords = ({ comments_total, comments_processed }: SyncRun): string =>
  comments_total > 0 ? `; ${count(comments_processed)} of ${plural(comments_total, 'comment')}` : '';

function LiveProgress({ run }: { run: SyncRun }) {
  const percent = runPercent(run);
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
            : `${count(run.issues_processed)} of ${count(run.issues_total)} issues, ${Math.floor(percent)} %${commentsInWords(run)}`}
        </Text>
        <Text size="xs" c="dimmed" className="numbers">
          {paceInWords(run)}
        </Text>
      </Group>
    </Stack>
  );
}
