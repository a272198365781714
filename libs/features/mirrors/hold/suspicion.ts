/** What is remembered of a source, so that the next look can tell an accident from work. */
export interface SourceSnapshot {
  /** Null when GitLab did not count them: above 10,000 branches. */
  branches: number | null;
  /** Null while the repository is empty. */
  defaultBranch: string | null;
  /** Commit of the default branch. */
  head: string | null;
}

export const HOLD_KINDS = ['emptied', 'branches_lost', 'force_pushed', 'default_branch_gone'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Why a mirror waits for approval. */
export interface Hold {
  kind: HoldKind;
  before: SourceSnapshot;
  now: SourceSnapshot;
}

/** What the source looks like now, with what had to be asked beyond the snapshot. */
export interface SourceLook extends SourceSnapshot {
  /**
   * Whether the branch that was the default contains the commit it had: null when that was not asked, because nothing is
   * remembered or the commit is the same.
   */
  headIsKept: boolean | null;
  /** Whether the branch that was the default is still there. */
  formerDefaultExists: boolean;
}

/** Fewer branches than this vanish whenever somebody tidies up. */
const FEWEST_LOST = 3;

/**
 * What looks like an accident, or null. A repository that was empty has nothing to lose; a default branch that only got
 * another name is found again under the new one.
 */
export function suspicion(before: SourceSnapshot, look: SourceLook, lossPercent: number): HoldKind | null {
  if (before.head === null) return null;
  if (look.branches === 0) return 'emptied';
  if (before.branches !== null && look.branches !== null) {
    const lost = before.branches - look.branches;
    if (lost >= FEWEST_LOST && lost * 100 >= before.branches * lossPercent) return 'branches_lost';
  }
  if (look.headIsKept !== false) return null;
  return look.formerDefaultExists ? 'force_pushed' : 'default_branch_gone';
}
