import type { GroupPlanItem } from '../../api/model';

export type PlanRow =
  | { kind: 'group'; path: string; name: string; depth: number; isNew: boolean }
  | { kind: 'project'; path: string; name: string; depth: number; item: GroupPlanItem };

const compare = (a: string[], b: string[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = (a[i] ?? '').localeCompare(b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/**
 * The plan as it will look on the target, below the namespace that was chosen: each group once, followed by what is in
 * it. Depths count from there.
 */
export function planTree(
  items: readonly GroupPlanItem[],
  namespace: string,
  groupsToCreate: readonly string[],
): PlanRow[] {
  const isNew = new Set(groupsToCreate);
  const base = namespace.split('/').length;
  const rows: PlanRow[] = [];
  const seen = new Set<string>();
  const sorted = items
    .map((item) => ({ item, parts: item.target_project_path.split('/') }))
    .toSorted((a, b) => compare(a.parts, b.parts));
  for (const { item, parts } of sorted) {
    for (let depth = base; depth < parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      if (seen.has(path)) continue;
      seen.add(path);
      rows.push({
        kind: 'group',
        path,
        name: depth === base ? path : (parts[depth - 1] ?? path),
        depth: depth - base,
        isNew: isNew.has(path),
      });
    }
    rows.push({
      kind: 'project',
      path: item.target_project_path,
      name: parts.at(-1) ?? item.target_project_path,
      depth: Math.max(0, parts.length - base),
      item,
    });
  }
  return rows;
}
