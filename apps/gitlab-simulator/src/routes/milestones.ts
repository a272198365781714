import { findGroup, findProject, writableProject } from '../http/access';
import { idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { milestoneView } from '../views/issue';
import { lineage } from '../world/membership';
import { Access, type Milestone, type Namespace, type Project } from '../world/model';
import { invalid, notFound } from '../world/refusal';

function list(ctx: Context, milestones: Milestone[]): Reply {
  const { input } = ctx;
  const state = input.oneOf('state', ['active', 'closed']);
  const title = input.text('title');
  const search = input.text('search')?.toLowerCase();
  const iids = input.ints('iids');
  const found = milestones.filter(
    (one) =>
      (state === undefined || one.state === state) &&
      (title === undefined || one.title === title) &&
      (search === undefined || one.title.toLowerCase().includes(search)) &&
      (iids === undefined || iids.includes(one.iid)),
  );
  return paginate(ctx, found, (one) => milestoneView(ctx.world, one));
}

function pick(ctx: Context, place: Project | Namespace): Milestone {
  const milestone = place.milestones.get(idParam(ctx, 'milestoneId'));
  if (!milestone) throw notFound('Milestone');
  return milestone;
}

function change(ctx: Context, milestone: Milestone): void {
  const { input } = ctx;
  milestone.title = input.text('title') ?? milestone.title;
  milestone.description = input.text('description') ?? milestone.description;
  if (input.has('due_date')) milestone.dueDate = input.date('due_date') ?? null;
  if (input.has('start_date')) milestone.startDate = input.date('start_date') ?? null;
  const event = input.oneOf('state_event', ['close', 'activate']);
  if (event) milestone.state = event === 'close' ? 'closed' : 'active';
  milestone.updatedAt = ctx.world.now();
}

function create(ctx: Context, place: Project | Namespace): Reply {
  const title = ctx.input.requiredText('title');
  for (const one of place.milestones.values())
    if (one.title === title) throw invalid({ title: ['already being used for another group or project milestone.'] });
  const project = 'namespace' in place ? place : null;
  const milestone: Milestone = {
    id: ctx.world.id('milestone'),
    iid: Math.max(0, ...[...place.milestones.values()].map((one) => one.iid)) + 1,
    title,
    description: '',
    state: 'active',
    dueDate: null,
    startDate: null,
    project,
    group: 'namespace' in place ? null : place,
    createdAt: ctx.world.now(),
    updatedAt: ctx.world.now(),
  };
  change(ctx, milestone);
  place.milestones.set(milestone.id, milestone);
  return created(milestoneView(ctx.world, milestone));
}

export function milestoneRoutes(server: Server): void {
  server.get('/projects/:id/milestones', (ctx) => {
    const project = findProject(ctx);
    const groups = ctx.input.bool('include_ancestors') ? lineage(project.namespace) : [];
    return list(
      ctx,
      [project, ...groups].flatMap((place) => [...place.milestones.values()]),
    );
  });
  server.get('/groups/:id/milestones', (ctx) => {
    const group = findGroup(ctx);
    const groups = ctx.input.bool('include_ancestors') ? lineage(group) : [group];
    return list(
      ctx,
      groups.flatMap((place) => [...place.milestones.values()]),
    );
  });
  const places = [
    [
      'projects',
      (ctx: Context): Project | Namespace => writableProject(ctx, Access.planner),
      (ctx: Context): Project | Namespace => findProject(ctx),
    ],
    [
      'groups',
      (ctx: Context): Project | Namespace => findGroup(ctx, Access.planner),
      (ctx: Context): Project | Namespace => findGroup(ctx),
    ],
  ] as const;
  for (const [kind, writable, readable] of places) {
    const base = `/${kind}/:id/milestones`;
    server.get(`${base}/:milestoneId`, (ctx) => ok(milestoneView(ctx.world, pick(ctx, readable(ctx)))));
    server.post(base, (ctx) => create(ctx, writable(ctx)));
    server.put(`${base}/:milestoneId`, (ctx) => {
      const milestone = pick(ctx, writable(ctx));
      change(ctx, milestone);
      return ok(milestoneView(ctx.world, milestone));
    });
    server.delete(`${base}/:milestoneId`, (ctx) => {
      const place = writable(ctx);
      const milestone = pick(ctx, place);
      place.milestones.delete(milestone.id);
      for (const issue of ctx.world.issuesById.values()) if (issue.milestone === milestone) issue.milestone = null;
      return noContent();
    });
  }
}
