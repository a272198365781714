import { Pagination, Skeleton, Stack, Text, Timeline } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HealthIcon } from '../../ui/health';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { usePages } from '../../ui/use-pages';
import { syncInWords, syncStatus } from './sync-in-words';
import { careQueries, HISTORY_PER_PAGE } from './verify-queries';

/** Every sync that is remembered, newest first. */
export function MirrorHistory({ mirrorId }: { mirrorId: number }) {
  const [pageNumber, setPage] = useState(1);
  const history = useQuery({ ...careQueries.history(mirrorId, pageNumber), placeholderData: keepPreviousData });
  const pages = usePages(history, HISTORY_PER_PAGE, pageNumber, setPage);
  if (history.error && !history.data)
    return <QueryFault error={history.error} what="The history" onRetry={history.refetch} />;
  if (!history.data) return <Skeleton height={240} />;
  if (history.data.total === 0) {
    return (
      <Text size="sm" c="dimmed">
        GitLab has not synced this mirror yet.
      </Text>
    );
  }
  return (
    <Stack>
      <Timeline bulletSize={22} lineWidth={1}>
        {history.data.items.map((sync) => {
          const { health, label } = syncStatus(sync.status);
          return (
            <Timeline.Item
              key={sync.id}
              bullet={<HealthIcon health={health} size={16} />}
              title={<Text fz="sm" fw={550}>{`${label} ${syncInWords(sync)}`}</Text>}
            >
              <Text size="xs" c="dimmed" component="div">
                <RelativeTime at={sync.started_at ?? sync.finished_at} never="not started yet" />
              </Text>
              {sync.error !== null && (
                <Text size="sm" mt={2} style={{ overflowWrap: 'anywhere' }}>
                  {sync.error}
                </Text>
              )}
            </Timeline.Item>
          );
        })}
      </Timeline>
      {pages > 1 && <Pagination size="sm" total={pages} value={pageNumber} onChange={setPage} />}
    </Stack>
  );
}
