import type { Instance } from '../../api/model';
import type { Health } from '../../ui/health';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** What the stored facts say about an instance's token: the part that decides whether the next sync can work. */
export function tokenHealth(
  instance: Pick<Instance, 'token_expires_at' | 'token_username'>,
  now: number,
): { health: Health; label: string } {
  if (instance.token_expires_at === null) {
    return instance.token_username === null
      ? { health: 'unknown', label: 'Not tested' }
      : { health: 'ok', label: 'Token active' };
  }
  const days = (Date.parse(instance.token_expires_at) - now) / DAY_MS;
  if (days <= 0) return { health: 'error', label: 'Token expired' };
  return days <= SOON_DAYS
    ? { health: 'warning', label: 'Token expires soon' }
    : { health: 'ok', label: 'Token active' };
}
