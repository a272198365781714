import { formatDuration } from '../world/duration';
import { textColor } from '../world/labels';
import { fullPath, projectPath } from '../world/membership';
import type { Issue, Label, Milestone, Note } from '../world/model';
import type { World } from '../world/world';
import { iso, isoOrNull, userView } from './common';

export function labelDetailsView(label: Label): Record<string, unknown> {
  return {
    id: label.id,
    name: label.name,
    color: label.color,
    description: label.description,
    description_html: label.description ?? '',
    text_color: textColor(label.color),
  };
}

export function labelView(label: Label): Record<string, unknown> {
  return {
    id: label.id,
    name: label.name,
    description: label.description,
    description_html: label.description ?? '',
    text_color: textColor(label.color),
    color: label.color,
    archived: false,
    subscribed: false,
    priority: label.priority,
    is_project_label: label.project !== null,
  };
}

export function milestoneView(world: World, milestone: Milestone): Record<string, unknown> {
  const { project, group } = milestone;
  const place = project ? projectPath(project) : group ? `groups/${fullPath(group)}` : '';
  return {
    id: milestone.id,
    iid: milestone.iid,
    ...(project ? { project_id: project.id } : { group_id: group?.id }),
    title: milestone.title,
    description: milestone.description,
    state: milestone.state,
    created_at: iso(milestone.createdAt),
    updated_at: iso(milestone.updatedAt),
    due_date: milestone.dueDate,
    start_date: milestone.startDate,
    expired: milestone.dueDate !== null && Date.parse(milestone.dueDate) + 86_400_000 <= world.now(),
    web_url: `${world.publicUrl}/${place}/-/milestones/${milestone.iid}`,
  };
}

export function timeStatsView(issue: Issue): Record<string, unknown> {
  return {
    time_estimate: issue.timeEstimate,
    total_time_spent: issue.timeSpent,
    human_time_estimate: formatDuration(issue.timeEstimate),
    human_total_time_spent: formatDuration(issue.timeSpent),
  };
}

export const issueUrl = (world: World, issue: Issue): string =>
  `${world.publicUrl}/${projectPath(issue.project)}/-/issues/${issue.iid}`;

/** Fields of the licence: absent, not null, when the tier lacks them. */
function licensedFields(world: World, issue: Issue): Record<string, unknown> {
  const { edition } = world;
  if (!edition.premium) return {};
  const { epic, iteration } = issue;
  return {
    weight: issue.weight,
    epic_iid: epic?.iid ?? null,
    epic: epic && {
      id: epic.id,
      iid: epic.iid,
      title: epic.title,
      url: `/groups/${fullPath(epic.group)}/-/epics/${epic.iid}`,
      group_id: epic.group.id,
      human_readable_end_date: null,
      human_readable_timestamp: null,
    },
    iteration: iteration && {
      id: iteration.id,
      iid: iteration.iid,
      sequence: iteration.sequence,
      group_id: iteration.group.id,
      title: iteration.title,
      description: null,
      state: 2,
      start_date: iteration.startDate,
      due_date: iteration.dueDate,
      web_url: `${world.publicUrl}/groups/${fullPath(iteration.group)}/-/iterations/${iteration.iid}`,
    },
    ...(edition.ultimate ? { health_status: issue.healthStatus } : {}),
  };
}

/** The text's own checkboxes. */
function tasks(description: string | null): { count: number; completed_count: number } {
  if (!description?.includes('[')) return { count: 0, completed_count: 0 };
  const boxes = [...description.matchAll(/^\s*(?:[-*+]|\d+[.)])\s+\[([ xX~])\]\s/gm)];
  return { count: boxes.length, completed_count: boxes.filter((box) => box[1]?.toLowerCase() === 'x').length };
}

export function issueView(
  world: World,
  issue: Issue,
  options: { labelDetails?: boolean; single?: boolean } = {},
): Record<string, unknown> {
  const assignees = issue.assignees.map((user) => userView(world, user));
  const labels = [...issue.labels].sort((a, b) => (a.name < b.name ? -1 : 1));
  const taskStatus = tasks(issue.description);
  const self = `${world.publicUrl}/api/v4/projects/${issue.project.id}/issues/${issue.iid}`;
  const path = projectPath(issue.project);
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: issue.project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    closed_by: issue.closedBy && userView(world, issue.closedBy),
    labels: options.labelDetails ? labels.map(labelDetailsView) : labels.map((label) => label.name),
    milestone: issue.milestone && milestoneView(world, issue.milestone),
    assignees,
    author: userView(world, issue.author),
    type: issue.type.toUpperCase(),
    assignee: assignees[0] ?? null,
    user_notes_count: issue.userNotesCount,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    due_date: issue.dueDate,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    issue_type: issue.type,
    web_url: issueUrl(world, issue),
    time_stats: timeStatsView(issue),
    task_completion_status: taskStatus,
    has_tasks: taskStatus.count > 0,
    ...(taskStatus.count > 0
      ? { task_status: `${taskStatus.completed_count} of ${taskStatus.count} checklist items completed` }
      : {}),
    _links: {
      self,
      notes: `${self}/notes`,
      award_emoji: `${self}/award_emoji`,
      project: `${world.publicUrl}/api/v4/projects/${issue.project.id}`,
      closed_as_duplicate_of: null,
    },
    references: { short: `#${issue.iid}`, relative: `#${issue.iid}`, full: `${path}#${issue.iid}` },
    severity: 'UNKNOWN',
    moved_to_id: issue.movedTo?.id ?? null,
    imported: false,
    imported_from: 'none',
    ...(options.single ? { subscribed: false, service_desk_reply_to: null } : {}),
    ...licensedFields(world, issue),
  };
}

export function noteView(world: World, issue: Issue, note: Note): Record<string, unknown> {
  return {
    id: note.id,
    type: note.type,
    body: note.body,
    author: userView(world, note.author),
    created_at: iso(note.createdAt),
    updated_at: iso(note.updatedAt),
    system: note.system,
    noteable_id: issue.id,
    noteable_type: 'Issue',
    project_id: issue.project.id,
    resolvable: false,
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    noteable_iid: issue.iid,
    commands_changes: {},
  };
}
