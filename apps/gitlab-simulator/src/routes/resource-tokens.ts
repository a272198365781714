import { findGroup, findProject } from '../http/access';
import { currentUser, idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { tokenView } from '../views/token';
import { groupAccess, projectAccess } from '../world/membership';
import { Access, type Namespace, type Project, type Token } from '../world/model';
import { badParameter, badRequest, notFound, Refusal, unauthorized } from '../world/refusal';
import { createResourceToken, RESOURCE_LEVELS, revokeToken } from '../world/tokens';
import { newExpiry, rotateReply, tokenOf } from './account';

const SCOPES = [
  'api',
  'read_api',
  'read_repository',
  'write_repository',
  'read_registry',
  'write_registry',
  'create_runner',
  'manage_runner',
  'ai_features',
  'k8s_proxy',
  'self_rotate',
];

interface Owner {
  resource: { project: Project } | { group: Namespace };
  tokens: Token[];
  level: number;
}

function owner(ctx: Context, kind: 'project' | 'group'): Owner {
  const user = currentUser(ctx);
  const all = [...ctx.world.tokens.values()];
  if (kind === 'project') {
    const project = findProject(ctx);
    return {
      resource: { project },
      tokens: all.filter((t) => t.project === project),
      level: projectAccess(user, project),
    };
  }
  const group = findGroup(ctx);
  return {
    resource: { group },
    tokens: all.filter((t) => t.group === group),
    level: user.admin ? Access.owner : groupAccess(user, group),
  };
}

/** Tokens of projects and groups work alike; a group asks for its Owner, a project for its Maintainer. */
function routesFor(server: Server, kind: 'project' | 'group'): void {
  const base = `/${kind}s/:id/access_tokens`;
  const minimum = kind === 'project' ? Access.maintainer : Access.owner;
  const managed = (ctx: Context): Owner => {
    const found = owner(ctx, kind);
    if (found.level < minimum) throw unauthorized();
    return found;
  };
  const one = (ctx: Context, tokens: Token[]): Token => {
    const token = tokens.find((candidate) => candidate.id === idParam(ctx, 'tokenId'));
    if (!token) throw notFound(`Could not find ${kind} access token with token_id: ${ctx.params.tokenId ?? ''}`);
    return token;
  };

  server.get(base, (ctx) => {
    const state = ctx.input.oneOf('state', ['active', 'inactive']);
    const tokens = managed(ctx).tokens.filter(
      (t) => state === undefined || ctx.world.isActive(t) === (state === 'active'),
    );
    return paginate(ctx, tokens, (token) => tokenView(ctx.world, token));
  });

  server.get(`${base}/:tokenId`, (ctx) => ok(tokenView(ctx.world, one(ctx, managed(ctx).tokens))));

  server.post(base, (ctx) => {
    const { resource, level } = owner(ctx, kind);
    const name = ctx.input.requiredText('name');
    const scopes = ctx.input.list('scopes');
    if (!scopes) throw badParameter('scopes is missing');
    const accessLevel = ctx.input.int('access_level') ?? Access.maintainer;
    if (!RESOURCE_LEVELS.includes(accessLevel)) throw badParameter('access_level does not have a valid value');
    // Only people make tokens: a project's bot may not, whatever its role.
    if (level < minimum || tokenOf(ctx).kind !== 'personal') {
      throw badRequest(`User does not have permission to create ${kind} access token`);
    }
    if (accessLevel > level)
      throw badRequest(
        "Access level of the token can't be greater than the access level of the user who created the token",
      );
    if (scopes.length === 0) throw badRequest("Scopes can't be blank");
    const wrong = scopes.filter((scope) => !SCOPES.includes(scope));
    if (wrong.length > 0) throw badParameter('scopes does not have a valid value');
    const expiresAt = newExpiry(ctx);
    const token = createResourceToken(ctx.world, resource, {
      name,
      scopes,
      accessLevel,
      expiresAt,
      description: ctx.input.text('description') ?? null,
    });
    return created({ ...tokenView(ctx.world, token), token: token.token });
  });

  server.delete(`${base}/:tokenId`, (ctx) => {
    const token = one(ctx, managed(ctx).tokens);
    if (token.revoked) throw badRequest('Token was not revoked');
    revokeToken(token);
    return noContent();
  });

  server.post(
    `${base}/self/rotate`,
    (ctx) => {
      const token = tokenOf(ctx);
      if (!owner(ctx, kind).tokens.includes(token)) throw new Refusal(405, { message: '405 Method Not Allowed' });
      return rotateReply(ctx, token);
    },
    { scope: 'rotate' },
  );

  server.post(`${base}/:tokenId/rotate`, (ctx) => {
    const found = managed(ctx);
    const token = one(ctx, found.tokens);
    if (tokenOf(ctx).kind !== 'personal' && tokenOf(ctx) !== token) throw unauthorized();
    return rotateReply(ctx, token);
  });
}

export function resourceTokenRoutes(server: Server): void {
  routesFor(server, 'project');
  routesFor(server, 'group');
}
