import type { MirrorFilters } from './filters';
import type { ChoiceFilter } from './filter-options';

/** What a filter stands at, as the address has it. */
export const filterValue = (filters: MirrorFilters, param: ChoiceFilter['param']): string | undefined =>
  ({
    status: filters.status,
    direction: filters.direction,
    enabled: filters.enabled?.toString(),
    verify: filters.verify_status,
    held: filters.held?.toString(),
    token: filters.token_status,
  })[param];
