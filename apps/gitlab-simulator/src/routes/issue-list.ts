import { canReadIssue, findGroup, findProject } from '../http/access';
import { currentUser, viewer, type Context } from '../http/context';
import { checkOffset, keysetReply, offsetHeaders, pageOf, paginate } from '../http/pagination';
import { ok, type Reply } from '../http/reply';
import { issueView } from '../views/issue';
import { canSeeProject, projectAccess, tree } from '../world/membership';
import { Access, type Issue, type Project } from '../world/model';
import { badParameter, Refusal } from '../world/refusal';
import { issueTests, type IssueTest } from './issue-filters';
import {
  bounds,
  decodeCursor,
  encodeCursor,
  keyOf,
  KEYSET_ORDERS,
  ordered,
  ORDERS,
  rangeOf,
  rangeTests,
} from './issue-order';

function readable(ctx: Context, project: Project): IssueTest | null {
  const user = viewer(ctx);
  if (project.issuesAccess === 'disabled') return () => false;
  // Nothing is hidden from these, so a listing needn't look at each issue.
  if (projectAccess(user, project) >= Access.planner) return null;
  return (issue) => (issue.confidential || project.issuesAccess === 'private' ? canReadIssue(user, issue) : true);
}

/** `GET /projects/:id/issues` */
export function listProjectIssues(ctx: Context): Reply {
  const { input, world } = ctx;
  const project = findProject(ctx);
  const order = input.oneOf('order_by', ORDERS);
  const sort = input.oneOf('sort', ['asc', 'desc']);
  const keyset = input.text('pagination') === 'keyset' && world.edition.atLeast(18, 3);
  if (keyset && (!order || !sort)) {
    throw badParameter([order ? '' : 'order_by is missing', sort ? '' : 'sort is missing'].filter(Boolean).join(', '));
  }
  const by = order ?? 'created_at';
  const down = (sort ?? 'desc') === 'desc';
  const range = rangeOf(ctx);
  const tests = [...issueTests(ctx), ...rangeTests(range), ...[readable(ctx, project)].filter((test) => test !== null)];
  addScope(ctx, tests, 'all');
  const matches: IssueTest = (issue) => tests.every((test) => test(issue));
  const rows = ordered(ctx, project, by);
  const [from, to] = bounds(rows, by, range);
  const labelDetails = input.bool('with_labels_details') ?? false;
  const show = (issue: Issue): unknown => issueView(world, issue, { labelDetails });
  const page = pageOf(ctx);

  if (keyset && KEYSET_ORDERS.includes(by)) {
    const text = input.text('cursor');
    const cursor = text === undefined ? null : decodeCursor(by, text);
    const found: Issue[] = [];
    const step = down ? -1 : 1;
    let at = down ? to - 1 : from;
    if (cursor) {
      const before = rows.position(cursor);
      const same = rows.at(before)?.id === cursor.id ? 1 : 0;
      at = down ? Math.min(to, before) - 1 : Math.max(from, before + same);
    }
    // One row more than the page tells whether there is a next one.
    for (; at >= from && at < to && found.length <= page.perPage; at += step) {
      const issue = rows.at(at);
      if (issue && matches(issue)) found.push(issue);
    }
    const shown = found.slice(0, page.perPage);
    const last = shown.at(-1);
    const next = found.length > page.perPage && last ? encodeCursor(by, { key: keyOf(by)(last), id: last.id }) : null;
    return keysetReply(ctx, shown.map(show), next === null ? null : { cursor: next, page: null });
  }

  if (world.edition.atLeast(18, 3)) checkOffset(ctx, page, 'Issue');
  const skip = (page.page - 1) * page.perPage;
  const at = (i: number): Issue | undefined => rows.at(down ? to - 1 - i : from + i);
  const found: Issue[] = [];
  let total = 0;
  if (tests.length === 0) {
    total = Math.max(0, to - from);
    for (let i = skip; i < total && found.length < page.perPage; i++)
      found.push(...[at(i)].filter((issue) => issue !== undefined));
  } else {
    for (let i = 0; i < to - from; i++) {
      const issue = at(i);
      if (!issue || !matches(issue)) continue;
      if (total >= skip && found.length < page.perPage) found.push(issue);
      total++;
    }
  }
  return ok(found.map(show), offsetHeaders(ctx, page, total));
}

/** `GET /projects/:id/issues_statistics` */
export function countProjectIssues(ctx: Context): Reply {
  const project = findProject(ctx);
  const tests = [...issueTests(ctx), ...[readable(ctx, project)].filter((test) => test !== null)];
  addScope(ctx, tests, 'all');
  const counts = { all: 0, closed: 0, opened: 0 };
  for (const issue of ctx.world.issues(project).byIid.values()) {
    if (!tests.every((test) => test(issue))) continue;
    counts.all++;
    counts[issue.state]++;
  }
  return ok({ statistics: { counts } });
}

function addScope(ctx: Context, tests: IssueTest[], fallback: 'all' | 'created_by_me'): void {
  const scope =
    ctx.input.oneOf('scope', ['all', 'created_by_me', 'created-by-me', 'assigned_to_me', 'assigned-to-me']) ?? fallback;
  if (scope === 'all') return;
  const user = currentUser(ctx);
  tests.push(
    scope.startsWith('created') ? (issue) => issue.author === user : (issue) => issue.assignees.includes(user),
  );
}

/** Listings over many projects: offset only. `GET /issues` shows one's own unless asked otherwise. */
function listAcross(ctx: Context, projects: Iterable<Project>, scope: 'all' | 'created_by_me'): Reply {
  const { input, world } = ctx;
  const user = viewer(ctx);
  const tests = [...issueTests(ctx), ...rangeTests(rangeOf(ctx))];
  addScope(ctx, tests, scope);
  const found: Issue[] = [];
  for (const project of projects) {
    if (!canSeeProject(user, project)) continue;
    for (const issue of world.issues(project).byIid.values()) {
      if (tests.every((test) => test(issue)) && canReadIssue(user, issue)) found.push(issue);
    }
  }
  const key = keyOf(input.oneOf('order_by', ORDERS) ?? 'created_at');
  const direction = (input.oneOf('sort', ['asc', 'desc']) ?? 'desc') === 'asc' ? 1 : -1;
  found.sort((a, b) => (key(a) === key(b) ? a.id - b.id : key(a) < key(b) ? -1 : 1) * direction);
  const labelDetails = input.bool('with_labels_details') ?? false;
  return paginate(ctx, found, (issue) => issueView(world, issue, { labelDetails }));
}

export function listOwnIssues(ctx: Context): Reply {
  return listAcross(ctx, ctx.world.projects.values(), 'created_by_me');
}

export function listGroupIssues(ctx: Context): Reply {
  const projects = [...tree(findGroup(ctx))].flatMap((group) => [...group.projects]);
  return listAcross(ctx, projects, 'all');
}

export function issueById(ctx: Context): Reply {
  if (!currentUser(ctx).admin) throw new Refusal(403, { message: '403 Forbidden' });
  const issue = ctx.world.issuesById.get(Number(ctx.params.issueId));
  if (!issue) throw new Refusal(404, { message: '404 Not found' });
  return ok(issueView(ctx.world, issue, { single: true }));
}
