import type { SyncContext } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { SourceIssue, SourceNote } from '../model/source';
import type { TargetIssue } from '../model/target';
import { hashOf } from './canonical';

/**
 * Raise it with a release that renders any input differently from the one before: every copy is then brought up to date
 * once. Issues that come out the same are only read; comments are written again.
 */
export const RENDER_VERSION = 3;

/** Options that decide what a copy looks like; a change of any re-syncs everything that is mapped. */
export const contentFingerprint = (options: SyncOptions, context: SyncContext): string =>
  hashOf({
    version: RENDER_VERSION,
    comments: options.syncComments,
    labels: options.syncLabels,
    attachments: options.syncAttachments,
    weight: options.syncWeight,
    estimate: options.syncTimeEstimate,
    spent: options.syncTimeSpent,
    labelRules: options.labelRules.map(({ from, to }) => ({ from, to })),
    userMapping: options.userMapping,
    mappedUsers: [...context.targetUserIds].map(([name, id]) => `${name}=${id}`).toSorted(),
    premium: context.target.premium,
    source: [context.source.instanceId, context.source.baseUrl, context.source.projectPath],
    target: [context.target.instanceId, context.target.baseUrl, context.target.projectId],
  });

/** Options that also decide which issues are mirrored at all; a change of any looks at all issues again. */
export const optionsFingerprint = (options: SyncOptions, context: SyncContext): string =>
  hashOf({
    content: contentFingerprint(options, context),
    closed: options.syncClosedIssues,
    existing: options.syncExistingIssues,
    update: options.updateExisting,
    modified: options.onTargetModified,
    deleted: options.onTargetDeleted,
    filters: { ...options.filters },
  });

/** Hash of everything of an issue that is synced under the options of `fingerprint`; its comments are hashed apart. */
export const sourceIssueHash = (issue: SourceIssue, options: SyncOptions, fingerprint: string): string =>
  hashOf({
    fingerprint,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    labels: options.syncLabels ? issue.labels.toSorted() : null,
    author: issue.author && [issue.author.username, issue.author.name],
    assignees: issue.assignees.map(({ username, name }) => `${username} ${name}`).toSorted(),
    confidential: issue.confidential,
    locked: issue.discussionLocked,
    dueDate: issue.dueDate,
    issueType: issue.issueType,
    weight: options.syncWeight ? (issue.weight ?? null) : null,
    estimate: options.syncTimeEstimate ? issue.timeEstimate : null,
    spent: options.syncTimeSpent ? issue.timeSpent : null,
    milestone: issue.milestone?.title ?? null,
    iteration: issue.iteration?.title ?? null,
    epic: issue.epic && [issue.epic.iid, issue.epic.title],
    moved: issue.movedToId,
    webUrl: issue.webUrl,
  });

export type NoteHash = (note: SourceNote) => string;

/** Hash of a comment with what of the options shows in its copy: a switch re-syncs only the comments that it touches. */
export function noteHasher(options: SyncOptions, { source, target }: SyncContext): NoteHash {
  const rendering = hashOf({
    version: RENDER_VERSION,
    source: [source.instanceId, source.baseUrl, source.projectPath],
    target: [target.instanceId, target.baseUrl, target.projectId],
  });
  const labels = hashOf([options.syncLabels, options.labelRules.map(({ from, to }) => ({ from, to }))]);
  return (note) =>
    hashOf({
      rendering,
      labels: note.body.includes('~') ? labels : null,
      attachments: note.body.includes('/uploads/') ? options.syncAttachments : null,
      body: note.body,
      author: note.author && [note.author.username, note.author.name],
      createdAt: note.createdAt,
      internal: note.internal,
    });
}

/**
 * Hash of the fields of a copy that belong to us, as GitLab answered them. Labels and times are left out: people may
 * add labels and log time on a copy, and both are compared by value when we write.
 */
export const targetIssueHash = (issue: TargetIssue): string =>
  hashOf({
    title: issue.title,
    description: issue.description.replaceAll('\r\n', '\n').trimEnd(),
    state: issue.state,
    confidential: issue.confidential,
    locked: issue.discussionLocked,
    dueDate: issue.dueDate,
    issueType: issue.issueType,
    weight: issue.weight ?? null,
    assignees: issue.assigneeIds.toSorted((a, b) => a - b),
  });
