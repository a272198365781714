import type { Token } from '../world/model';
import type { World } from '../world/world';
import { iso, isoOrNull } from './common';

/** Without the secret: that is shown only by create and rotate. */
export function tokenView(world: World, token: Token): Record<string, unknown> {
  const common = {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: iso(token.createdAt),
    description: token.description,
    scopes: token.scopes,
    user_id: token.user.id,
    last_used_at: isoOrNull(token.lastUsedAt),
    active: world.isActive(token),
    expires_at: token.expiresAt,
  };
  if (token.kind === 'personal') return common;
  return {
    ...common,
    access_level: token.accessLevel,
    resource_type: token.kind,
    resource_id: (token.project ?? token.group)?.id,
  };
}
