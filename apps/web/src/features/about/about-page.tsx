import { SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { About } from '../../api/model';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { aboutQueries } from './queries';
import { SettingsTable } from './settings-table';

const MODES: Record<About['mode'], string> = {
  standalone: 'one process: API and worker together',
  api: 'API with workers of their own',
};

/** What runs here, how it is, and how it is set up. */
export function AboutPage() {
  const about = useQuery(aboutQueries.about());
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  const settings = about.data?.settings.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(words),
  );

  return (
    <>
      <PageHeader title="About" description="What runs here, and how it is set up." />
      {about.error && !about.data ? (
        <QueryFault error={about.error} what="The server’s description" onRetry={about.refetch} />
      ) : (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Panel title="Server">{about.data ? <ServerFacts about={about.data} /> : <Skeleton height={150} />}</Panel>
            <Panel title="Condition">
              <ConditionFacts />
            </Panel>
          </SimpleGrid>
          <section aria-label="Settings">
            <TextInput
              aria-label="Search the settings"
              placeholder="Search the settings"
              leftSection={<IconSearch size={16} />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              maw={320}
              mb="sm"
            />
            {settings?.length === 0 ? (
              <Text size="sm" c="dimmed" py="md">
                No setting has this in its name or description.
              </Text>
            ) : (
              <SettingsTable settings={settings} />
            )}
          </section>
        </Stack>
      )}
    </>
  );
}

function ServerFacts({ about }: { about: About }) {
  return (
    <Facts
      facts={[
        { label: 'Mirror Maestro', value: about.version },
        { label: 'Runs as', value: MODES[about.mode] },
        { label: 'Running since', value: <RelativeTime at={about.started_at} /> },
        {
          label: 'Database',
          value: about.database.kind === 'embedded' ? 'PostgreSQL that comes with it' : 'PostgreSQL of your own',
        },
        { label: 'Queue', value: about.queue === 'redis' ? 'Redis' : 'in the database' },
        { label: 'Node.js', value: about.node_version },
      ]}
    />
  );
}

function ConditionFacts() {
  const health = useQuery(aboutQueries.health());
  if (health.data === undefined) {
    return health.error ? (
      <QueryFault error={health.error} what="The condition" onRetry={health.refetch} />
    ) : (
      <Skeleton height={150} />
    );
  }
  const { components, runs, instances } = health.data;
  const counts = (numbers: Record<string, number>): string =>
    Object.entries(numbers)
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${n} ${name.replaceAll('_', ' ')}`)
      .join(', ') || 'none';
  return (
    <Facts
      facts={[
        ...(['database', 'queue'] as const).map((name) => ({
          label: name === 'database' ? 'Database' : 'Queue',
          value: (
            <>
              <HealthLabel
                health={components[name].status === 'healthy' ? 'ok' : 'error'}
                label={components[name].status === 'healthy' ? `${components[name].latency_ms ?? 0} ms` : 'Unhealthy'}
              />
              {components[name].message !== null && <Text size="xs">{components[name].message}</Text>}
            </>
          ),
        })),
        { label: 'Runs', value: counts(runs) },
        { label: 'Instances', value: counts(instances) },
      ]}
    />
  );
}
