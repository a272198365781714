import type { MirrorGroup } from '../../api/model';

export interface GroupNode {
  path: string;
  /** The last part of the path. */
  name: string;
  depth: number;
  /** Mirrors somewhere below it. */
  count: number;
  hasChildren: boolean;
}

const parentOf = (path: string): string | null => {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? null : path.slice(0, slash);
};

/**
 * The groups in sight, in tree order: those of which all parents are open. The server names every group that has
 * mirrors somewhere below it, so that no parent is missing.
 */
export function visibleGroups(groups: readonly MirrorGroup[], open: ReadonlySet<string>): GroupNode[] {
  const parents = new Set(groups.map(({ group_path }) => parentOf(group_path)));
  const isVisible = (path: string): boolean => {
    const parent = parentOf(path);
    return parent === null || (open.has(parent) && isVisible(parent));
  };
  return groups
    .filter(({ group_path }) => isVisible(group_path))
    .toSorted((a, b) => comparePaths(a.group_path, b.group_path))
    .map(({ group_path, mirror_count }) => ({
      path: group_path,
      name: group_path.slice(group_path.lastIndexOf('/') + 1),
      depth: group_path.split('/').length - 1,
      count: mirror_count,
      hasChildren: parents.has(group_path),
    }));
}

/** By each part of the path, so that a group is followed by what is below it: "a/b" comes before "a-b". */
function comparePaths(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = (left[i] ?? '').localeCompare(right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** All groups above a path, so that it can be shown. */
export function ancestors(path: string): string[] {
  const parent = parentOf(path);
  return parent === null ? [] : [...ancestors(parent), parent];
}
