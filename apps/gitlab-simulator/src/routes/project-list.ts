import { currentUser, viewer, type Context } from '../http/context';
import { keysetReply, pageOf, paginate } from '../http/pagination';
import type { Reply } from '../http/reply';
import { projectView, simpleProjectView } from '../views/project';
import { canSeeProject, isMember, projectAccess, projectPath } from '../world/membership';
import type { Project } from '../world/model';
import { Refusal } from '../world/refusal';

/** A test for each filter that was given; a project stays when all agree. */
export function projectFilters(ctx: Context): ((project: Project) => boolean)[] {
  const { input } = ctx;
  const user = viewer(ctx);
  const tests: ((project: Project) => boolean)[] = [(project) => canSeeProject(user, project)];
  const search = input.text('search')?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const byNamespace = input.bool('search_namespaces') ?? false;
  for (const word of search) {
    tests.push((p) =>
      [p.path, p.name, p.description ?? '', ...(byNamespace ? [projectPath(p)] : [])].some((text) =>
        text.toLowerCase().includes(word),
      ),
    );
  }
  if (input.bool('membership')) tests.push((p) => isMember(user, p));
  if (input.bool('owned')) tests.push((p) => isMember(user, p) && projectAccess(user, p) >= 50);
  const minimum = input.int('min_access_level');
  if (minimum !== undefined) tests.push((p) => projectAccess(user, p) >= minimum);
  const archived = input.bool('archived');
  if (archived !== undefined) tests.push((p) => p.archived === archived);
  if (input.bool('active')) tests.push((p) => !p.archived && p.markedForDeletionOn === null);
  const visibility = input.text('visibility');
  if (visibility !== undefined) tests.push((p) => p.visibility === visibility);
  if (input.bool('with_issues_enabled')) tests.push((p) => p.issuesAccess !== 'disabled');
  const after = input.int('id_after');
  if (after !== undefined) tests.push((p) => p.id > after);
  const before = input.int('id_before');
  if (before !== undefined) tests.push((p) => p.id < before);
  const activeAfter = input.time('last_activity_after');
  if (activeAfter !== undefined) tests.push((p) => p.lastActivityAt >= activeAfter);
  // As on GitLab this filter has no effect unless the listing is ordered by the same field.
  const updatedAfter = input.time('updated_after');
  if (updatedAfter !== undefined && input.text('order_by') === 'updated_at')
    tests.push((p) => p.updatedAt >= updatedAfter);
  return tests;
}

const ORDERS = [
  'id',
  'name',
  'path',
  'created_at',
  'updated_at',
  'last_activity_at',
  'similarity',
  'star_count',
] as const;

export function sortProjects(ctx: Context, projects: Project[]): Project[] {
  const order = ctx.input.oneOf('order_by', ORDERS) ?? 'created_at';
  const direction = ctx.input.oneOf('sort', ['asc', 'desc']) === 'asc' ? 1 : -1;
  const key = (p: Project): number | string => {
    switch (order) {
      case 'name':
        return p.name.toLowerCase();
      case 'path':
        return p.path.toLowerCase();
      case 'created_at':
        return p.createdAt;
      case 'updated_at':
        return p.updatedAt;
      case 'last_activity_at':
        return p.lastActivityAt;
      default:
        return p.id;
    }
  };
  return projects.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return (x === y ? a.id - b.id : x < y ? -1 : 1) * direction;
  });
}

export function listProjects(ctx: Context): Reply {
  const { world, input } = ctx;
  const user = viewer(ctx);
  ctx.limiter.application('projectsList', user ? currentUser(ctx).username : 'anonymous');
  const tests = projectFilters(ctx);
  const found = sortProjects(
    ctx,
    [...world.projects.values()].filter((project) => tests.every((test) => test(project))),
  );
  const show = (project: Project): unknown =>
    input.bool('simple') || !user ? simpleProjectView(world, project) : projectView(world, project, user);
  if (input.text('pagination') !== 'keyset') return paginate(ctx, found, show);
  if (input.text('order_by') !== 'id') {
    throw new Refusal(405, { error: 'Keyset pagination is not yet available for this type of request' });
  }
  const { perPage } = pageOf(ctx);
  const rows = found.slice(0, perPage);
  const last = rows.at(-1);
  const name = input.text('sort') === 'asc' ? 'id_after' : 'id_before';
  return keysetReply(
    ctx,
    rows.map(show),
    found.length > perPage && last ? { [name]: String(last.id), page: null } : null,
  );
}
