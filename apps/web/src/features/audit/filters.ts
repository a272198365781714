import type { AuditQuery } from '../../api/model';
import { ACTIONS, ENTITY_TYPES } from './in-words';

/** What the audit trail shows, as it stands in the address. */
export type AuditFilters = Pick<
  AuditQuery,
  'actor' | 'action' | 'entity_type' | 'entity_id' | 'search' | 'since' | 'until'
>;

const DAY_MS = 86_400_000;
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** A day of the reader's calendar as a moment; `days` later. */
function startOf(day: string | null, days = 0): string | undefined {
  if (day === null || !isDay(day)) return undefined;
  const start = new Date(`${day}T00:00:00`);
  start.setTime(start.getTime() + days * DAY_MS);
  return start.toISOString();
}

/** Ignores what it does not understand: an old bookmark shall still open. */
export function readFilters(params: URLSearchParams): AuditFilters {
  const actor = params.get('actor')?.trim();
  const search = params.get('search')?.trim();
  const action = ACTIONS.find(({ value }) => value === params.get('action'))?.value;
  const entityType = ENTITY_TYPES.find(({ value }) => value === params.get('about'))?.value;
  const entityId = Number(params.get('id'));
  const since = startOf(params.get('from'));
  const until = startOf(params.get('to'), 1);
  return {
    ...(actor ? { actor } : {}),
    ...(search ? { search } : {}),
    ...(action ? { action } : {}),
    ...(entityType ? { entity_type: entityType } : {}),
    ...(Number.isSafeInteger(entityId) && entityId > 0 ? { entity_id: entityId } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
  };
}
