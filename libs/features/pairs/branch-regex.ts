import { RE2JS } from 're2js';
import { invalidField } from '@app/common';

/** GitLab's limit. */
export const MAX_BRANCH_REGEX = 255;

/** What is wrong with a branch filter in GitLab's regular expressions (RE2: no look-around, no back references); null: nothing. */
export function branchRegexFault(regex: string): string | null {
  if (regex.length > MAX_BRANCH_REGEX) return `It is longer than ${MAX_BRANCH_REGEX} characters.`;
  try {
    RE2JS.compile(regex);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return `It is not a regular expression in RE2 syntax (${reason}).`;
  }
}

export interface BranchFilter {
  onlyMirrorProtectedBranches: boolean | null;
  mirrorBranchRegex: string | null;
}

const NO_FILTER: BranchFilter = { onlyMirrorProtectedBranches: null, mirrorBranchRegex: null };

/**
 * Judges what a change leads to; GitLab takes either "only protected branches" or a branch filter.
 * @throws AppError (422) that names the field
 */
export function checkBranchFilter(changes: Partial<BranchFilter>, before: BranchFilter = NO_FILTER): void {
  const { onlyMirrorProtectedBranches = before.onlyMirrorProtectedBranches } = changes;
  const { mirrorBranchRegex = before.mirrorBranchRegex } = changes;
  if (mirrorBranchRegex === null || mirrorBranchRegex === '') return;
  const fault = branchRegexFault(mirrorBranchRegex);
  if (fault !== null) throw invalidField('mirror_branch_regex', fault);
  if (onlyMirrorProtectedBranches === true) {
    throw invalidField(
      'mirror_branch_regex',
      'GitLab takes either only_mirror_protected_branches or a branch filter; turn one of them off.',
    );
  }
}
