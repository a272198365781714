import type { Direction, TokenStatus, UpdateStatus, VerifyStatus } from '../../api/model';
import type { FilterParam } from './filters';
import { tokenStatus, UPDATE_STATUSES, VERIFY_STATUSES } from './mirror-status';

interface Choice<T extends string> {
  value: T;
  label: string;
}

const DIRECTIONS: Choice<Direction>[] = [
  { value: 'push', label: 'Push' },
  { value: 'pull', label: 'Pull' },
];
const ENABLED: Choice<'true' | 'false'>[] = [
  { value: 'true', label: 'Enabled' },
  { value: 'false', label: 'Disabled' },
];
const HELD: Choice<'true' | 'false'>[] = [
  { value: 'true', label: 'Held for approval' },
  { value: 'false', label: 'Not held' },
];
const TOKENS: Choice<TokenStatus>[] = (['active', 'expiring_soon', 'expired', 'none'] as const).map((value) => ({
  value,
  label: tokenStatus(value).label,
}));

export interface ChoiceFilter {
  param: Exclude<FilterParam, 'pair' | 'group' | 'search'>;
  label: string;
  options: Choice<string>[];
}

/** Filters with fixed choices; pairs, groups and the search are found elsewhere. */
export const CHOICE_FILTERS: ChoiceFilter[] = [
  { param: 'status', label: 'Status', options: UPDATE_STATUSES satisfies Choice<UpdateStatus>[] },
  { param: 'direction', label: 'Direction', options: DIRECTIONS },
  { param: 'enabled', label: 'Enabled', options: ENABLED },
  { param: 'verify', label: 'Verification', options: VERIFY_STATUSES satisfies Choice<VerifyStatus>[] },
  { param: 'held', label: 'Held', options: HELD },
  { param: 'token', label: 'Token', options: TOKENS },
];

/** What a chosen value is called, or the value itself when a newer address names one that is not known here. */
export function choiceInWords(param: string, value: string): { label: string; value: string } {
  const filter = CHOICE_FILTERS.find((candidate) => candidate.param === param);
  return {
    label: filter?.label ?? param,
    value: filter?.options.find((option) => option.value === value)?.label ?? value,
  };
}
