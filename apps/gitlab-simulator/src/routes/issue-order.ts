import type { Context } from '../http/context';
import type { Issue, Project } from '../world/model';
import { badParameter } from '../world/refusal';
import type { SortedIndex } from '../world/sorted-index';
import type { IssueTest } from './issue-filters';

export const ORDERS = [
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
export type Order = (typeof ORDERS)[number];
/** Orderings that need joins fall back to offset pages without a word. */
export const KEYSET_ORDERS: readonly Order[] = [
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
export function rangeOf(ctx: Context): Range {
  const { input } = ctx;
  return {
    createdAfter: input.time('created_after') ?? -Infinity,
    createdBefore: input.time('created_before') ?? Infinity,
    updatedAfter: input.time('updated_after') ?? -Infinity,
    updatedBefore: input.time('updated_before') ?? Infinity,
  };
}

/** A test for the range, unless there is none. */
export function rangeTests(range: Range): IssueTest[] {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = range;
  if ([createdAfter, createdBefore, updatedAfter, updatedBefore].every((limit) => !Number.isFinite(limit))) return [];
  return [
    (issue) =>
      issue.createdAt >= createdAfter &&
      issue.createdAt <= createdBefore &&
      issue.updatedAt >= updatedAfter &&
      issue.updatedAt <= updatedBefore,
  ];
}

type Key = string | number;

/** Rows without a value come last in ascending order, as PostgreSQL sorts NULLs. */
export function keyOf(order: Order): (issue: Issue) => Key {
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

export const encodeCursor = (order: Order, cursor: Cursor): string =>
  Buffer.from(JSON.stringify({ [order]: cursor.key, id: String(cursor.id), _kd: 'n' })).toString('base64url');

export function decodeCursor(order: Order, text: string): Cursor {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    // JSON has no infinity: that is how a row without a value sorts.
    const key = order === 'id' ? 0 : (value[order] ?? Infinity);
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

function byIndex(index: SortedIndex<Issue>, keyOfCursor: (cursor: Cursor) => number): Ordered {
  return {
    length: index.length,
    at: (position) => index.at(position),
    position: (cursor) => index.position(keyOfCursor(cursor), cursor.id),
  };
}

export function ordered(ctx: Context, project: Project, order: Order): Ordered {
  const store = ctx.world.issues(project);
  const iids = ctx.input.ints('iids');
  const sorts = order === 'title' || order === 'weight' || order === 'due_date' || order === 'milestone_due';
  if (!iids && !sorts) {
    if (order === 'created_at') return byIndex(store.byCreation, (cursor) => Number(cursor.key));
    if (order === 'updated_at') return byIndex(store.byUpdate, (cursor) => Number(cursor.key));
    return byIndex(store.byId, () => 0);
  }
  // A few by their number, or an order that has no index.
  const key = keyOf(order);
  const wanted = iids ? iids.flatMap((iid) => store.byIid.get(iid) ?? []) : store.byIid.values();
  const rows = [...new Set(wanted)].sort((a, b) => (key(a) === key(b) ? a.id - b.id : key(a) < key(b) ? -1 : 1));
  return {
    length: rows.length,
    at: (position) => rows[position],
    position: (cursor) =>
      rows.filter((row) => key(row) < cursor.key || (key(row) === cursor.key && row.id < cursor.id)).length,
  };
}

/** The part of the order that the time range leaves, as [from, to). */
export function bounds(rows: Ordered, order: Order, range: Range): [number, number] {
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
