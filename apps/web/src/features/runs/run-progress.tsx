import { Group, List, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunDetail } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { count, plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { isLive, runQueries } from './queries';
import { runStatus } from './run-in-words';

/** A run as it goes on: how far it is, what was done, and what went wrong with which item. */
export function RunProgress({ id }: { id: number }) {
  const run = useQuery(runQueries.one(id));
  if (run.data) return <Progressing run={run.data} />;
  return run.error ? (
    <QueryFault error={run.error} what="The run" onRetry={run.refetch} />
  ) : (
    <Skeleton height={80} role="status" aria-label="Loading" />
  );
}

function Progressing({ run }: { run: RunDetail }) {
  const live = isLive(run);
  const { done = 0, total = null, phase = null } = run.progress ?? {};
  const percent = live ? (total === null || total === 0 ? null : Math.min(100, (done / total) * 100)) : 100;
  const counters = Object.entries(run.counters).filter(([name, value]) => name !== 'item_errors' && value > 0);
  return (
    <Stack gap="sm" aria-live="polite">
      <Group justify="space-between" gap="xs">
        <HealthLabel {...runStatus(run.status)} />
        <Text size="sm" c="dimmed" className="numbers">
          {live && total !== null ? `${count(done)} of ${count(total)}` : ''}
        </Text>
      </Group>
      <Progress.Root size="md" radius="xl">
        <Progress.Section
          value={percent ?? 100}
          animated={live}
          striped={percent === null}
          aria-label="Progress of the run"
          color={live ? 'var(--mm-health-syncing)' : run.status === 'success' ? 'teal' : 'orange'}
        />
      </Progress.Root>
      <Text size="xs" c="dimmed" mih="1lh">
        {live
          ? `${phase ?? 'Waiting for its turn'}…`
          : counters.map(([name, value]) => `${count(value)} ${name.replaceAll('_', ' ')}`).join(', ')}
      </Text>
      {run.error !== null && (
        <Text size="sm" c="var(--mm-health-error)">
          {run.error}
        </Text>
      )}
      {run.errors.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {plural(run.errors.length, 'problem')}
          </Text>
          <List size="sm" spacing={4} listStyleType="none" mah={240} style={{ overflowY: 'auto' }}>
            {run.errors.map(({ item, message }) => (
              <List.Item key={`${item}-${message}`} style={{ overflowWrap: 'anywhere' }}>
                <strong>{item}</strong>: {message}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
