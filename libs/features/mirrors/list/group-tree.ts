import { ancestors } from '../mirror-settings';

export interface GroupCount {
  groupPath: string;
  /** Mirrors of projects that are directly in the group. */
  direct: number;
  /** With those of all its subgroups. */
  total: number;
}

/** Every group above the given namespaces, each with its counts, sorted so that a group comes before its subgroups. */
export function groupTree(namespaces: { path: string; count: number }[]): GroupCount[] {
  const groups = new Map<string, GroupCount>();
  const group = (groupPath: string): GroupCount => {
    const known = groups.get(groupPath) ?? { groupPath, direct: 0, total: 0 };
    groups.set(groupPath, known);
    return known;
  };
  for (const { path, count } of namespaces) {
    group(path).direct += count;
    for (const each of [path, ...ancestors(path)]) group(each).total += count;
  }
  const key = (path: string): string => path.split('/').join('\0');
  return [...groups.values()].toSorted((a, b) => (key(a.groupPath) < key(b.groupPath) ? -1 : 1));
}
