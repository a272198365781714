import { Grid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { StatisticsCard } from '../statistics/statistics-card';
import { ActivityCard } from './activity-card';
import { CareCard } from './care-card';
import { FirstRunGuide } from './first-run-guide';
import { HealthCard } from './health-card';
import { InstancesCard } from './instances-card';
import { PairsCard } from './pairs-card';
import { dashboardQueries } from './queries';
import { SyncingCard } from './syncing-card';
import { TokensCard } from './tokens-card';
import { TotalsRow } from './totals-row';

const WIDE = { base: 12, lg: 7 };
const NARROW = { base: 12, lg: 5 };
const THIRD = { base: 12, md: 6, lg: 4 };

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
          <Placeholder />
        )
      ) : data.summary.total_mirrors === 0 ? (
        <FirstRunGuide instances={data.summary.total_instances} pairs={data.summary.total_pairs} />
      ) : (
        <>
          <TotalsRow summary={data.summary} health={data.health} />
          <Grid gap="md" mt="md">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <StatisticsCard />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <HealthCard summary={data.summary} health={data.health} />
            </Grid.Col>
            <Grid.Col span={WIDE}>
              <Stack gap="md">
                <CareCard
                  title="Failing"
                  care={data.failing}
                  health="error"
                  empty="No mirror fails. All good."
                  to="/mirrors?status=failed&enabled=true"
                />
                <CareCard
                  title="Stale for more than a day"
                  care={data.stale}
                  health="warning"
                  empty="Every mirror has succeeded within a day."
                  to="/mirrors?sort=last_successful_update&enabled=true"
                />
              </Stack>
            </Grid.Col>
            <Grid.Col span={NARROW}>
              <Stack gap="md">
                <SyncingCard />
                <ActivityCard activity={data.recent_activity} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={THIRD}>
              <PairsCard pairs={data.mirrors_by_pair} />
            </Grid.Col>
            <Grid.Col span={THIRD}>
              <InstancesCard />
            </Grid.Col>
            <Grid.Col span={THIRD}>
              <TokensCard />
            </Grid.Col>
          </Grid>
        </>
      )}
    </>
  );
}

/** The boxes to come, in their sizes. */
function Placeholder() {
  return (
    <Stack gap="md" role="status" aria-busy="true" aria-label="Loading">
      <Skeleton height={98} radius="md" />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Skeleton height={352} radius="md" />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Skeleton height={352} radius="md" />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
