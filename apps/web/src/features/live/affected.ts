import type { QueryKey } from '@tanstack/react-query';
import { readRunChange, type LiveEvent } from './live-event';

interface Asked {
  queryKey: QueryKey;
  state: { data: unknown };
}

/** Which answers an event has made out of date. */
export interface Affected {
  /** Names the set: the same set is asked for anew once, however many events arrive. */
  name: string;
  /** At most one refresh in this time, in milliseconds. */
  everyMs: number;
  matches: (query: Asked) => boolean;
}

const SOON_MS = 1_000;
/** Totals and counters cost the server more, and nobody reads them by the second. */
const TOTALS_MS = 3_000;

const startsWith =
  (...prefix: QueryKey) =>
  ({ queryKey }: Asked): boolean =>
    prefix.every((part, i) => queryKey[i] === part);

const all = (everyMs: number, ...prefix: QueryKey): Affected => ({
  name: JSON.stringify(prefix),
  everyMs,
  matches: startsWith(...prefix),
});

const TOTALS: Affected[] = [
  all(TOTALS_MS, 'dashboard'),
  all(TOTALS_MS, 'topology'),
  all(TOTALS_MS, 'statistics'),
  all(TOTALS_MS, 'audit'),
];

function holds(data: unknown, id: number): boolean {
  if (typeof data !== 'object' || data === null || !('items' in data) || !Array.isArray(data.items)) return false;
  return data.items.some(
    (item: unknown) => typeof item === 'object' && item !== null && 'id' in item && item.id === id,
  );
}

/** A list that is chosen or sorted by the status may gain a mirror that it does not show yet. */
function dependsOnStatus([, , query]: QueryKey): boolean {
  if (typeof query !== 'object' || query === null) return false;
  const sort = 'sort' in query && typeof query.sort === 'string' ? query.sort : '';
  return 'status' in query || 'held' in query || 'verify_status' in query || sort.includes('last_');
}

const mirrorLists = (id: number): Affected => ({
  name: `mirror lists of ${id}`,
  everyMs: SOON_MS,
  matches: (query) =>
    startsWith('mirrors', 'page')(query) && (holds(query.state.data, id) || dependsOnStatus(query.queryKey)),
});

function affectedByMirror({ action, id }: LiveEvent): Affected[] {
  if (action !== 'changed' || id === null) return [all(SOON_MS, 'mirrors'), ...TOTALS];
  const others: Affected = {
    name: 'other views of mirrors',
    everyMs: TOTALS_MS,
    matches: (query) =>
      query.queryKey[0] === 'mirrors' &&
      query.queryKey[1] !== 'page' &&
      (query.queryKey[1] !== 'one' || query.queryKey[2] === id),
  };
  return [all(SOON_MS, 'mirrors', 'one', id), mirrorLists(id), others, ...TOTALS];
}

const isOver = (status: string): boolean => status !== 'queued' && status !== 'running';

function affectedByRun(event: LiveEvent): Affected[] {
  const run = readRunChange(event);
  if (run === null) return [];
  const over = isOver(run.status);
  const [what, id] = run.subject.split(':');
  const issueSync = what === 'issue-sync' ? [all(SOON_MS, 'issue-sync', Number(id))] : [];
  const details = (everyMs: number): Affected[] => [
    all(everyMs, 'runs', 'one', run.id),
    all(everyMs, 'runs', 'items', run.id),
  ];
  if (!over && run.progress !== null) return [...details(TOTALS_MS), ...issueSync];
  return [
    all(SOON_MS, 'runs', 'page'),
    ...details(SOON_MS),
    ...issueSync,
    ...(issueSync.length > 0 && over ? [all(TOTALS_MS, 'issue-sync')] : []),
  ];
}

const TOPICS: Record<string, (event: LiveEvent) => Affected[]> = {
  mirror: affectedByMirror,
  run: affectedByRun,
  instance: () => [all(SOON_MS, 'instances', 'all'), ...TOTALS],
  pair: () => [all(SOON_MS, 'pairs'), all(SOON_MS, 'mirrors'), ...TOTALS],
  'group-token': () => [all(SOON_MS, 'group-tokens'), all(TOTALS_MS, 'tokens'), ...TOTALS],
  'group-default': () => [all(SOON_MS, 'group-defaults'), all(TOTALS_MS, 'mirrors'), ...TOTALS],
  'group-follow': () => [all(SOON_MS, 'group-follows')],
  'issue-sync': () => [all(SOON_MS, 'issue-sync'), ...TOTALS],
  'issue-mirror': () => [all(SOON_MS, 'issue-sync'), ...TOTALS],
  schedule: () => [all(SOON_MS, 'schedules')],
  pause: () => [all(SOON_MS, 'pauses')],
  notification: () => [all(SOON_MS, 'notifications')],
};

/** As narrow as the event allows: what can't have changed is not asked for again. */
export const affectedBy = (event: LiveEvent): Affected[] => TOPICS[event.topic]?.(event) ?? [];
