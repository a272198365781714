import type { Direction, MirrorQuery, UpdateStatus } from '../../api/model';

/** What the mirrors page shows, as it stands in the address. */
export type MirrorFilters = Pick<
  MirrorQuery,
  'instance_pair_id' | 'status' | 'direction' | 'enabled' | 'search' | 'sort'
>;

const STATUSES: readonly UpdateStatus[] = ['pending', 'updating', 'finished', 'failed'];
const DIRECTIONS: readonly Direction[] = ['push', 'pull'];
const SORTS = [
  'source_project_path',
  '-source_project_path',
  'last_update_status',
  '-last_update_status',
  'last_successful_update',
  '-last_successful_update',
] as const;

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | undefined =>
  allowed.find((candidate) => candidate === value);

/** Ignores what it does not understand: an old bookmark shall still open. */
export function readFilters(params: URLSearchParams): MirrorFilters {
  const pair = Number(params.get('pair'));
  const status = oneOf(STATUSES, params.get('status'));
  const direction = oneOf(DIRECTIONS, params.get('direction'));
  const enabled = oneOf(['true', 'false'], params.get('enabled'));
  const search = params.get('search')?.trim();
  const sort = oneOf(SORTS, params.get('sort'));
  return {
    ...(Number.isSafeInteger(pair) && pair > 0 ? { instance_pair_id: pair } : {}),
    ...(status ? { status } : {}),
    ...(direction ? { direction } : {}),
    ...(enabled ? { enabled: enabled === 'true' } : {}),
    ...(search ? { search } : {}),
    ...(sort ? { sort } : {}),
  };
}

export const isFiltered = ({ sort: _sort, ...filters }: MirrorFilters): boolean => Object.keys(filters).length > 0;

/** The next sorting when a column's header is pressed: ascending, descending, then the server's own order. */
export function nextSort(current: string | undefined, key: string): string | undefined {
  if (current === key) return `-${key}`;
  return current === `-${key}` ? undefined : key;
}
