import { findGroup, findProject, writableProject } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { labelView } from '../views/issue';
import { availableLabels, createLabel, parseColor } from '../world/labels';
import { lineage } from '../world/membership';
import { Access, type Label } from '../world/model';
import { badParameter, conflict, invalid, notFound } from '../world/refusal';

function pick(ctx: Context, labels: Iterable<Label>): Label {
  const wanted = ctx.params.labelId ?? '';
  for (const label of labels) if (String(label.id) === wanted || label.name === wanted) return label;
  throw notFound('Label');
}

function searched(ctx: Context, labels: Iterable<Label>): Label[] {
  const search = ctx.input.text('search')?.toLowerCase();
  return [...labels]
    .filter((label) => search === undefined || label.name.toLowerCase().includes(search))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function change(ctx: Context, label: Label, siblings: Iterable<Label>): void {
  const { input } = ctx;
  const name = input.text('new_name');
  const color = input.text('color');
  const known = ['new_name', 'color', 'description', 'priority', 'archived'];
  if (!known.some((key) => input.has(key)))
    throw badParameter(`${known.join(', ')} are missing, at least one parameter must be provided`);
  if (name !== undefined && name !== label.name) {
    for (const other of siblings) if (other.name === name) throw conflict('Label already exists');
    label.name = name;
  }
  if (color !== undefined) {
    const parsed = parseColor(color);
    if (!parsed) throw invalid({ color: ['must be a valid color code'] });
    label.color = parsed;
  }
  if (input.has('description')) label.description = input.text('description') || null;
  if (input.has('priority')) label.priority = input.int('priority') ?? null;
}

const inputOf = (ctx: Context) => ({
  name: ctx.input.requiredText('name'),
  color: ctx.input.requiredText('color'),
  description: ctx.input.text('description') ?? null,
  priority: ctx.input.int('priority') ?? null,
});

export function labelRoutes(server: Server): void {
  server.get(
    '/projects/:id/labels',
    (ctx) => {
      const project = findProject(ctx);
      const withGroups = ctx.input.bool('include_ancestor_groups') ?? true;
      const counts = ctx.input.bool('with_counts') ?? false;
      const labels = searched(ctx, withGroups ? availableLabels(project) : project.labels.values());
      const issues = counts ? [...ctx.world.issues(project).byIid.values()] : [];
      return paginate(ctx, labels, (label) => {
        const carried = counts ? issues.filter((issue) => issue.labels.includes(label)) : [];
        const open = carried.filter((issue) => issue.state === 'opened').length;
        const numbers = {
          open_issues_count: open,
          closed_issues_count: carried.length - open,
          open_merge_requests_count: 0,
        };
        return { ...labelView(label), ...(counts ? numbers : {}) };
      });
    },
    { anonymous: true },
  );
  server.get('/projects/:id/labels/:labelId', (ctx) => ok(labelView(pick(ctx, availableLabels(findProject(ctx))))));
  server.post('/projects/:id/labels', (ctx) => {
    const project = writableProject(ctx, Access.planner);
    return created(labelView(createLabel(ctx.world, { project }, inputOf(ctx))));
  });
  server.put('/projects/:id/labels/:labelId', (ctx) => {
    const project = writableProject(ctx, Access.planner);
    const label = pick(ctx, project.labels.values());
    change(ctx, label, availableLabels(project));
    return ok(labelView(label));
  });
  server.delete('/projects/:id/labels/:labelId', (ctx) => {
    const project = writableProject(ctx, Access.planner);
    const label = pick(ctx, project.labels.values());
    project.labels.delete(label.id);
    for (const issue of ctx.world.issues(project).byIid.values())
      issue.labels = issue.labels.filter((one) => one !== label);
    return noContent();
  });
  server.put('/projects/:id/labels/:labelId/promote', (ctx) => {
    const project = writableProject(ctx, Access.planner);
    const label = pick(ctx, project.labels.values());
    if (project.namespace.kind !== 'group') throw badParameter('a personal project has no group');
    project.labels.delete(label.id);
    label.project = null;
    label.group = project.namespace;
    project.namespace.labels.set(label.id, label);
    return ok(labelView(label));
  });

  server.get(
    '/groups/:id/labels',
    (ctx) => {
      const group = findGroup(ctx);
      const groups = (ctx.input.bool('include_ancestor_groups') ?? true) ? lineage(group) : [group];
      return paginate(
        ctx,
        searched(
          ctx,
          groups.flatMap((one) => [...one.labels.values()]),
        ),
        labelView,
      );
    },
    { anonymous: true },
  );
  server.get('/groups/:id/labels/:labelId', (ctx) => ok(labelView(pick(ctx, findGroup(ctx).labels.values()))));
  server.post('/groups/:id/labels', (ctx) => {
    currentUser(ctx);
    const group = findGroup(ctx, Access.planner);
    return created(labelView(createLabel(ctx.world, { group }, inputOf(ctx))));
  });
  server.put('/groups/:id/labels/:labelId', (ctx) => {
    const group = findGroup(ctx, Access.planner);
    const label = pick(ctx, group.labels.values());
    change(ctx, label, group.labels.values());
    return ok(labelView(label));
  });
  server.delete('/groups/:id/labels/:labelId', (ctx) => {
    const group = findGroup(ctx, Access.planner);
    group.labels.delete(pick(ctx, group.labels.values()).id);
    return noContent();
  });
}
