import { canSeeGroup, canSeeProject, groupAccess, projectAccess } from '../world/membership';
import { Access, type Issue, type Namespace, type Note, type Project, type User } from '../world/model';
import { forbidden, notFound, Refusal } from '../world/refusal';
import { currentUser, idParam, viewer, type Context } from './context';

/** The project of `:id` (number or path) that the caller can see; hidden ones don't exist, moved ones answer with a redirect. */
export function findProject(ctx: Context, minimum: number = Access.none): Project {
  const { world } = ctx;
  const id = ctx.params.id ?? '';
  const user = viewer(ctx);
  const project = /^\d+$/.test(id) ? world.projects.get(Number(id)) : world.projectByPath(id);
  if (!project) {
    const moved = world.projectMovedFrom(id);
    if (moved && canSeeProject(user, moved) && ctx.req.method === 'GET') {
      const rest = ctx.req.originalUrl.replace(/^(\/api\/v4\/projects\/)[^/?]+/, `$1${moved.id}`);
      throw new Refusal(301, 'This resource has been moved permanently', {
        Location: `${world.publicUrl}${rest}`,
        'Content-Type': 'text/plain',
      });
    }
    throw notFound('Project');
  }
  if (!canSeeProject(user, project)) throw notFound('Project');
  if (projectAccess(user, project) < minimum) throw forbidden();
  return project;
}

/** For writes into a project: a read-only one refuses everybody. */
export function writableProject(ctx: Context, minimum: number): Project {
  currentUser(ctx);
  const project = findProject(ctx, minimum);
  if (project.archived) throw forbidden();
  return project;
}

export function findGroup(ctx: Context, minimum: number = Access.none): Namespace {
  const id = ctx.params.id ?? '';
  const user = viewer(ctx);
  const group = /^\d+$/.test(id) ? ctx.world.namespaces.get(Number(id)) : ctx.world.namespaceByPath(id);
  if (group?.kind !== 'group' || !canSeeGroup(user, group)) throw notFound('Group');
  if (!user?.admin && groupAccess(user, group) < minimum) throw forbidden();
  return group;
}

export function canReadIssue(user: User | null, issue: Issue): boolean {
  const { project } = issue;
  if (project.issuesAccess === 'disabled') return false;
  const level = projectAccess(user, project);
  if (project.issuesAccess === 'private' && level < Access.guest) return false;
  if (!issue.confidential) return true;
  return level >= Access.planner || issue.author === user || (user !== null && issue.assignees.includes(user));
}

export function findIssue(ctx: Context): Issue {
  const project = findProject(ctx);
  const issue = ctx.world.issues(project).byIid.get(idParam(ctx, 'iid'));
  if (!issue || !canReadIssue(viewer(ctx), issue)) throw notFound('Issue');
  return issue;
}

/** An issue that the caller may change: his own, or any from Planner on. */
export function editableIssue(ctx: Context): Issue {
  const user = currentUser(ctx);
  const issue = findIssue(ctx);
  if (issue.project.archived) throw forbidden();
  if (projectAccess(user, issue.project) < Access.planner && issue.author !== user) throw forbidden();
  return issue;
}

/** An issue on which the caller may comment. */
export function commentableIssue(ctx: Context): Issue {
  const user = currentUser(ctx);
  const issue = findIssue(ctx);
  const level = projectAccess(user, issue.project);
  if (issue.project.archived) throw forbidden();
  if (issue.discussionLocked && level < Access.guest) throw forbidden();
  return issue;
}

export function canReadNote(user: User | null, issue: Issue, note: Note): boolean {
  if (note.crossReference) {
    return canSeeProject(user, note.crossReference.project) && canReadIssue(user, note.crossReference);
  }
  return !note.internal || projectAccess(user, issue.project) >= Access.planner || note.author === user;
}

/** Back-dating and choosing numbers is for owners and administrators. */
export function mayBackdate(user: User, project: Project): boolean {
  return projectAccess(user, project) >= Access.owner;
}
