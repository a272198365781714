import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { ActivityCard } from './activity-card';
import { FirstRunGuide } from './first-run-guide';
import { HealthCard } from './health-card';
import { InstancesCard } from './instances-card';
import { MirrorListCard } from './mirror-list-card';
import { dashboardQueries } from './queries';
import { TotalsRow } from './totals-row';

export function DashboardPage() {
  const metrics = useQuery(dashboardQueries.metrics());
  const { data } = metrics;

  return (
    <>
      <PageHeader title="Dashboard" description="How the mirrors are doing right now." />
      {data === undefined ? (
        metrics.error ? (
          <QueryFault error={metrics.error} what="The overview" onRetry={metrics.refetch} />
        ) : (
          <Skeleton height={420} radius="md" />
        )
      ) : data.summary.total_mirrors === 0 ? (
        <FirstRunGuide instances={data.summary.total_instances} pairs={data.summary.total_pairs} />
      ) : (
        <>
          <TotalsRow summary={data.summary} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" mt="md">
            <Stack gap="md">
              <HealthCard summary={data.summary} health={data.health} />
              <MirrorListCard title="Syncing now" status="updating" empty="Nothing is being synced at the moment." />
              <InstancesCard />
            </Stack>
            <Stack gap="md">
              <MirrorListCard title="Failing" status="failed" empty="No mirror fails. All good." />
              <ActivityCard activity={data.recent_activity} />
            </Stack>
          </SimpleGrid>
        </>
      )}
    </>
  );
}
