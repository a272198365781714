import type { Instance } from '../../api/model';
import type { Health } from '../../ui/health';

/** The worst of what is known about an instance: whether it answers, and whether its token will keep working. */
export function instanceHealth({ health, token_status }: Pick<Instance, 'health' | 'token_status'>): {
  health: Health;
  label: string;
} {
  if (token_status === 'expired') return { health: 'error', label: 'Token expired' };
  if (health === 'degraded') return { health: 'error', label: 'Degraded' };
  if (token_status === 'expiring_soon') return { health: 'warning', label: 'Token expires soon' };
  return health === 'ok' ? { health: 'ok', label: 'Connected' } : { health: 'unknown', label: 'Not checked yet' };
}

/** "18.5.1, Premium" and the like. */
export function gitlabInWords({
  gitlab_version,
  gitlab_edition,
  gitlab_tier,
}: Pick<Instance, 'gitlab_version' | 'gitlab_edition' | 'gitlab_tier'>): { version: string; edition: string } | null {
  if (gitlab_version === null) return null;
  const edition =
    gitlab_tier === 'premium' ? 'Premium' : gitlab_tier === 'free' ? 'Free' : (gitlab_edition ?? '').toUpperCase();
  return { version: gitlab_version.replace(/-(ce|ee)$/, ''), edition };
}
