import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { instanceQueries } from '../instances/queries';
import { mirrorQueries } from '../mirrors/queries';
import { pairQueries } from '../pairs/queries';
import { FirstRunGuide } from './first-run-guide';
import { HealthCard } from './health-card';
import { InstancesCard } from './instances-card';
import { MirrorListCard } from './mirror-list-card';
import { TotalsRow } from './totals-row';

export function DashboardPage() {
  const instances = useQuery(instanceQueries.all());
  const pairs = useQuery(pairQueries.all());
  const mirrors = useQuery(mirrorQueries.count({}));
  const parts = [instances, pairs, mirrors];
  const fault = parts.find(({ error, data }) => error !== null && data === undefined);
  const totals =
    instances.data && pairs.data && mirrors.data !== undefined
      ? { instances: instances.data.total, pairs: pairs.data.total, mirrors: mirrors.data }
      : undefined;

  return (
    <>
      <PageHeader title="Dashboard" description="How the mirrors are doing right now." />
      {fault ? (
        <QueryFault
          error={fault.error}
          what="The overview"
          onRetry={() => Promise.all(parts.map(({ refetch }) => refetch()))}
        />
      ) : totals === undefined ? (
        <Skeleton height={420} radius="md" />
      ) : totals.mirrors === 0 ? (
        <FirstRunGuide instances={totals.instances} pairs={totals.pairs} />
      ) : (
        <>
          <TotalsRow totals={totals} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" mt="md">
            <Stack gap="md">
              <HealthCard total={totals.mirrors} />
              <MirrorListCard title="Syncing now" status="updating" empty="Nothing is being synced at the moment." />
            </Stack>
            <Stack gap="md">
              <MirrorListCard title="Failing" status="failed" empty="No mirror fails. All good." />
              <InstancesCard instances={instances.data?.items ?? []} />
            </Stack>
          </SimpleGrid>
        </>
      )}
    </>
  );
}
