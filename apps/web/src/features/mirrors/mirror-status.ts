import type { Mirror, TokenStatus, UpdateStatus } from '../../api/model';
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

export const UPDATE_STATUSES = Object.entries(UPDATE).map(([value, { label }]) => ({ value, label }));

export function mirrorStatus({ enabled, last_update_status }: Pick<Mirror, 'enabled' | 'last_update_status'>): Status {
  return enabled ? UPDATE[last_update_status] : { health: 'off', label: 'Disabled' };
}

const TOKEN: Record<TokenStatus, Status> = {
  active: { health: 'ok', label: 'Active' },
  expiring_soon: { health: 'warning', label: 'Expires soon' },
  expired: { health: 'error', label: 'Expired' },
  none: { health: 'unknown', label: 'No token of its own' },
};

export const tokenStatus = (status: TokenStatus): Status => TOKEN[status];
