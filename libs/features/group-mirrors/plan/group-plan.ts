import type { KnownMirror, SourceProject, SourceTree, TargetProject, TargetTree } from './group-trees';
import { pathFilter, type PathFilter } from './path-filter';

export const PLAN_ACTIONS = [
  'create_project_and_mirror',
  'create_mirror',
  'already_mirrored',
  'conflict',
  'excluded',
] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

export interface PlanOptions {
  include: readonly string[];
  exclude: readonly string[];
  includeArchived: boolean;
  createMissing: boolean;
}

export interface PlanItem {
  source: SourceProject;
  targetPath: string;
  /** Null when it does not exist. */
  targetId: number | null;
  action: PlanAction;
  /** Stable, for machines; null when there is nothing to say. */
  code: string | null;
  /** One sentence for people. */
  reason: string | null;
  mirror: KnownMirror | null;
}

export interface GroupPlan {
  sourcePath: string;
  targetPath: string;
  /** In the order of the source paths. */
  items: PlanItem[];
  /** Full paths on the target, each after the one above it. */
  groupsToCreate: string[];
}

type Verdict = Pick<PlanItem, 'action'> & Partial<Pick<PlanItem, 'code' | 'reason' | 'mirror'>>;

const lower = (path: string): string => path.toLowerCase();
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** Whether the path is that of the group or of something below it. Cases do not count on GitLab. */
export const isWithin = (path: string, group: string): boolean => `${lower(path)}/`.startsWith(`${lower(group)}/`);

/** What has to be made so that each project of the source group has a mirror at the same place below the target. */
export function planGroup(
  source: SourceTree,
  target: TargetTree,
  mirrors: readonly KnownMirror[],
  options: PlanOptions,
): GroupPlan {
  const places = new Places(target);
  const known = new KnownMirrors(mirrors, target);
  const filter = pathFilter(options.include, options.exclude);
  const items = source.projects
    .toSorted((a, b) => (lower(a.path) < lower(b.path) ? -1 : 1))
    .map((project): PlanItem => {
      const relative = project.path.slice(source.path.length + 1);
      const targetPath = `${target.path}/${relative}`;
      const there = places.project(targetPath);
      const verdict =
        excluded(project, relative, filter, options) ??
        known.judge(project, there) ??
        places.judge(project, targetPath, there, options);
      const { action, code = null, reason = null, mirror = null } = verdict;
      return { source: project, targetPath, targetId: there?.id ?? null, action, code, reason, mirror };
    });
  const created = items.filter(({ action }) => action === 'create_project_and_mirror');
  const groupsToCreate = places.missingAbove(created.map(({ targetPath }) => targetPath));
  return { sourcePath: source.path, targetPath: target.path, items, groupsToCreate };
}

function excluded(
  project: SourceProject,
  relative: string,
  filter: PathFilter,
  { includeArchived }: PlanOptions,
): Verdict | null {
  const because = (code: string, reason: string): Verdict => ({ action: 'excluded', code, reason });
  const verdict = filter(relative);
  if (!verdict.taken) {
    return verdict.why === 'excluded'
      ? because('excluded_by_pattern', `A pattern of exclude matches ${relative}.`)
      : because('not_included', `No pattern of include matches ${relative}.`);
  }
  if (project.markedForDeletion) {
    return because('source_marked_for_deletion', `${project.path} is marked for deletion on the source.`);
  }
  if (project.archived && !includeArchived) {
    return because('source_archived', `${project.path} is archived; set include_archived to mirror it too.`);
  }
  return null;
}

/** What is mirrored already. */
class KnownMirrors {
  private readonly bySource: Map<number, KnownMirror>;
  private readonly pulling: Map<number, KnownMirror>;

  constructor(mirrors: readonly KnownMirror[], target: TargetTree) {
    const targetIds = new Set(target.projects.map(({ id }) => id));
    const leadsThere = ({ sameWay, targetProjectId, targetProjectPath }: KnownMirror): boolean =>
      sameWay && (targetIds.has(targetProjectId) || isWithin(targetProjectPath, target.path));
    this.bySource = new Map(mirrors.filter(leadsThere).map((mirror) => [mirror.sourceProjectId, mirror]));
    this.pulling = new Map(
      mirrors.filter(({ direction }) => direction === 'pull').map((mirror) => [mirror.targetProjectId, mirror]),
    );
  }

  /** A mirror into the target namespace counts wherever it leads there: projects are renamed and moved. */
  judge(project: SourceProject, there: TargetProject | undefined): Verdict | null {
    const mirror = this.bySource.get(project.id);
    if (mirror !== undefined) {
      const reason = `Mirrored to ${mirror.targetProjectPath} already: mirror ${mirror.id} of the pair ${mirror.pairName}.`;
      return { action: 'already_mirrored', code: 'already_mirrored', reason, mirror };
    }
    const pulling = there && this.pulling.get(there.id);
    if (pulling === undefined) return null;
    return {
      action: 'conflict',
      code: 'target_pulls_already',
      reason: `${pulling.targetProjectPath} pulls from another project already: mirror ${pulling.id} of the pair ${pulling.pairName}.`,
    };
  }
}

/** What is at which path on the target. */
class Places {
  private readonly projects: Map<string, TargetProject>;
  private readonly groups: Set<string>;

  constructor(private readonly target: TargetTree) {
    this.projects = new Map(target.projects.map((project) => [lower(project.path), project]));
    this.groups = new Set(target.groups.map(({ path }) => lower(path)));
    if (target.missing.length === 0) this.groups.add(lower(target.path));
  }

  project(path: string): TargetProject | undefined {
    return this.projects.get(lower(path));
  }

  judge(
    source: SourceProject,
    path: string,
    there: TargetProject | undefined,
    { createMissing }: PlanOptions,
  ): Verdict {
    const conflict = (code: string, reason: string): Verdict => ({ action: 'conflict', code, reason });
    if (this.groups.has(lower(path))) {
      return conflict('path_is_group', `${path} is a group on the target. Rename it there, or exclude the project.`);
    }
    if (there !== undefined) return this.intoExisting(source, there);
    const inTheWay = this.groupsAbove(path).find((group) => this.projects.has(lower(group)));
    if (inTheWay !== undefined) {
      return conflict(
        'path_is_project',
        `${inTheWay} is a project on the target, so it cannot hold ${path}. Rename it there, or exclude the project.`,
      );
    }
    if (!createMissing) {
      return conflict('target_missing', `There is no ${path} on the target. Create it, or set create_missing.`);
    }
    return { action: 'create_project_and_mirror', ...emptiness(source) };
  }

  /** The groups above these paths that do not exist, each after the one above it. */
  missingAbove(paths: string[]): string[] {
    const missing = new Map(
      paths
        .flatMap((path) => this.groupsAbove(path))
        .filter((group) => !this.groups.has(lower(group)))
        .map((group) => [lower(group), group]),
    );
    if (paths.length > 0) for (const group of this.target.missing) missing.set(lower(group), group);
    return [...missing.values()].sort((a, b) => depth(a) - depth(b) || (lower(a) < lower(b) ? -1 : 1));
  }

  private intoExisting(source: SourceProject, there: TargetProject): Verdict {
    const conflict = (code: string, reason: string): Verdict => ({ action: 'conflict', code, reason });
    if (there.markedForDeletion) {
      return conflict('target_marked_for_deletion', `${there.path} is marked for deletion on the target. Restore it.`);
    }
    if (there.archived) {
      return conflict('target_archived', `${there.path} is archived on the target. Unarchive it.`);
    }
    if (source.objectFormat && there.objectFormat && source.objectFormat !== there.objectFormat) {
      return conflict(
        'object_format',
        `${source.path} stores ${source.objectFormat} objects and ${there.path} ${there.objectFormat}; Git cannot mirror between them.`,
      );
    }
    if (there.empty) return { action: 'create_mirror', ...emptiness(source) };
    return {
      action: 'create_mirror',
      code: 'target_not_empty',
      reason: `${there.path} has content already; branches that differ there are overwritten or left, as mirror_overwrite_diverged says.`,
    };
  }

  /** From the target namespace down to the group of this project. */
  private groupsAbove(path: string): string[] {
    const groups: string[] = [];
    for (let group = parentOf(path); isWithin(group, this.target.path); group = parentOf(group)) groups.unshift(group);
    return groups;
  }
}

const emptiness = ({ empty, path }: SourceProject): Pick<Verdict, 'code' | 'reason'> =>
  empty ? { code: 'source_empty', reason: `${path} is empty yet; it is mirrored from its first push on.` } : {};

const depth = (path: string): number => path.split('/').length;
