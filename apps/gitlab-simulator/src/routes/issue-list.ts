import { canReadIssue, findGroup, findProject } from '../http/access';
import { currentUser, viewer, type Context } from '../http/context';
import { checkOffset, keysetReply, offsetHeaders, pageOf, paginate } from '../http/pagination';
import { ok, type Reply } from '../http/reply';
import { issueView } from '../views/issue';
import { canSeeProject, tree } from '../world/membership';
import type { Issue, Project } from '../world/model';
import { badParameter, Refusal } from '../world/refusal';
import type { SortedIndex } from '../world/sorted-index';
import { issueTests, type IssueTest } from './issue-filters';

const ORDERS = [
  'created_at',
  'updated_at',
  'priority',
  'due_date',
  'relative_position',
  'label_priority',
  'milestone_due',
  'popularity',
  'weight',
  'title',
  'id',
] as const;
type Order = (typeof ORDERS)[number];
/** Orderings that need joins fall back to offset pages without a word. */
const KEYSET_ORDERS: readonly Order[] = [
  'created_at',
  'updated_at',
  'title',
  'id',
  'weight',
  'due_date',
  'relative_position',
];

interface Range {
  createdAfter: number;
  createdBefore: number;
  updatedAfter: number;
  updatedBefore: number;
}

/** All four limits are inclusive. */
function rangeOf(ctx: Context): Range {
  const { input } = ctx;
  return {
    createdAfter: input.time('created_after') ?? -Infinity,
    createdBefore: input.time('created_before') ?? Infinity,
    updatedAfter: input.time('updated_after') ?? -Infinity,
    updatedBefore: input.time('updated_before') ?? Infinity,
  };
}

const inRange =
  (range: Range): IssueTest =>
  (issue) =>
    issue.createdAt >= range.createdAfter &&
    issue.createdAt <= range.createdBefore &&
    issue.updatedAt >= range.updatedAfter &&
    issue.updatedAt <= range.updatedBefore;

type Key = string | number;

/** Rows without a value come last in ascending order, as PostgreSQL sorts NULLs. */
function keyOf(order: Order): (issue: Issue) => Key {
  switch (order) {
    case 'created_at':
      return (issue) => issue.createdAt;
    case 'updated_at':
      return (issue) => issue.updatedAt;
    case 'title':
      return (issue) => issue.title.toLowerCase();
    case 'weight':
      return (issue) => issue.weight ?? Infinity;
    case 'due_date':
      return (issue) => issue.dueDate ?? '9999';
    case 'milestone_due':
      return (issue) => issue.milestone?.dueDate ?? '9999';
    default:
      return (issue) => issue.id;
  }
}

interface Cursor {
  key: Key;
  id: number;
}

const encodeCursor = (order: Order, cursor: Cursor): string =>
  Buffer.from(JSON.stringify({ [order]: cursor.key, id: String(cursor.id), _kd: 'n' })).toString('base64url');

function decodeCursor(order: Order, text: string): Cursor {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    const key = order === 'id' ? 0 : value[order];
    const id = Number(value.id);
    if ((typeof key === 'string' || typeof key === 'number') && Number.isInteger(id)) return { key, id };
  } catch {
    // falls through to the refusal
  }
  throw badParameter('cursor is invalid');
}

/** Rows of a project in the wanted order from some position on, without copying the whole project. */
interface Ordered {
  length: number;
  at(position: number): Issue | undefined;
  /** How many rows come before this one. */
  position(cursor: Cursor): number;
}

function ordered(ctx: Context, project: Project, order: Order): Ordered {
  const store = ctx.world.issues(project);
  const byIndex = (index: SortedIndex<Issue>): Ordered => ({
    length: index.length,
    at: (position) => index.at(position),
    position: (cursor) => index.position(order === 'id' ? 0 : Number(cursor.key), cursor.id),
  });
  if (order === 'created_at') return byIndex(store.byCreation);
  if (order === 'updated_at') return byIndex(store.byUpdate);
  if (!['title', 'weight', 'due_date', 'milestone_due'].includes(order)) return byIndex(store.byId);
  const key = keyOf(order);
  const rows = [...store.byIid.values()].sort((a, b) => (key(a) === key(b) ? a.id - b.id : key(a) < key(b) ? -1 : 1));
  return {
    length: rows.length,
    at: (position) => rows[position],
    position: (cursor) =>
      rows.filter((row) => key(row) < cursor.key || (key(row) === cursor.key && row.id < cursor.id)).length,
  };
}

/** The part of the order that the time range leaves, as [from, to). */
function bounds(rows: Ordered, order: Order, range: Range): [number, number] {
  const [after, before] =
    order === 'updated_at'
      ? [range.updatedAfter, range.updatedBefore]
      : order === 'created_at'
        ? [range.createdAfter, range.createdBefore]
        : [-Infinity, Infinity];
  const from = after === -Infinity ? 0 : rows.position({ key: after, id: -1 });
  const to = before === Infinity ? rows.length : rows.position({ key: before, id: Infinity });
  return [from, to];
}

function readable(ctx: Context, project: Project): IssueTest | null {
  const user = viewer(ctx);
  if (project.issuesAccess === 'disabled') return () => false;
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
  const tests = [...issueTests(ctx), inRange(range), ...[readable(ctx, project)].filter((test) => test !== null)];
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
  const found: Issue[] = [];
  let total = 0;
  for (let i = 0; i < to - from; i++) {
    const issue = rows.at(down ? to - 1 - i : from + i);
    if (!issue || !matches(issue)) continue;
    if (total >= skip && found.length < page.perPage) found.push(issue);
    total++;
  }
  return ok(found.map(show), offsetHeaders(ctx, page, total));
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
  const tests = [...issueTests(ctx), inRange(rangeOf(ctx))];
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
