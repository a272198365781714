import { findGroup } from '../http/access';
import { currentUser, viewer, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { accepted, created, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { groupView, namespaceView, projectView, simpleProjectView } from '../views/project';
import { canSeeGroup, fullPath, groupAccess, tree } from '../world/membership';
import { Access, type Namespace, type Project, type Visibility } from '../world/model';
import { badParameter, forbidden, notFound } from '../world/refusal';
import { createGroup } from '../world/projects';
import { projectFilters, sortProjects } from './project-list';

const VISIBILITIES: readonly Visibility[] = ['private', 'internal', 'public'];

/** Signed-in people see only their own groups in a listing unless they ask for all that are available. */
function listGroups(ctx: Context, groups: Iterable<Namespace>, searchPath: (group: Namespace) => string): Reply {
  const { world, input } = ctx;
  const user = viewer(ctx);
  const all = input.bool('all_available') ?? (user === null || user.admin);
  const minimum = input.int('min_access_level');
  const search = input.text('search')?.toLowerCase();
  const owned = input.bool('owned') ?? false;
  const topLevel = input.bool('top_level_only') ?? false;
  const found = [...groups].filter((group) => {
    if (group.kind !== 'group' || !canSeeGroup(user, group)) return false;
    const level = user?.admin ? Access.owner : groupAccess(user, group);
    if (!all && level === Access.none) return false;
    if (minimum !== undefined && level < minimum) return false;
    if (owned && level < Access.owner) return false;
    if (topLevel && group.parent) return false;
    return (
      search === undefined ||
      group.name.toLowerCase().includes(search) ||
      searchPath(group).toLowerCase().includes(search)
    );
  });
  const order = input.oneOf('order_by', ['name', 'path', 'id', 'similarity']) ?? 'name';
  const direction = input.oneOf('sort', ['asc', 'desc']) === 'desc' ? -1 : 1;
  const key = (group: Namespace): string | number =>
    order === 'id' ? group.id : order === 'path' ? group.path : group.name.toLowerCase();
  found.sort((a, b) => (key(a) === key(b) ? a.id - b.id : key(a) < key(b) ? -1 : 1) * direction);
  return paginate(ctx, found, (group) => groupView(world, group));
}

function* below(group: Namespace): Generator<Namespace> {
  for (const child of group.children) yield* tree(child);
}

function groupProjects(ctx: Context): Reply {
  const { world, input } = ctx;
  const group = findGroup(ctx);
  const groups = new Set(input.bool('include_subgroups') ? tree(group) : [group]);
  const withShared = input.bool('with_shared') ?? true;
  const found = new Set<Project>();
  for (const one of groups) for (const project of one.projects) found.add(project);
  if (withShared) {
    for (const project of world.projects.values())
      if ([...project.sharedWith.keys()].some((one) => groups.has(one))) found.add(project);
  }
  const tests = projectFilters(ctx);
  const user = viewer(ctx);
  const projects = sortProjects(
    ctx,
    [...found].filter((project) => tests.every((test) => test(project))),
  );
  return paginate(ctx, projects, (project) =>
    input.bool('simple') ? simpleProjectView(world, project) : projectView(world, project, user),
  );
}

function createGroupReply(ctx: Context): Reply {
  const user = currentUser(ctx);
  const { input, world } = ctx;
  const parentId = input.int('parent_id');
  const parent = parentId === undefined ? null : world.namespaces.get(parentId);
  if (parent === undefined || (parent && !canSeeGroup(user, parent))) throw notFound('Group');
  if (user.bot && !parent) throw forbidden();
  if (parent && !user.admin && groupAccess(user, parent) < Access.maintainer) throw forbidden();
  const visibility = input.oneOf('visibility', VISIBILITIES);
  const group = createGroup(world, user, {
    name: input.requiredText('name'),
    path: input.requiredText('path'),
    parent,
    description: input.text('description') ?? '',
    ...(visibility ? { visibility } : {}),
  });
  return created(groupView(world, group));
}

export function groupRoutes(server: Server): void {
  server.get('/groups', (ctx) => listGroups(ctx, ctx.world.namespaces.values(), (group) => fullPath(group)), {
    anonymous: true,
  });
  server.post('/groups', createGroupReply);
  server.get(
    '/groups/:id',
    (ctx) => {
      const group = findGroup(ctx);
      const projects =
        (ctx.input.bool('with_projects') ?? true)
          ? {
              projects: [...group.projects].slice(0, 100).map((p) => projectView(ctx.world, p, viewer(ctx))),
              shared_projects: [],
            }
          : {};
      return ok({ ...groupView(ctx.world, group), shared_with_groups: [], ...projects });
    },
    { anonymous: true },
  );
  server.put('/groups/:id', (ctx) => {
    const group = findGroup(ctx, Access.owner);
    const visibility = ctx.input.oneOf('visibility', VISIBILITIES);
    if (ctx.input.has('path')) throw badParameter('path is not changed by the simulator');
    group.name = ctx.input.text('name') ?? group.name;
    group.description = ctx.input.text('description') ?? group.description;
    if (visibility) group.visibility = visibility;
    return ok(groupView(ctx.world, group));
  });
  server.delete('/groups/:id', (ctx) => {
    ctx.world.removeGroup(findGroup(ctx, Access.owner));
    return accepted({ message: '202 Accepted' });
  });
  server.get('/namespaces', (ctx) => {
    const user = currentUser(ctx);
    const search = ctx.input.text('search')?.toLowerCase() ?? '';
    const found = [...ctx.world.namespaces.values()].filter(
      (one) => (user.admin || groupAccess(user, one) >= Access.guest) && fullPath(one).toLowerCase().includes(search),
    );
    return paginate(ctx, found, (one) => namespaceView(ctx.world, one));
  });
  server.get('/namespaces/:id', (ctx) => {
    const user = currentUser(ctx);
    const id = ctx.params.id ?? '';
    const found = /^\d+$/.test(id) ? ctx.world.namespaces.get(Number(id)) : ctx.world.namespaceByPath(id);
    if (!found || (!user.admin && groupAccess(user, found) < Access.guest)) throw notFound('Namespace');
    return ok(namespaceView(ctx.world, found));
  });
  // The search of these two looks at short paths only.
  server.get('/groups/:id/subgroups', (ctx) => listGroups(ctx, findGroup(ctx).children, (group) => group.path), {
    anonymous: true,
  });
  server.get('/groups/:id/descendant_groups', (ctx) => listGroups(ctx, below(findGroup(ctx)), (group) => group.path), {
    anonymous: true,
  });
  server.get('/groups/:id/projects', groupProjects, { anonymous: true });
}
