import { addDays, rotate } from '../world/tokens';
import type { Token } from '../world/model';
import { badRequest, notFound, Refusal, unauthorized } from '../world/refusal';
import { currentUser, idParam, type Context } from '../http/context';
import { noContent, ok, type Reply } from '../http/reply';
import { paginate } from '../http/pagination';
import type { Server } from '../http/server';
import { iso, userView } from '../views/common';
import { tokenView } from '../views/token';

function version(ctx: Context): Reply {
  const { edition } = ctx.world;
  return ok({
    version: edition.version,
    revision: 'a1b2c3d4e5f',
    kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
    enterprise: edition.enterprise,
  });
}

/** Rotation answers with the secret once; what the old token was decides who may ask. */
export function rotateReply(ctx: Context, token: Token): Reply {
  const fresh = rotate(ctx.world, token, ctx.input.date('expires_at') ?? null);
  return ok({ ...tokenView(ctx.world, fresh), token: fresh.token });
}

/** `expires_at` of a new token: 365 days when the server wants one and none is given. */
export function newExpiry(ctx: Context): string | null {
  const wanted = ctx.input.date('expires_at');
  if (wanted === undefined || wanted === null)
    return ctx.world.settings.tokenExpiryRequired ? addDays(ctx.world, 365) : null;
  if (Date.parse(wanted) <= ctx.world.now()) throw badRequest('Expiration date must be in the future');
  if (ctx.world.settings.tokenExpiryRequired && wanted > addDays(ctx.world, 400)) {
    throw badRequest('Expiration date must be before ' + addDays(ctx.world, 400));
  }
  return wanted;
}

function ownToken(ctx: Context): Token {
  const user = currentUser(ctx);
  const token = ctx.world.tokens.get(idParam(ctx, 'tokenId'));
  if (!token) {
    if (user.admin) throw notFound();
    throw unauthorized();
  }
  if (token.user !== user && !user.admin) throw unauthorized();
  return token;
}

export function accountRoutes(server: Server): void {
  server.get('/version', version, { scope: 'user' });
  server.get('/metadata', version, { scope: 'user' });

  server.get(
    '/user',
    (ctx) => {
      const user = currentUser(ctx);
      return ok({
        ...userView(ctx.world, user),
        created_at: iso(user.createdAt),
        bio: '',
        bot: user.bot,
        email: `${user.username}@example.com`,
        external: false,
        private_profile: false,
        can_create_group: !user.bot,
        can_create_project: !user.bot,
        ...(user.admin ? { is_admin: true } : {}),
      });
    },
    { scope: 'user' },
  );

  server.get(
    '/users',
    (ctx) => {
      const username = ctx.input.text('username')?.toLowerCase();
      const search = ctx.input.text('search')?.toLowerCase();
      const found = [...ctx.world.users.values()].filter(
        (user) =>
          (username === undefined || user.username.toLowerCase() === username) &&
          (search === undefined ||
            user.username.toLowerCase().includes(search) ||
            user.name.toLowerCase().includes(search)),
      );
      return paginate(ctx, found.reverse(), (user) => userView(ctx.world, user));
    },
    { scope: 'user' },
  );

  server.get(
    '/users/:userId',
    (ctx) => {
      const user = ctx.world.users.get(idParam(ctx, 'userId'));
      if (!user) throw notFound('User');
      return ok({ ...userView(ctx.world, user), created_at: iso(user.createdAt), bot: user.bot });
    },
    { scope: 'user' },
  );

  server.get('/personal_access_tokens/self', (ctx) => ok(tokenView(ctx.world, tokenOf(ctx))), { scope: 'any' });
  server.delete(
    '/personal_access_tokens/self',
    (ctx) => {
      tokenOf(ctx).revoked = true;
      return noContent();
    },
    { scope: 'any' },
  );

  server.post(
    '/personal_access_tokens/self/rotate',
    (ctx) => {
      const token = tokenOf(ctx);
      if (!ctx.world.edition.atLeast(16, 10)) throw new Refusal(404, { error: '404 Not Found' });
      if (token.kind !== 'personal') throw new Refusal(405, { message: '405 Method Not Allowed' });
      return rotateReply(ctx, token);
    },
    { scope: 'rotate' },
  );

  server.post('/personal_access_tokens/:tokenId/rotate', (ctx) => rotateReply(ctx, ownToken(ctx)));
  server.get('/personal_access_tokens/:tokenId', (ctx) => ok(tokenView(ctx.world, ownToken(ctx))));
  server.get('/personal_access_tokens', (ctx) => {
    const user = currentUser(ctx);
    const mine = [...ctx.world.tokens.values()].filter((t) => t.kind === 'personal' && (user.admin || t.user === user));
    return paginate(ctx, mine, (token) => tokenView(ctx.world, token));
  });
  server.delete('/personal_access_tokens/:tokenId', (ctx) => {
    ownToken(ctx).revoked = true;
    return noContent();
  });
}

export function tokenOf(ctx: Context): Token {
  if (!ctx.actor) throw unauthorized();
  return ctx.actor.token;
}
