import { Skeleton, Stack, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SyncProblem, SyncRunDetail } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { IssueNumber, type IssueUrl } from './issue-number';
import { issueSyncQueries } from './queries';
import { runStatus } from '../runs/run-in-words';

interface RunDialogProps {
  configId: number;
  runId: number;
  issueUrl: IssueUrl;
  onClose: () => void;
}

export function RunDialog({ configId, runId, issueUrl, onClose }: RunDialogProps) {
  const run = useQuery(issueSyncQueries.run(configId, runId));
  return (
    <Dialog title={`Run ${runId}`} onClose={onClose} size="lg">
      {run.data ? (
        <RunFacts run={run.data} issueUrl={issueUrl} />
      ) : run.error ? (
        <QueryFault error={run.error} what="The run" onRetry={run.refetch} />
      ) : (
        <Skeleton height={220} />
      )}
    </Dialog>
  );
}

function RunFacts({ run, issueUrl }: { run: SyncRunDetail; issueUrl: IssueUrl }) {
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          { label: 'Status', value: <HealthLabel {...runStatus(run.status)} /> },
          { label: 'Started', value: <RelativeTime at={run.started_at} never="not yet" /> },
          { label: 'Finished', value: <RelativeTime at={run.finished_at} never="not yet" /> },
          { label: 'Issues', value: `${count(run.issues_processed)} of ${count(run.issues_total)}` },
          {
            label: 'Of these',
            value: `${count(run.issues_created)} created, ${count(run.issues_updated)} updated, ${count(run.issues_skipped)} unchanged, ${count(run.issues_failed)} failed`,
          },
          { label: 'Comments', value: count(run.comments_synced) },
          { label: 'Attachments', value: count(run.attachments_synced) },
          ...(run.error === null ? [] : [{ label: 'Error', value: run.error }]),
        ]}
      />
      <Problems title="Issues that could not be copied" problems={run.errors} issueUrl={issueUrl} />
      <Problems title="Worth knowing" problems={run.warnings} issueUrl={issueUrl} />
    </Stack>
  );
}

interface ProblemsProps {
  title: string;
  problems: SyncProblem[];
  issueUrl: IssueUrl;
}

function Problems({ title, problems, issueUrl }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <section>
      <Title order={3} mb={8}>
        {title}
      </Title>
      <Table aria-label={title} withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={80}>Issue</Table.Th>
            <Table.Th>Reason</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {problems.map(({ issue_iid, message }) => (
            <Table.Tr key={`${issue_iid}-${message}`}>
              <Table.Td>
                {issue_iid === null ? 'all' : <IssueNumber iid={issue_iid} url={issueUrl(issue_iid)} />}
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
