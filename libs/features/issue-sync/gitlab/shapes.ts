import type { GitlabDiscussion, GitlabIssue, GitlabLabel, GitlabNote, GitlabUserRef } from '@app/gitlab';
import type {
  SourceDiscussion,
  SourceIssue,
  SourceLabel,
  SourceNote,
  SourceUser,
  TargetIssue,
  TargetLabel,
  TargetNote,
} from '@app/sync-engine';

/** GitLab's shapes in the words of the engine. */

const user = ({ id, username, name }: GitlabUserRef): SourceUser => ({ id, username, name });

const isInternal = (note: GitlabNote): boolean => note.internal ?? note.confidential ?? false;

export const sourceIssue = (issue: GitlabIssue): SourceIssue => ({
  id: issue.id,
  iid: issue.iid,
  title: issue.title,
  description: issue.description ?? '',
  state: issue.state,
  labels: issue.labels,
  author: issue.author && user(issue.author),
  assignees: issue.assignees.map(user),
  createdAt: issue.created_at,
  updatedAt: issue.updated_at,
  closedAt: issue.closed_at,
  webUrl: issue.web_url,
  confidential: issue.confidential,
  discussionLocked: issue.discussion_locked ?? false,
  dueDate: issue.due_date,
  issueType: issue.issue_type ?? 'issue',
  weight: issue.weight,
  timeEstimate: issue.time_stats?.time_estimate ?? 0,
  timeSpent: issue.time_stats?.total_time_spent ?? 0,
  milestone: issue.milestone && { title: issue.milestone.title },
  iteration: issue.iteration ? { title: iterationTitle(issue.iteration) } : null,
  epic: issue.epic ? { iid: issue.epic.iid, title: issue.epic.title } : null,
  userNotesCount: issue.user_notes_count,
  movedToId: issue.moved_to_id ?? null,
});

/** Iterations of a cadence have no title of their own: GitLab shows their dates. */
const iterationTitle = (iteration: NonNullable<GitlabIssue['iteration']>): string =>
  iteration.title || [iteration.start_date, iteration.due_date].filter(Boolean).join(' - ') || `${iteration.iid}`;

export const sourceDiscussion = (discussion: GitlabDiscussion): SourceDiscussion => ({
  id: discussion.id,
  individualNote: discussion.individual_note,
  notes: discussion.notes.map(sourceNote),
});

const sourceNote = (note: GitlabNote): SourceNote => ({
  id: note.id,
  body: note.body,
  author: note.author && user(note.author),
  createdAt: note.created_at,
  updatedAt: note.updated_at,
  system: note.system,
  internal: isInternal(note),
});

export const sourceLabel = ({ name, color, description }: GitlabLabel): SourceLabel => ({
  name,
  color: color.toLowerCase(),
  description,
});

export const targetIssue = (issue: GitlabIssue): TargetIssue => ({
  id: issue.id,
  iid: issue.iid,
  title: issue.title,
  description: issue.description ?? '',
  state: issue.state,
  labels: issue.labels,
  assigneeIds: issue.assignees.map(({ id }) => id),
  authorId: issue.author?.id ?? null,
  createdAt: issue.created_at,
  updatedAt: issue.updated_at,
  webUrl: issue.web_url,
  confidential: issue.confidential,
  discussionLocked: issue.discussion_locked ?? false,
  dueDate: issue.due_date,
  issueType: issue.issue_type ?? 'issue',
  weight: issue.weight,
  timeEstimate: issue.time_stats?.time_estimate ?? 0,
  timeSpent: issue.time_stats?.total_time_spent ?? 0,
});

export const targetNote = (note: GitlabNote, discussionId: string | null): TargetNote => ({
  id: note.id,
  discussionId,
  body: note.body,
  authorId: note.author?.id ?? null,
  internal: isInternal(note),
  system: note.system,
  createdAt: note.created_at,
});

export const targetLabel: (label: GitlabLabel) => TargetLabel = sourceLabel;
