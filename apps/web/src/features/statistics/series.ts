import type { Statistics } from '../../api/model';
import { plural } from '../../ui/plural';
import { duration } from '../../ui/relative-time-text';

type Point = Statistics['points'][number];

interface Series {
  label: string;
  /** A design token. */
  color: string;
  /** Slanted lines, so that it is told apart without colours, too. */
  isHatched?: boolean;
  value: (point: Point) => number;
}

interface Topic {
  label: string;
  series: Series[];
  isStacked: boolean;
  inWords: (value: number) => string;
  summary: (totals: Statistics['totals']) => string;
}

/** What the chart can show. */
export const TOPICS = {
  syncs: {
    label: 'Syncs',
    isStacked: true,
    series: [
      { label: 'Succeeded', color: '--mm-health-ok', value: ({ syncs, failures }) => syncs - failures },
      { label: 'Failed', color: '--mm-health-error', isHatched: true, value: ({ failures }) => failures },
    ],
    inWords: (value) => plural(value, 'sync'),
    summary: ({ syncs, failures }) =>
      `${plural(syncs, 'sync')}, ${failures === 0 ? 'none' : plural(failures, 'of them', 'of them')} failed`,
  },
  duration: {
    label: 'Duration',
    isStacked: false,
    series: [
      { label: 'Mean', color: '--mm-health-syncing', value: ({ mean_duration_ms }) => mean_duration_ms ?? 0 },
      {
        label: 'Longest',
        color: '--mm-health-unknown',
        isHatched: true,
        value: ({ max_duration_ms }) => max_duration_ms ?? 0,
      },
    ],
    inWords: duration,
    summary: ({ mean_duration_ms: mean, max_duration_ms: max }) =>
      mean === null || max === null ? 'No sync was timed' : `${duration(mean)} on average, ${duration(max)} at most`,
  },
  issues: {
    label: 'Issues',
    isStacked: true,
    series: [
      { label: 'Created', color: '--mm-health-ok', value: ({ issues_created }) => issues_created },
      { label: 'Updated', color: '--mm-health-syncing', value: ({ issues_updated }) => issues_updated },
      { label: 'Failed', color: '--mm-health-error', isHatched: true, value: ({ issues_failed }) => issues_failed },
    ],
    inWords: (value) => plural(value, 'issue'),
    summary: ({ issues_created, issues_updated, issues_failed }) =>
      `${plural(issues_created, 'issue')} created, ${issues_updated} updated, ${issues_failed} failed`,
  },
} as const satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;
export const topicOf = (name: TopicName): Topic => TOPICS[name];
export const isTopic = (name: string | null): name is TopicName => name !== null && Object.hasOwn(TOPICS, name);
