import { Alert, Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh, IconTool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { describeError } from '../../api/errors';
import type { Mirror, Verification } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { toastDone } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { verifyStatus } from './mirror-status';
import { RefsComparison } from './refs-comparison';
import { settingInWords, valueInWords } from './setting-in-words';
import { careQueries, useRepairMirror } from './verify-queries';

/** How the mirror on GitLab, and what it copied, differ from what they should be. */
export function MirrorCompare({ mirror }: { mirror: Mirror }) {
  const check = useQuery(careQueries.verification(mirror.id));
  const again = (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={15} />}
      loading={check.isFetching}
      onClick={() => void check.refetch()}
    >
      Check again
    </Button>
  );
  if (check.error && !check.data) {
    return (
      <Alert color="red" icon={<IconAlertTriangle size={18} />} title="GitLab could not be asked">
        <Stack align="flex-start" gap="sm">
          {describeError(check.error)}
          {again}
        </Stack>
      </Alert>
    );
  }
  if (!check.data) {
    return (
      <Stack aria-busy="true" aria-label="Comparing with GitLab">
        <Text size="sm" c="dimmed">
          Comparing settings and refs of both sides on GitLab…
        </Text>
        <Skeleton height={90} />
        <Skeleton height={160} />
      </Stack>
    );
  }
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <HealthLabel {...verifyStatus(check.data.status)} />
        {again}
      </Group>
      {check.data.status === 'error' && check.data.error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
          {check.data.error}
        </Alert>
      )}
      <Drift mirrorId={mirror.id} verification={check.data} />
      {check.data.refs !== null && <RefsComparison refs={check.data.refs} />}
    </Stack>
  );
}

function Drift({ mirrorId, verification: { drift, orphan } }: { mirrorId: number; verification: Verification }) {
  const repair = useRepairMirror();
  const may = useMay('mirrors');
  if (drift.length === 0 && !orphan) return null;
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle size={18} />}
      title={orphan ? 'The mirror is gone on GitLab' : 'Settings were changed on GitLab'}
    >
      <Stack gap="sm" align="flex-start">
        {orphan ? (
          <Text size="sm">Somebody removed it there. Repairing makes it anew with the settings in effect.</Text>
        ) : (
          <Table
            fz="sm"
            ml={-10}
            aria-label="Settings that differ"
            withRowBorders={false}
            verticalSpacing={4}
            horizontalSpacing={10}
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Setting</Table.Th>
                <Table.Th>Should be</Table.Th>
                <Table.Th>On GitLab</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {drift.map(({ field, expected, actual }) => (
                <Table.Tr key={field}>
                  <Table.Td>{settingInWords(field)}</Table.Td>
                  <Table.Td>{valueInWords(expected)}</Table.Td>
                  <Table.Td>{valueInWords(actual)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Button
          size="xs"
          leftSection={<IconTool size={15} />}
          loading={repair.isPending}
          {...may}
          onClick={() =>
            repair.mutate(mirrorId, { onSuccess: () => toastDone('The mirror is as it should be again.') })
          }
        >
          Repair
        </Button>
      </Stack>
    </Alert>
  );
}
