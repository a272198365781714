import { Alert, Button, DataList, Group, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { describeError } from '../../api/errors';
import type { Instance, InstanceTest } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { HealthLabel } from '../../ui/health';
import { RelativeTime } from '../../ui/relative-time';
import { useTestInstance } from './queries';

export function TestDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const test = useTestInstance(instance.id);
  const { mutate } = test;
  useEffect(() => mutate(), [mutate]);

  return (
    <Dialog title={`Connection to ${instance.name}`} onClose={onClose}>
      <Stack aria-live="polite" mih={200} justify="space-between">
        {test.error ? (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} title="The connection does not work">
            {describeError(test.error)}
          </Alert>
        ) : test.data ? (
          <TestResult result={test.data} />
        ) : (
          <Stack gap="sm" aria-label="Testing">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <Skeleton key={key} height={16} />
            ))}
          </Stack>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => mutate()} loading={test.isPending}>
            Test again
          </Button>
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function TestResult({ result }: { result: InstanceTest }) {
  return (
    <Stack gap="sm">
      <HealthLabel
        health={result.ok ? (result.warnings.length > 0 ? 'warning' : 'ok') : 'error'}
        label={result.ok ? answered(result.latency_ms) : 'Does not work'}
      />
      <DataList size="sm" gap={6} labelWidth="110px">
        <Fact label="GitLab" value={[result.version, result.edition].filter(Boolean).join(' ') || 'unknown'} />
        <Fact label="User" value={result.user === null ? 'unknown' : `@${result.user}`} />
        <Fact label="Scopes" value={result.scopes?.join(', ') ?? 'GitLab does not tell'} />
        <Fact label="Token expires" value={<RelativeTime at={result.expires_at} never="never" />} />
      </DataList>
      {result.warnings.map((warning) => (
        <Alert key={warning} color="orange" icon={<IconAlertTriangle size={18} />}>
          {warning}
        </Alert>
      ))}
    </Stack>
  );
}

const answered = (ms: number | null): string => (ms === null ? 'Works' : `Answered in ${Math.round(ms)} ms`);

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{value}</DataList.ItemValue>
    </DataList.Item>
  );
}
