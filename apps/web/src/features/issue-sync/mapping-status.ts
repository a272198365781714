import type { Health } from '../../ui/health';

const KNOWN: Record<string, { health: Health; label: string }> = {
  synced: { health: 'ok', label: 'Copied' },
  pending: { health: 'pending', label: 'Waiting' },
  failed: { health: 'error', label: 'Failed' },
};

/** Tolerant: a newer server may know more states than this page. */
export const mappingStatus = (status: string): { health: Health; label: string } =>
  KNOWN[status] ?? { health: 'unknown', label: status };
