import type { MirrorDirection } from '@features/pairs';
import type { Hold, HoldKind } from './suspicion';

export interface HeldMirror {
  /** Path and instance of the source: `platform/api on Alpha`. */
  source: string;
  direction: MirrorDirection;
  overwritesDiverged: boolean;
}

const short = (sha: string | null): string => (sha ?? '').slice(0, 8);

const formerHead = ({ before }: Hold): string =>
  `commit ${short(before.head)}, which it had when it was last let through,`;

const WHAT_HAPPENED: Record<HoldKind, (source: string, hold: Hold) => string> = {
  emptied: (source, { before }) =>
    `The repository of ${source} was emptied: it had ${before.branches ?? 'many'} branches and has none now.`,
  branches_lost: (source, { before, now }) =>
    `${source} lost ${(before.branches ?? 0) - (now.branches ?? 0)} of its ${before.branches ?? 0} branches at once.`,
  force_pushed: (source, hold) =>
    `The default branch ${hold.before.defaultBranch} of ${source} was force-pushed: ${formerHead(hold)} is not part of it any more.`,
  default_branch_gone: (source, hold) =>
    `The default branch ${hold.before.defaultBranch} of ${source} was deleted, and ${formerHead(hold)} is not part of ${hold.now.defaultBranch ?? 'any default branch'} either.`,
};

/**
 * What GitLab does by itself meanwhile. A push mirror can be switched off and on again without losing anything, so that is
 * done; a pull mirror starts a pull as soon as it is switched on again and changes who answers for it, so it is left alone.
 */
function meanwhile({ direction, overwritesDiverged }: HeldMirror): string {
  if (direction === 'push') {
    const diverged = overwritesDiverged
      ? ''
      : ' Branches with commits of their own there are not overwritten in any case.';
    return `Until somebody approves, its push mirror on GitLab is switched off. GitLab pushes by itself within five minutes of a change, so what happened before that may be on the target already.${diverged}`;
  }
  const rewritten = overwritesDiverged
    ? 'but rewritten branches are overwritten there; disable the mirror to stop that'
    : 'and rewritten ones are not updated there, so nothing is lost';
  return `Until somebody approves, we ask for no pull, but GitLab goes on pulling by itself about every 30 minutes: branches that vanished stay on the target, ${rewritten}.`;
}

/** One text for people: what happened, and what GitLab does meanwhile. */
export const holdInWords = (mirror: HeldMirror, hold: Hold): string =>
  `${WHAT_HAPPENED[hold.kind](mirror.source, hold)} ${meanwhile(mirror)}`;
