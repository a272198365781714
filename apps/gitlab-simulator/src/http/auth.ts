import type { IncomingMessage } from 'node:http';
import type { Token, User } from '../world/model';
import { Refusal, unauthorized } from '../world/refusal';
import { revokeFamily } from '../world/tokens';
import type { World } from '../world/world';

export interface Actor {
  user: User;
  token: Token;
}

export type ScopeRule = 'default' | 'user' | 'any' | 'rotate';

function secretOf(req: IncomingMessage, query: URLSearchParams): string | null {
  const header = req.headers['private-token'];
  if (typeof header === 'string') return header;
  const bearer = /^Bearer\s+(.+)$/i.exec(req.headers.authorization ?? '');
  return bearer?.[1] ?? query.get('private_token') ?? query.get('access_token');
}

function invalidToken(description: string): Refusal {
  return new Refusal(
    401,
    { error: 'invalid_token', error_description: description },
    {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${description}"`,
    },
  );
}

export const revokedToken = (): Refusal => invalidToken('Token was revoked. You have to re-authorize from the user.');

/** Who calls; null without any token. A token that is not good (any more) is 401, whatever the route. */
export function authenticate(world: World, req: IncomingMessage, query: URLSearchParams): Actor | null {
  const secret = secretOf(req, query);
  if (secret === null) return null;
  const token = world.tokensBySecret.get(secret);
  if (!token) throw unauthorized();
  if (token.revoked) {
    // Rotating with a token that was rotated before looks like theft: the whole family dies.
    if (/\/rotate(\?|$)/.test(req.url ?? '')) revokeFamily(world, token);
    throw revokedToken();
  }
  if (world.isExpired(token))
    throw invalidToken('Token is expired. You can either do re-authorization or token refresh.');
  if (token.user.state !== 'active')
    throw new Refusal(403, { message: '403 Forbidden - Your account has been blocked.' });
  token.lastUsedAt = world.now();
  return { user: token.user, token };
}

function acceptedScopes(rule: ScopeRule, method: string): string[] | null {
  const reads = method === 'GET' || method === 'HEAD';
  if (rule === 'any') return null;
  if (rule === 'rotate') return ['api', 'self_rotate'];
  if (rule === 'user' && reads) return ['api', 'read_api', 'read_user'];
  return reads ? ['api', 'read_api'] : ['api'];
}

export function checkScope(actor: Actor, rule: ScopeRule, method: string): void {
  const scopes = acceptedScopes(rule, method);
  if (scopes === null || scopes.some((scope) => actor.token.scopes.includes(scope))) return;
  const body = {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: scopes.join(' '),
  };
  throw new Refusal(403, body, {
    'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="insufficient_scope", error_description="${body.error_description}"`,
  });
}
