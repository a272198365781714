import type { Mirror, TokenStatus, UpdateStatus, VerifyStatus } from '../../api/model';
import type { Health } from '../../ui/health';

export interface Status {
  health: Health;
  label: string;
}

const UPDATE: Record<UpdateStatus, Status> = {
  pending: { health: 'pending', label: 'Waiting' },
  updating: { health: 'syncing', label: 'Syncing' },
  finished: { health: 'ok', label: 'In sync' },
  failed: { health: 'error', label: 'Failed' },
};

const entries = <K extends string>(words: Record<K, Status>): { value: K; label: string }[] =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value].label }));

export const UPDATE_STATUSES = entries(UPDATE);

export function mirrorStatus({
  enabled,
  phase,
  held_at,
  last_update_status,
}: Pick<Mirror, 'enabled' | 'phase' | 'held_at' | 'last_update_status'>): Status {
  if (!enabled) return { health: 'off', label: 'Disabled' };
  if (held_at !== null) return { health: 'warning', label: 'Held for approval' };
  if (phase === 'provisioning' && last_update_status === 'pending') return { health: 'syncing', label: 'Being set up' };
  return UPDATE[last_update_status];
}

const TOKEN: Record<TokenStatus, Status> = {
  active: { health: 'ok', label: 'Active' },
  expiring_soon: { health: 'warning', label: 'Expires soon' },
  expired: { health: 'error', label: 'Expired' },
  none: { health: 'unknown', label: 'No token of its own' },
};

export const tokenStatus = (status: TokenStatus): Status => TOKEN[status];

const VERIFY: Record<VerifyStatus, Status> = {
  healthy: { health: 'ok', label: 'As it should be' },
  drift: { health: 'warning', label: 'Drifted' },
  orphan: { health: 'error', label: 'Gone on GitLab' },
  error: { health: 'unknown', label: 'Could not be checked' },
};

export const VERIFY_STATUSES = entries(VERIFY);

export const verifyStatus = (status: VerifyStatus | null): Status =>
  status === null ? { health: 'unknown', label: 'Not checked yet' } : VERIFY[status];
