import type { Direction, MirrorQuery, TokenStatus, UpdateStatus, VerifyStatus } from '../../api/model';

/** What the mirrors page shows, as it stands in the address. */
export type MirrorFilters = Pick<
  MirrorQuery,
  | 'instance_pair_id'
  | 'status'
  | 'direction'
  | 'group'
  | 'token_status'
  | 'verify_status'
  | 'held'
  | 'enabled'
  | 'search'
  | 'sort'
>;

const STATUSES: readonly UpdateStatus[] = ['pending', 'updating', 'finished', 'failed'];
const DIRECTIONS: readonly Direction[] = ['push', 'pull'];
const TOKENS: readonly TokenStatus[] = ['active', 'expiring_soon', 'expired', 'none'];
const VERIFIED: readonly VerifyStatus[] = ['healthy', 'drift', 'orphan', 'error'];
const YES_NO = ['true', 'false'] as const;

/** What the list can be sorted by, as the server calls it. */
export const SORT_KEYS = [
  'source_project_path',
  'last_update_status',
  'last_successful_update',
  'last_update_at',
  'mirror_token_expires_at',
  'created_at',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

const SORTS = SORT_KEYS.flatMap((key) => [key, `-${key}`] as const);

/** The names that filters have in the address; all of them, so that they can be cleared and saved. */
export const FILTER_PARAMS = [
  'pair',
  'status',
  'direction',
  'group',
  'token',
  'verify',
  'held',
  'enabled',
  'search',
] as const;
export type FilterParam = (typeof FILTER_PARAMS)[number];

export const NO_FILTERS = Object.fromEntries(FILTER_PARAMS.map((name) => [name, null]));

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | undefined =>
  allowed.find((candidate) => candidate === value);

/** Ignores what it does not understand: an old bookmark shall still open. */
export function readFilters(params: URLSearchParams): MirrorFilters {
  const pair = Number(params.get('pair'));
  const status = oneOf(STATUSES, params.get('status'));
  const direction = oneOf(DIRECTIONS, params.get('direction'));
  const group = params.get('group')?.trim();
  const token = oneOf(TOKENS, params.get('token'));
  const verify = oneOf(VERIFIED, params.get('verify'));
  const held = oneOf(YES_NO, params.get('held'));
  const enabled = oneOf(YES_NO, params.get('enabled'));
  const search = params.get('search')?.trim();
  const sort = oneOf(SORTS, params.get('sort'));
  return {
    ...(Number.isSafeInteger(pair) && pair > 0 ? { instance_pair_id: pair } : {}),
    ...(status ? { status } : {}),
    ...(direction ? { direction } : {}),
    ...(group ? { group } : {}),
    ...(token ? { token_status: token } : {}),
    ...(verify ? { verify_status: verify } : {}),
    ...(held ? { held: held === 'true' } : {}),
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
