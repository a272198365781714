import type { MappingQuery } from '../../api/model';
import type { Health } from '../../ui/health';

export type MappingStatus = NonNullable<MappingQuery['sync_status']>;

const KNOWN: Record<MappingStatus, { health: Health; label: string }> = {
  synced: { health: 'ok', label: 'Copied' },
  incomplete: { health: 'warning', label: 'Partly copied' },
  creating: { health: 'pending', label: 'Being made' },
  failed: { health: 'error', label: 'Failed' },
  target_modified: { health: 'warning', label: 'Copy was edited' },
  target_deleted: { health: 'off', label: 'Copy was deleted' },
  source_deleted: { health: 'off', label: 'Source was deleted' },
};

const isKnown = (status: string): status is MappingStatus => Object.hasOwn(KNOWN, status);

export const MAPPING_STATUSES = (Object.keys(KNOWN) as MappingStatus[]).map((value) => ({
  value,
  label: KNOWN[value].label,
}));

/** Tolerant: a newer server may know more states than this page. */
export const mappingStatus = (status: string): { health: Health; label: string } =>
  (isKnown(status) ? KNOWN[status] : null) ?? { health: 'unknown', label: status };
