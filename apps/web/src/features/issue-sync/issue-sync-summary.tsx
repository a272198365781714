import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { HealthLabel } from '../../ui/health';
import { LinkButton } from '../../ui/link-button';
import { RelativeTime } from '../../ui/relative-time';
import { useMay } from '../users/use-may';
import { issueSyncQueries } from './queries';
import { issueSyncStatus } from './run-progress';

/** A mirror's issue sync in two lines, with the way to its page. */
export function IssueSyncSummary({ mirrorId }: { mirrorId: number }) {
  const may = useMay('issue sync');
  const { data: config } = useQuery(issueSyncQueries.byMirror(mirrorId));
  return (
    <section>
      <Title order={3} mb={8}>
        Issue sync
      </Title>
      <Group justify="space-between" mih={36}>
        {config ? (
          <Stack gap={0}>
            <Text size="sm" component="div">
              <HealthLabel {...issueSyncStatus(config)} />
            </Text>
            <Text size="xs" c="dimmed" component="div">
              Last sync <RelativeTime at={config.last_sync_at} />
            </Text>
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            {config === null ? 'Issues are not copied along with this mirror.' : ''}
          </Text>
        )}
        <LinkButton to={`/issue-sync/${mirrorId}`} variant="default" size="xs" {...(config === null ? may : {})}>
          {config === null ? 'Set up' : 'Open'}
        </LinkButton>
      </Group>
    </section>
  );
}
