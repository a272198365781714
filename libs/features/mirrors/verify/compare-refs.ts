import { RE2JS } from 're2js';
import type { MirrorSettings } from '../mirror-settings';

/** A branch or tag: its name and what it points to. */
export interface GitRef {
  name: string;
  sha: string;
  /** Of branches. */
  protected?: boolean;
}

export interface ProjectRefs {
  branches: GitRef[];
  tags: GitRef[];
}

/** A ref that both sides have with different commits. */
export interface DifferentRef {
  kind: 'branch' | 'tag';
  name: string;
  source: string;
  target: string;
}

export interface RefComparison {
  /** Refs that the mirror carries, on the source. */
  compared: number;
  equal: number;
  missing: { kind: 'branch' | 'tag'; name: string; source: string }[];
  different: DifferentRef[];
  /** Only on the target: made there, or deleted on the source since. */
  extra: { kind: 'branch' | 'tag'; name: string; target: string }[];
}

/** Which branches a mirror carries: all, the protected ones, or those whose name the regex finds something in. */
export function carries(
  settings: Pick<MirrorSettings, 'onlyMirrorProtectedBranches' | 'mirrorBranchRegex'>,
): (branch: GitRef) => boolean {
  if (settings.mirrorBranchRegex !== null) {
    const pattern = RE2JS.compile(settings.mirrorBranchRegex);
    return ({ name }) => pattern.matcher(name).find();
  }
  if (settings.onlyMirrorProtectedBranches) return (branch) => branch.protected === true;
  return () => true;
}

/**
 * What differs between source and target, as far as the mirror carries it. Tags are mirrored whatever the branch filter.
 * Extra branches are reported only when all branches are mirrored: a filtered mirror leaves the others alone.
 */
export function compareRefs(
  source: ProjectRefs,
  target: ProjectRefs,
  settings: Pick<MirrorSettings, 'onlyMirrorProtectedBranches' | 'mirrorBranchRegex'>,
): RefComparison {
  const result: RefComparison = { compared: 0, equal: 0, missing: [], different: [], extra: [] };
  const isCarried = carries(settings);
  compare('branch', source.branches.filter(isCarried), target.branches, result);
  compare('tag', source.tags, target.tags, result);
  const isFiltered = settings.onlyMirrorProtectedBranches || settings.mirrorBranchRegex !== null;
  if (!isFiltered) extras('branch', source.branches, target.branches, result);
  extras('tag', source.tags, target.tags, result);
  return result;
}

function compare(kind: 'branch' | 'tag', source: GitRef[], target: GitRef[], result: RefComparison): void {
  const there = new Map(target.map((ref) => [ref.name, ref.sha]));
  for (const { name, sha } of source) {
    const other = there.get(name);
    result.compared++;
    if (other === sha) result.equal++;
    else if (other === undefined) result.missing.push({ kind, name, source: sha });
    else result.different.push({ kind, name, source: sha, target: other });
  }
}

function extras(kind: 'branch' | 'tag', source: GitRef[], target: GitRef[], result: RefComparison): void {
  const here = new Set(source.map(({ name }) => name));
  for (const { name, sha } of target) if (!here.has(name)) result.extra.push({ kind, name, target: sha });
}

/** How the target's branch stands to the source's, told by their best common ancestor (null: none, or unknown commits). */
export function relation({ source, target }: DifferentRef, mergeBase: string | null): 'behind' | 'ahead' | 'diverged' {
  if (mergeBase === target) return 'behind';
  if (mergeBase === source) return 'ahead';
  return 'diverged';
}
