import type { MirrorDirection } from '@features/pairs';

/** A project below the source group. */
export interface SourceProject {
  id: number;
  name: string;
  path: string;
  /** Of the group it is in, as people read it. */
  groupName: string | null;
  archived: boolean;
  markedForDeletion: boolean;
  empty: boolean;
  issuesEnabled: boolean;
  description: string | null;
  /** sha1 or sha256; null when GitLab does not tell. */
  objectFormat: string | null;
}

export interface SourceTree {
  /** Full path of the group. */
  path: string;
  projects: SourceProject[];
}

/** A project below the target namespace. */
export interface TargetProject {
  id: number;
  path: string;
  archived: boolean;
  markedForDeletion: boolean;
  empty: boolean;
  objectFormat: string | null;
}

export interface TargetTree {
  /** Full path of the namespace, which may not exist yet. */
  path: string;
  /** The namespace and those above it that are missing, the outermost first; empty when it exists. */
  missing: string[];
  /** What is below it. */
  groups: { id: number; path: string }[];
  projects: TargetProject[];
}

/** A mirror of ours that the plan has to know of. */
export interface KnownMirror {
  id: number;
  pairName: string;
  /** Between the two instances of the pair, from source to target. */
  sameWay: boolean;
  sourceProjectId: number;
  targetProjectId: number;
  targetProjectPath: string;
  direction: MirrorDirection;
  phase: 'provisioning' | 'active';
}
