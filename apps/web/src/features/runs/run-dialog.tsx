import { List, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunDetail } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { duration } from '../../ui/relative-time-text';
import { kindInWords, runStatus, subjectInWords, triggerInWords } from './run-in-words';
import { runQueries } from './queries';

export function RunDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const run = useQuery(runQueries.one(id));
  return (
    <Dialog title={`Run ${id}`} onClose={onClose} size="lg">
      {run.data ? (
        <RunFacts run={run.data} />
      ) : run.error ? (
        <QueryFault error={run.error} what="The run" onRetry={run.refetch} />
      ) : (
        <Skeleton height={220} />
      )}
    </Dialog>
  );
}

const counterInWords = ([name, value]: [string, number]): string => `${count(value)} ${name.replaceAll('_', ' ')}`;

function RunFacts({ run }: { run: RunDetail }) {
  const counters = Object.entries(run.counters).map(counterInWords).join(', ');
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          { label: 'Work', value: `${kindInWords(run.kind)} (${subjectInWords(run)})` },
          { label: 'Status', value: <HealthLabel {...runStatus(run.status)} /> },
          { label: 'Asked for', value: `by ${run.requested_by}, ${triggerInWords(run.trigger)}` },
          { label: 'Attempt', value: run.attempt },
          { label: 'Started', value: <RelativeTime at={run.started_at} never="not yet" /> },
          { label: 'Took', value: run.duration_ms === null ? 'not finished' : duration(run.duration_ms) },
          ...(counters === '' ? [] : [{ label: 'Done', value: counters }]),
          ...(run.error === null ? [] : [{ label: 'Error', value: run.error }]),
        ]}
      />
      {run.errors.length > 0 && (
        <section>
          <Title order={3} mb={8}>
            What went wrong
          </Title>
          <List size="sm" spacing={4}>
            {run.errors.map(({ item, message }) => (
              <List.Item key={`${item}-${message}`} style={{ overflowWrap: 'anywhere' }}>
                <strong>{item}</strong>: {message}
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </Stack>
  );
}
