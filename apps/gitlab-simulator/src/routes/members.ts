import { findGroup, findProject } from '../http/access';
import { currentUser, idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { userView } from '../views/common';
import { lineage } from '../world/membership';
import { Access } from '../world/model';
import { badParameter, conflict, notFound } from '../world/refusal';

interface Membered {
  members: Map<number, number>;
  all: Map<number, number>;
}

/** Direct members, and those with inherited ones, of a project or a group. */
function membersOf(ctx: Context, kind: 'projects' | 'groups', minimum: number = Access.none): Membered {
  const place = kind === 'projects' ? findProject(ctx, minimum) : findGroup(ctx, minimum);
  const all = new Map<number, number>();
  const groups = 'namespace' in place ? lineage(place.namespace) : lineage(place);
  for (const source of [place, ...groups]) {
    for (const [id, level] of source.members) all.set(id, Math.max(level, all.get(id) ?? 0));
    if ('owner' in source && source.owner) all.set(source.owner.id, Access.owner);
  }
  return { members: place.members, all };
}

function routesFor(server: Server, kind: 'projects' | 'groups'): void {
  const minimum = kind === 'projects' ? Access.maintainer : Access.owner;
  const view = (ctx: Context, [id, level]: readonly [number, number]): Record<string, unknown> => {
    const user = ctx.world.users.get(id);
    return {
      ...(user ? userView(ctx.world, user) : { id }),
      access_level: level,
      expires_at: null,
      membership_state: 'active',
    };
  };
  const one = (ctx: Context, members: Map<number, number>): readonly [number, number] => {
    const id = idParam(ctx, 'userId');
    const level = members.get(id);
    if (level === undefined) throw notFound('Member');
    return [id, level];
  };

  server.get(`/${kind}/:id/members`, (ctx) =>
    paginate(ctx, [...membersOf(ctx, kind).members], (row) => view(ctx, row)),
  );
  server.get(`/${kind}/:id/members/all`, (ctx) =>
    paginate(ctx, [...membersOf(ctx, kind).all], (row) => view(ctx, row)),
  );
  server.get(`/${kind}/:id/members/all/:userId`, (ctx) => ok(view(ctx, one(ctx, membersOf(ctx, kind).all))));
  server.get(`/${kind}/:id/members/:userId`, (ctx) => ok(view(ctx, one(ctx, membersOf(ctx, kind).members))));
  server.post(`/${kind}/:id/members`, (ctx) => {
    currentUser(ctx);
    const { members } = membersOf(ctx, kind, minimum);
    const user = ctx.world.users.get(ctx.input.requiredInt('user_id'));
    const level = ctx.input.requiredInt('access_level');
    if (!user) throw notFound('User');
    if (![5, 10, 15, 20, 30, 40, 50].includes(level)) throw badParameter('access_level does not have a valid value');
    if (members.has(user.id)) throw conflict('Member already exists');
    members.set(user.id, level);
    return created(view(ctx, [user.id, level]));
  });
  server.put(`/${kind}/:id/members/:userId`, (ctx) => {
    const { members } = membersOf(ctx, kind, minimum);
    const [id] = one(ctx, members);
    members.set(id, ctx.input.requiredInt('access_level'));
    return ok(view(ctx, one(ctx, members)));
  });
  server.delete(`/${kind}/:id/members/:userId`, (ctx) => {
    const { members } = membersOf(ctx, kind, minimum);
    members.delete(one(ctx, members)[0]);
    return noContent();
  });
}

export function memberRoutes(server: Server): void {
  routesFor(server, 'projects');
  routesFor(server, 'groups');
}
