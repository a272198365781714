import type { Direction, TopologyQuery } from '../../api/model';

/** What the topology shows, as it stands in the address. Hours, as people think of staleness in hours and days. */
export interface TopologyFilters {
  pair: number | null;
  direction: Direction | null;
  /** Whether mirrors that are disabled count. */
  disabled: boolean;
  warningHours: number;
  errorHours: number;
  neverSucceeded: 'warning' | 'error';
}

export const DEFAULTS: TopologyFilters = {
  pair: null,
  direction: null,
  disabled: true,
  warningHours: 24,
  errorHours: 168,
  neverSucceeded: 'warning',
};

const MAX_HOURS = 87_600;

function readHours(text: string | null, fallback: number): number {
  const hours = Number(text);
  return text !== null && text !== '' && hours >= 0 && hours <= MAX_HOURS ? hours : fallback;
}

/** Ignores what it does not understand: an old bookmark shall still open. */
export function readFilters(params: URLSearchParams): TopologyFilters {
  const pair = Number(params.get('pair'));
  const direction = params.get('direction');
  const warningHours = readHours(params.get('warn'), DEFAULTS.warningHours);
  return {
    pair: Number.isSafeInteger(pair) && pair > 0 ? pair : null,
    direction: direction === 'push' || direction === 'pull' ? direction : null,
    disabled: params.get('disabled') !== 'hide',
    warningHours,
    // The server refuses an error that comes before the warning.
    errorHours: Math.max(warningHours, readHours(params.get('error'), DEFAULTS.errorHours)),
    neverSucceeded: params.get('never') === 'error' ? 'error' : 'warning',
  };
}

/** The part of the filters that goes into the address; what is as usual is left out. */
export function writeFilters(filters: TopologyFilters): Record<string, string | null> {
  const unless = (key: keyof TopologyFilters, text: string): string | null =>
    filters[key] === DEFAULTS[key] ? null : text;
  return {
    pair: unless('pair', String(filters.pair)),
    direction: unless('direction', String(filters.direction)),
    disabled: unless('disabled', 'hide'),
    warn: unless('warningHours', String(filters.warningHours)),
    error: unless('errorHours', String(filters.errorHours)),
    never: unless('neverSucceeded', filters.neverSucceeded),
  };
}

const seconds = (hours: number): number => Math.round(hours * 3_600);

export const toQuery = (filters: TopologyFilters): TopologyQuery => ({
  stale_warning_seconds: seconds(filters.warningHours),
  stale_error_seconds: seconds(filters.errorHours),
  never_succeeded_level: filters.neverSucceeded,
  ...(filters.pair === null ? {} : { instance_pair_id: filters.pair }),
});
