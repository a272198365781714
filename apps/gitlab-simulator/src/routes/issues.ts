import { editableIssue, findIssue, writableProject } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { issueView } from '../views/issue';
import { projectAccess } from '../world/membership';
import { Access } from '../world/model';
import { createIssue, deleteIssue, moveIssue, updateIssue } from '../world/issues';
import { badRequest, forbidden, notFound } from '../world/refusal';
import { runCommands } from '../world/commands';
import { issueChangeInput, newIssueInput } from './issue-input';
import { countProjectIssues, issueById, listGroupIssues, listOwnIssues, listProjectIssues } from './issue-list';

function create(ctx: Context): Reply {
  const user = currentUser(ctx);
  const project = writableProject(ctx, Access.none);
  const level = projectAccess(user, project);
  if (project.issuesAccess === 'disabled' || (project.issuesAccess === 'private' && level < Access.guest))
    throw forbidden();
  ctx.limiter.application('issuesCreate', `${project.id}:${user.id}`);
  const input = newIssueInput(ctx, project);
  const commands = runCommands(ctx.world, user, project, null, input.description ?? null);
  const issue = createIssue(ctx.world, project, { ...input, ...commands.fields(input), description: commands.text });
  commands.finish(issue);
  return created(issueView(ctx.world, issue, { single: true }));
}

function update(ctx: Context): Reply {
  const user = currentUser(ctx);
  const issue = editableIssue(ctx);
  const change = issueChangeInput(ctx, issue);
  if (change.description === undefined) {
    updateIssue(ctx.world, issue, change, user);
  } else {
    const commands = runCommands(ctx.world, user, issue.project, issue, change.description);
    updateIssue(
      ctx.world,
      issue,
      { ...change, ...commands.fields({ ...issue, ...change }), description: commands.text },
      user,
    );
    commands.finish(issue);
  }
  return ok(issueView(ctx.world, issue, { single: true }));
}

export function issueRoutes(server: Server): void {
  server.get('/issues', listOwnIssues);
  server.get('/issues/:issueId', issueById);
  server.get('/groups/:id/issues', listGroupIssues, { anonymous: true });
  server.get('/projects/:id/issues', listProjectIssues, { anonymous: true });
  server.get('/projects/:id/issues_statistics', countProjectIssues, { anonymous: true });
  server.get('/projects/:id/issues/:iid', (ctx) => ok(issueView(ctx.world, findIssue(ctx), { single: true })), {
    anonymous: true,
  });
  server.post('/projects/:id/issues', create);
  server.put('/projects/:id/issues/:iid', update);

  server.delete('/projects/:id/issues/:iid', (ctx) => {
    const user = currentUser(ctx);
    const issue = findIssue(ctx);
    const level = projectAccess(user, issue.project);
    const may =
      level >= Access.owner || level === Access.planner || (issue.author === user && ctx.world.edition.atLeast(18, 10));
    if (!may || issue.project.archived) throw forbidden();
    deleteIssue(ctx.world, issue);
    return noContent();
  });

  server.post('/projects/:id/issues/:iid/move', (ctx) => {
    const user = currentUser(ctx);
    const issue = findIssue(ctx);
    const to = ctx.world.projects.get(ctx.input.requiredInt('to_project_id'));
    if (!to) throw notFound('Project');
    const enough = projectAccess(user, issue.project) >= Access.reporter && projectAccess(user, to) >= Access.reporter;
    if (!enough) throw badRequest('Cannot move issue due to insufficient permissions!');
    return created(issueView(ctx.world, moveIssue(ctx.world, issue, to, user), { single: true }));
  });
}
