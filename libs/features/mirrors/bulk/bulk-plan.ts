import { matchesGlob } from './glob';

/** A project as far as a plan goes. */
export interface BulkProject {
  id: number;
  path: string;
  archived: boolean;
  /** GitLab deletes it before long. */
  leaving: boolean;
  /** How its repository names objects; null when GitLab does not tell, as before 16.9. */
  objectFormat: string | null;
  /** Null when GitLab does not tell. */
  empty: boolean | null;
}

/** A mirror of ours that leads from a source project to the target instance. */
export interface KnownMirror {
  id: number;
  targetProjectId: number;
  /** As it was called last. */
  targetProjectPath: string;
}

export interface BulkFacts {
  sourceGroup: string;
  targetNamespace: string;
  /** Of the whole tree below the source group. */
  sourceProjects: BulkProject[];
  /** Of the whole tree below the target namespace. */
  targetProjects: BulkProject[];
  /** Full paths of the groups above, at and below the target namespace that exist. */
  targetGroups: string[];
  /** By the id of the source project. */
  mirrors: ReadonlyMap<number, KnownMirror[]>;
  /** Patterns over the path below the source group: `legacy/**`, `*-archive`. No pattern to include includes all. */
  include: string[];
  exclude: string[];
  includeArchived: boolean;
  /** Whether groups and projects may be made. */
  createMissing: boolean;
  /** Whether the target can store repositories that name objects by SHA-256. */
  targetKnowsSha256: boolean;
  /** Source projects whose mirror was deleted on purpose. */
  dismissed: ReadonlySet<number>;
  /** Source projects that a mirror of this tree is for, wherever its target has gone since. */
  followed: ReadonlySet<number>;
}

export const BULK_ACTIONS = ['mirror', 'create_and_mirror', 'mirrored', 'excluded', 'conflict'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkItem {
  sourceProjectId: number;
  sourceProjectPath: string;
  targetProjectPath: string;
  /** Null when it has to be made. */
  targetProjectId: number | null;
  /** Whether an existing target has no commit; null when there is none, or GitLab does not tell. */
  targetEmpty: boolean | null;
  action: BulkAction;
  /** Why nothing is done. */
  reason: string | null;
}

export interface BulkPlan {
  /** Full paths, parents first. */
  groupsToCreate: string[];
  /** By source path. */
  items: BulkItem[];
}

interface Target {
  byPath: Map<string, BulkProject>;
  byId: Map<number, BulkProject>;
  groups: Set<string>;
}

/** What it takes to mirror a whole group tree into a namespace of the same shape. */
export function planBulk(facts: BulkFacts): BulkPlan {
  const target = {
    byPath: new Map(facts.targetProjects.map((project) => [project.path.toLowerCase(), project])),
    byId: new Map(facts.targetProjects.map((project) => [project.id, project])),
    groups: new Set(facts.targetGroups.map((path) => path.toLowerCase())),
  };
  const items = facts.sourceProjects
    .map((project) => planItem(project, facts, target))
    .toSorted((a, b) => (a.sourceProjectPath < b.sourceProjectPath ? -1 : 1));
  const needed = items.filter(({ action }) => action === 'create_and_mirror').flatMap((item) => parents(item));
  const groupsToCreate = [...new Set(needed)]
    .filter((path) => !target.groups.has(path.toLowerCase()))
    .toSorted((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  return { groupsToCreate, items };
}

/** Where a project of the source tree belongs. */
export const targetPathOf = (
  path: string,
  { sourceGroup, targetNamespace }: Pick<BulkFacts, 'sourceGroup' | 'targetNamespace'>,
): string => `${targetNamespace}/${path.slice(sourceGroup.length + 1)}`;

function planItem(project: BulkProject, facts: BulkFacts, target: Target): BulkItem {
  const wanted = targetPathOf(project.path, facts);
  const known = facts.mirrors.get(project.id) ?? [];
  // A mirror follows its projects: either of them may have been renamed since.
  const mirrored = known.map(({ targetProjectId }) => target.byId.get(targetProjectId)).find(Boolean);
  const existing = mirrored ?? target.byPath.get(wanted.toLowerCase());
  const item = (action: BulkAction, reason: string | null = null): BulkItem => ({
    sourceProjectId: project.id,
    sourceProjectPath: project.path,
    targetProjectPath: existing?.path ?? wanted,
    targetProjectId: existing?.id ?? null,
    targetEmpty: existing?.empty ?? null,
    action,
    reason,
  });
  const exclusion = exclusionOf(project, facts);
  if (exclusion !== null) return item('excluded', exclusion);
  if (mirrored !== undefined || facts.followed.has(project.id)) return item('mirrored');
  if (facts.dismissed.has(project.id)) return item('excluded', 'Its mirror was deleted by hand.');
  const conflict = conflictOf(project, wanted, known, facts, target);
  if (conflict !== null) return item('conflict', conflict);
  if (existing !== undefined) return item('mirror');
  if (!facts.createMissing) return item('excluded', `There is no ${wanted}, and create_missing is off.`);
  return item('create_and_mirror');
}

function exclusionOf(
  { path, archived, leaving }: BulkProject,
  { sourceGroup, include, exclude, includeArchived }: BulkFacts,
): string | null {
  const below = path.slice(sourceGroup.length + 1);
  const pattern = exclude.find((glob) => matchesGlob(below, glob));
  if (pattern !== undefined) return `It matches ${pattern}.`;
  if (include.length > 0 && !include.some((glob) => matchesGlob(below, glob))) {
    return 'It matches none of the patterns to include.';
  }
  if (leaving) return 'It is marked for deletion.';
  return archived && !includeArchived ? 'It is archived.' : null;
}

function conflictOf(
  project: BulkProject,
  wanted: string,
  known: KnownMirror[],
  facts: BulkFacts,
  { byPath, groups }: Target,
): string | null {
  const lost = known.find(({ targetProjectPath }) => targetProjectPath.toLowerCase() === wanted.toLowerCase());
  if (lost !== undefined) {
    return `Mirror ${lost.id} leads to another project that was called ${wanted}, and that is gone or hidden from our user. Delete that mirror first.`;
  }
  const target = byPath.get(wanted.toLowerCase());
  if (target?.leaving) return `${target.path} is marked for deletion.`;
  if (target?.archived) return `${target.path} is archived.`;
  const formats = objectFormats(project, target, facts);
  if (formats !== null) return formats;
  if (target !== undefined) return null;
  if (groups.has(wanted.toLowerCase())) return `${wanted} is a group.`;
  const blocked = parents({ targetProjectPath: wanted }).find((path) => byPath.has(path.toLowerCase()));
  return blocked === undefined ? null : `${blocked} is a project, so it can't be a group.`;
}

/** Git can't mirror between repositories that name objects in different ways. */
function objectFormats(
  { objectFormat }: BulkProject,
  target: BulkProject | undefined,
  { targetKnowsSha256 }: BulkFacts,
): string | null {
  if (target === undefined) {
    return objectFormat === 'sha256' && !targetKnowsSha256
      ? 'It stores sha256 objects, which the target GitLab can not (before 16.9).'
      : null;
  }
  if (objectFormat === null || target.objectFormat === null || objectFormat === target.objectFormat) return null;
  return `It stores ${objectFormat} objects and ${target.path} ${target.objectFormat}.`;
}

/** The groups above the target, the outermost first. */
function parents({ targetProjectPath }: Pick<BulkItem, 'targetProjectPath'>): string[] {
  const parts = targetProjectPath.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

export const toMirror = (plan: BulkPlan): BulkItem[] =>
  plan.items.filter(({ action }) => action === 'mirror' || action === 'create_and_mirror');

export interface BulkCounts {
  create_groups: number;
  create_projects: number;
  create_mirrors: number;
  /** The target project is there; only its mirror is made. */
  exists: number;
  already_mirrored: number;
  conflicts: number;
  excluded: number;
}

export function countsOf({ groupsToCreate, items }: BulkPlan): BulkCounts {
  const count = (...actions: BulkAction[]): number => items.filter(({ action }) => actions.includes(action)).length;
  return {
    create_groups: groupsToCreate.length,
    create_projects: count('create_and_mirror'),
    create_mirrors: count('mirror', 'create_and_mirror'),
    exists: count('mirror'),
    already_mirrored: count('mirrored'),
    conflicts: count('conflict'),
    excluded: count('excluded'),
  };
}
