import { Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MirrorSync } from '../../api/model';
import { exactTime } from '../../ui/relative-time-text';
import { syncInWords, syncStatus } from './sync-in-words';
import classes from './sync-timeline.module.css';
import { careQueries } from './verify-queries';

/** The latest syncs as a strip, oldest first: one bar each, as high as it took long. */
export function SyncTimeline({ mirrorId }: { mirrorId: number }) {
  const history = useQuery(careQueries.history(mirrorId, 1));
  if (history.data === undefined) return history.error ? null : <Skeleton height={57} />;
  const syncs = history.data.items.toReversed();
  if (syncs.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        Nothing was synced yet.
      </Text>
    );
  }
  const longest = Math.max(1, ...syncs.map(({ duration_ms }) => duration_ms ?? 0));
  return (
    <div>
      <Group gap={3} className={classes.strip} role="img" aria-label={summary(syncs)} wrap="nowrap">
        {syncs.map((sync) => (
          <Tooltip key={sync.id} label={label(sync)}>
            <span
              className={classes.bar}
              data-health={syncStatus(sync.status).health}
              style={{ height: `${25 + 75 * Math.sqrt((sync.duration_ms ?? 0) / longest)}%` }}
            />
          </Tooltip>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {syncs.length === 1
          ? 'The only sync so far.'
          : `The last ${syncs.length} syncs; the higher, the longer it took.`}
      </Text>
    </div>
  );
}

const label = (sync: MirrorSync): string =>
  `${syncStatus(sync.status).label}: ${syncInWords(sync)}${sync.started_at === null ? '' : `, ${exactTime(Date.parse(sync.started_at))}`}`;

function summary(syncs: MirrorSync[]): string {
  const failed = syncs.filter(({ status }) => status === 'failed').length;
  return failed === 0
    ? `None of the last ${syncs.length} syncs failed`
    : `${failed} of the last ${syncs.length} syncs failed`;
}
