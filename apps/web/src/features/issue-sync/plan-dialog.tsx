import { Alert, Badge, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { describeError } from '../../api/errors';
import type { IssueSyncPlan } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { count, plural } from '../../ui/plural';
import { IssueNumber, type IssueUrl } from './issue-number';
import { usePlanIssueSync } from './queries';

type Planned = IssueSyncPlan['issues'][number];

const ACTIONS = {
  create: { label: 'Create', color: 'teal' },
  update: { label: 'Update', color: 'brand' },
  skip: { label: 'Leave', color: 'gray' },
} as const;

const REASONS: Record<string, string> = {
  unchanged: 'nothing changed',
  loop: 'is a copy itself',
  before_baseline: 'is older than the issue sync',
  closed: 'is closed',
  filtered: 'is left out by the filters',
  updates_off: 'copies are not updated',
  left_alone: 'its copy is left alone',
  parked: 'waits to be tried again',
};

function inWords({ reason, changes, comments_to_create, comments_to_update, attachments_to_copy, remark }: Planned) {
  return [
    ...(reason === null ? [] : [REASONS[reason] ?? reason]),
    ...changes.map((field) => field.replaceAll('_', ' ')),
    ...(comments_to_create === 0 ? [] : [plural(comments_to_create, 'new comment')]),
    ...(comments_to_update === 0 ? [] : [plural(comments_to_update, 'changed comment')]),
    ...(attachments_to_copy === 0 ? [] : [plural(attachments_to_copy, 'attachment')]),
    ...(remark === null ? [] : [remark === 'target_deleted' ? 'its copy was deleted' : 'its copy was edited']),
  ].join(', ');
}

interface PlanDialogProps {
  configId: number;
  issueUrl: IssueUrl;
  onClose: () => void;
}

/** What a sync would do now; nothing is written. */
export function PlanDialog({ configId, issueUrl, onClose }: PlanDialogProps) {
  const plan = usePlanIssueSync();
  const { mutate } = plan;
  useEffect(() => mutate(configId), [mutate, configId]);
  return (
    <Dialog title="What a sync would do now" onClose={onClose} size="xl">
      {plan.error ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
          {describeError(plan.error)}
        </Alert>
      ) : plan.data ? (
        <Plan plan={plan.data} issueUrl={issueUrl} />
      ) : (
        <Group gap="sm" justify="center" py="xl" role="status">
          <Loader size="sm" />
          <Text size="sm" c="dimmed">
            Both sides are read; nothing is written…
          </Text>
        </Group>
      )}
    </Dialog>
  );
}

function Plan({ plan, issueUrl }: { plan: IssueSyncPlan; issueUrl: IssueUrl }) {
  return (
    <Stack>
      <Group gap="lg">
        {(['create', 'update', 'skip'] as const).map((action) => (
          <Text key={action} size="sm">
            {ACTIONS[action].label} <strong className="numbers">{count(plan.totals[action])}</strong>
          </Text>
        ))}
      </Group>
      {plan.baseline_only && (
        <Text size="sm">
          The first run only notes where the source is: issues that exist are left alone, as the configuration says.
        </Text>
      )}
      {plan.truncated && (
        <Text size="sm" c="dimmed">
          The first {count(plan.issues.length)} issues; the totals count all.
        </Text>
      )}
      <Table.ScrollContainer minWidth={560} mah={460}>
        <Table aria-label="Planned issues" fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={70}>Issue</Table.Th>
              <Table.Th>Title</Table.Th>
              <Table.Th w={90}>Action</Table.Th>
              <Table.Th>What</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.issues.map((issue) => (
              <Table.Tr key={issue.source_issue_iid}>
                <Table.Td>
                  <IssueNumber iid={issue.source_issue_iid} url={issueUrl(issue.source_issue_iid)} />
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{issue.title}</Table.Td>
                <Table.Td>
                  <Badge color={ACTIONS[issue.action].color}>{ACTIONS[issue.action].label}</Badge>
                </Table.Td>
                <Table.Td>{inWords(issue)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
