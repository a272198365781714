import { Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, memo, Suspense } from 'react';
import { Panel } from '../../ui/panel';
import { QueryFault } from '../../ui/query-fault';
import { useNow } from '../../ui/relative-time';
import { useSearchState } from '../../ui/use-search-state';
import { statisticsQueries } from './queries';
import { isRange, RANGES, statisticsQuery } from './ranges';
import { isTopic, TOPICS, topicOf } from './series';
import classes from './statistics-card.module.css';

const StatisticsChart = memo(lazy(async () => ({ default: (await import('./statistics-chart')).StatisticsChart })));

const options = (entries: Record<string, { label: string }>) =>
  Object.entries(entries).map(([value, { label }]) => ({ value, label }));

/** Syncs, durations and issues over time. Its height is the same from the first moment on. */
export function StatisticsCard() {
  const [params, change] = useSearchState();
  const now = useNow();
  const [rangeText, topicText] = [params.get('range'), params.get('chart')];
  const range = isRange(rangeText) ? rangeText : 'day';
  const topic = isTopic(topicText) ? topicText : 'syncs';
  const statistics = useQuery(statisticsQueries.read(statisticsQuery(range, now)));
  const { series, summary } = topicOf(topic);

  return (
    <Panel
      fill
      title="Over time"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Time span"
          data={options(RANGES)}
          value={range}
          onChange={(value) => change({ range: value === 'day' ? null : value })}
        />
      }
    >
      <Group justify="space-between" gap="xs" mb="sm">
        <SegmentedControl
          size="xs"
          aria-label="What to show"
          data={options(TOPICS)}
          value={topic}
          onChange={(value) => change({ chart: value === 'syncs' ? null : value })}
        />
        <ul className={classes.legend} aria-label="Legend">
          {series.map(({ label, color, isHatched }) => (
            <li key={label}>
              <span className={classes.swatch} data-hatched={isHatched} style={{ backgroundColor: `var(${color})` }} />
              {label}
            </li>
          ))}
        </ul>
      </Group>
      <div className={classes.chart}>
        {statistics.data ? (
          <Suspense fallback={<Skeleton height="100%" />}>
            <StatisticsChart statistics={statistics.data} topic={topic} range={range} />
          </Suspense>
        ) : statistics.error ? (
          <QueryFault error={statistics.error} what="The statistics" onRetry={statistics.refetch} />
        ) : (
          <Skeleton height="100%" />
        )}
      </div>
      <Text size="xs" c="dimmed" mt={8} className="numbers">
        {statistics.data ? `${summary(statistics.data.totals)}.` : ' '}
      </Text>
    </Panel>
  );
}
