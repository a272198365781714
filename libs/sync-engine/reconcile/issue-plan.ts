import { labelChanges } from '../labels/desired-labels';
import type { SyncContext } from '../model/context';
import type { SourceIssue } from '../model/source';
import type { TargetIssue, TargetIssueDraft, TargetIssuePatch } from '../model/target';
import type { DesiredIssue } from '../render/render-issue';

/** Types that may be given to a new issue, and to one that exists. */
const CREATABLE = new Set(['incident', 'test_case', 'task']);
const CHANGEABLE = new Set(['issue', 'incident', 'test_case']);

/** The call that creates a copy. It is always created open; closing and locking come last. */
export function draftOf(
  desired: DesiredIssue,
  issue: SourceIssue,
  { target }: SyncContext,
  hasWeights: boolean,
): TargetIssueDraft {
  return {
    title: desired.title,
    description: desired.description,
    labels: desired.labels,
    confidential: desired.confidential,
    ...(CREATABLE.has(desired.issueType) ? { issueType: desired.issueType } : {}),
    ...(desired.dueDate === null ? {} : { dueDate: desired.dueDate }),
    ...(!hasWeights || desired.weight == null ? {} : { weight: desired.weight }),
    ...(desired.assigneeIds?.length ? { assigneeIds: desired.assigneeIds } : {}),
    ...(target.canBackdate ? { createdAt: issue.createdAt } : {}),
    ...(target.canSetIid ? { iid: issue.iid } : {}),
  };
}

/** What GitLab answers with CRLF or without the last line break is what we sent. */
export const sameText = (a: string, b: string): boolean =>
  a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();

/** What has to change on the copy; null: nothing. */
export function patchOf(
  desired: DesiredIssue,
  observed: TargetIssue,
  appliedLabels: readonly string[],
): TargetIssuePatch | null {
  const patch: TargetIssuePatch = {};
  if (desired.title !== observed.title) patch.title = desired.title;
  if (!sameText(desired.description, observed.description)) patch.description = desired.description;
  if (desired.confidential !== observed.confidential) patch.confidential = desired.confidential;
  if (desired.discussionLocked !== observed.discussionLocked) patch.discussionLocked = desired.discussionLocked;
  if (desired.dueDate !== observed.dueDate) patch.dueDate = desired.dueDate;
  if (desired.state !== observed.state) patch.stateEvent = desired.state === 'closed' ? 'close' : 'reopen';
  const typeChanges = desired.issueType !== observed.issueType;
  if (typeChanges && CHANGEABLE.has(desired.issueType) && CHANGEABLE.has(observed.issueType))
    patch.issueType = desired.issueType;
  if (weightDiffers(desired, observed)) patch.weight = desired.weight;
  if (desired.assigneeIds && desired.assigneeIds.join() !== observed.assigneeIds.toSorted((a, b) => a - b).join()) {
    patch.assigneeIds = desired.assigneeIds;
  }
  const { add, remove } = labelChanges(desired.labels, desired.keepsLabels ? [] : appliedLabels, observed.labels);
  if (add.length > 0) patch.addLabels = add;
  if (remove.length > 0) patch.removeLabels = remove;
  return Object.keys(patch).length > 0 ? patch : null;
}

/** A field that GitLab does not show is one that the tier lacks, and must not be sent. */
const weightDiffers = (
  desired: DesiredIssue,
  { weight }: TargetIssue,
): desired is DesiredIssue & { weight: number | null } =>
  desired.weight !== undefined && weight !== undefined && desired.weight !== weight;

/** What is left after creating: an issue can't be created closed or locked, and its answer shows what it can have. */
export function finishingPatch(desired: DesiredIssue, created: TargetIssue): TargetIssuePatch | null {
  const patch: TargetIssuePatch = {};
  if (desired.discussionLocked !== created.discussionLocked) patch.discussionLocked = desired.discussionLocked;
  if (desired.state !== created.state) patch.stateEvent = desired.state === 'closed' ? 'close' : 'reopen';
  if (weightDiffers(desired, created)) patch.weight = desired.weight;
  return Object.keys(patch).length > 0 ? patch : null;
}
