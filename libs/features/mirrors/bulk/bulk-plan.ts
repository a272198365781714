import { matchesGlob } from './glob';

export interface BulkProject {
  id: number;
  path: string;
  archived: boolean;
}

export interface BulkFacts {
  sourceGroup: string;
  targetNamespace: string;
  /** Of the whole tree below the source group. */
  sourceProjects: BulkProject[];
  /** Of the whole tree below the target namespace. */
  targetProjects: BulkProject[];
  /** Full paths of the groups below the target namespace, and of itself when it exists. */
  targetGroups: string[];
  /** Source projects that are mirrored to a project of the target instance already, with the target's id. */
  mirrored: Map<number, number[]>;
  /** Patterns over the path below the source group: `legacy/**`, `*-archive`. */
  exclude: string[];
  includeArchived: boolean;
}

export const BULK_ACTIONS = ['mirror', 'create_and_mirror', 'mirrored', 'excluded', 'conflict'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkItem {
  sourceProjectId: number;
  sourceProjectPath: string;
  targetProjectPath: string;
  /** Null when it has to be made. */
  targetProjectId: number | null;
  action: BulkAction;
  /** Why nothing is done. */
  reason: string | null;
}

export interface BulkPlan {
  /** Full paths, parents first. */
  groupsToCreate: string[];
  items: BulkItem[];
}

/** What it takes to mirror a whole group tree into a namespace of the same shape. */
export function planBulk(facts: BulkFacts): BulkPlan {
  const targets = new Map(facts.targetProjects.map((project) => [project.path.toLowerCase(), project]));
  const groups = new Set(facts.targetGroups.map((path) => path.toLowerCase()));
  const items = facts.sourceProjects
    .map((project) => planItem(project, facts, targets, groups))
    .toSorted((a, b) => (a.sourceProjectPath < b.sourceProjectPath ? -1 : 1));
  const needed = items.filter(({ action }) => action === 'create_and_mirror').flatMap((item) => parents(item));
  const groupsToCreate = [...new Set(needed)]
    .filter((path) => !groups.has(path.toLowerCase()))
    .toSorted((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  return { groupsToCreate, items };
}

function planItem(
  project: BulkProject,
  facts: BulkFacts,
  targets: Map<string, BulkProject>,
  groups: Set<string>,
): BulkItem {
  const below = project.path.slice(facts.sourceGroup.length + 1);
  const targetProjectPath = `${facts.targetNamespace}/${below}`;
  const target = targets.get(targetProjectPath.toLowerCase());
  const item = (action: BulkAction, reason: string | null = null): BulkItem => ({
    sourceProjectId: project.id,
    sourceProjectPath: project.path,
    targetProjectPath,
    targetProjectId: target?.id ?? null,
    action,
    reason,
  });
  const pattern = facts.exclude.find((glob) => matchesGlob(below, glob));
  if (pattern !== undefined) return item('excluded', `It matches ${pattern}.`);
  if (project.archived && !facts.includeArchived) return item('excluded', 'It is archived.');
  if (target !== undefined && facts.mirrored.get(project.id)?.includes(target.id)) return item('mirrored');
  if (target?.archived) return item('conflict', `${targetProjectPath} is archived.`);
  if (target === undefined && groups.has(targetProjectPath.toLowerCase())) {
    return item('conflict', `${targetProjectPath} is a group.`);
  }
  const blocked = parents({ targetProjectPath }).find((path) => targets.has(path.toLowerCase()));
  if (blocked !== undefined) return item('conflict', `${blocked} is a project, so it can't be a group.`);
  return item(target === undefined ? 'create_and_mirror' : 'mirror');
}

/** The groups above the target, the outermost first. */
function parents({ targetProjectPath }: Pick<BulkItem, 'targetProjectPath'>): string[] {
  const parts = targetProjectPath.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}
