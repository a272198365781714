import type { Health } from '../../ui/health';

const KNOWN: Record<string, { health: Health; label: string }> = {
  synced: { health: 'ok', label: 'Copied' },
  incomplete: { health: 'warning', label: 'Partly copied' },
  creating: { health: 'pending', label: 'Being made' },
  failed: { health: 'error', label: 'Failed' },
  target_modified: { health: 'warning', label: 'Copy was edited' },
  target_deleted: { health: 'off', label: 'Copy was deleted' },
  source_deleted: { health: 'off', label: 'Source was deleted' },
};

/** Tolerant: a newer server may know more states than this page. */
export const mappingStatus = (status: string): { health: Health; label: string } =>
  KNOWN[status] ?? { health: 'unknown', label: status };
