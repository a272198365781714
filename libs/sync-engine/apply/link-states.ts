import type { SyncSource } from '../model/context';
import type { SourceIssue } from '../model/source';
import type { IssueLink, NoteLink } from '../model/stored';
import type { TargetIssue, TargetNote } from '../model/target';
import { issueUrl } from '../markdown/source-urls';
import type { NoteInThread } from '../reconcile/note-plan';

/** The row of an issue that has none yet. */
export const newLink = (issue: Pick<SourceIssue, 'id' | 'iid' | 'webUrl' | 'title'>): IssueLink => ({
  sourceIid: issue.iid,
  sourceId: issue.id,
  sourceUrl: issue.webUrl,
  title: issue.title,
  targetIid: null,
  targetId: null,
  targetUrl: null,
  status: 'failed',
  sourceHash: null,
  renderedHash: null,
  targetHash: null,
  sourceUpdatedAt: null,
  notesCount: 0,
  notesUpdatedAt: null,
  appliedLabels: [],
  waitingFor: [],
  intentSince: null,
  intentIid: null,
  notesUnknown: false,
  failures: 0,
  retryAt: null,
  error: null,
  syncedAt: null,
});

/** A copy that is known to exist, of which everything else is still to be done. */
export const mappedLink = (link: IssueLink, target: TargetIssue): IssueLink => ({
  ...link,
  targetIid: target.iid,
  targetId: target.id,
  targetUrl: target.webUrl,
  status: 'incomplete',
  sourceHash: null,
  renderedHash: null,
  targetHash: null,
  notesCount: -1,
  intentSince: null,
  intentIid: null,
});

/**
 * The row of a copy that is about to be changed. Until the change is done it may be on the target or not, so nothing
 * there is taken for an edit by hand, the source is compared anew, and labels that may be ours are.
 */
export const changingLink = (link: IssueLink, labels: readonly string[]): IssueLink => ({
  ...link,
  sourceHash: null,
  targetHash: null,
  appliedLabels: [...new Set([...link.appliedLabels, ...labels])],
});

/** The row of a copy that was found by its marker although nothing was stored about it. */
export const adoptedLink = (iid: number, source: SyncSource, target: TargetIssue, ourLabels: string[]): IssueLink => ({
  ...mappedLink(
    newLink({
      // The row gets its true id with the next sync of the issue.
      id: 0,
      iid,
      title: target.title,
      webUrl: issueUrl(source, { projectPath: source.projectPath, iid, noteId: null }),
    }),
    target,
  ),
  notesUnknown: true,
  appliedLabels: ourLabels,
});

/** The row of a comment that has none yet: the intent to copy it. */
export const newNoteLink = (sourceIid: number, { note, discussionId }: NoteInThread): NoteLink => ({
  sourceIid,
  sourceNoteId: note.id,
  sourceDiscussionId: discussionId,
  targetNoteId: null,
  targetDiscussionId: null,
  sourceHash: null,
  internal: note.internal,
  status: 'creating',
  waitingFor: [],
  error: null,
});

/** What was found by its marker may be an older version of the comment, so its text is written again. */
export const confirmedNoteLink = (link: NoteLink, copy: TargetNote): NoteLink => ({
  ...link,
  targetNoteId: copy.id,
  targetDiscussionId: copy.discussionId,
  sourceHash: null,
  status: 'synced',
  error: null,
});
