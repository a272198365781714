import { commitsBySha, log } from '../git/commits';
import { isProtected } from '../git/repository';
import { formatDuration } from '../world/duration';
import { NO_COMMIT, type IssueEvent, type NoteEvent, type PushEvent, type RefChange } from '../world/events';
import { projectPath } from '../world/membership';
import type { Issue, Label, Project, User } from '../world/model';
import type { World } from '../world/world';

/** Hooks write times in their own way: `2015-05-17 17:06:40 UTC`. */
const hookTime = (at: number | null): string | null =>
  at === null
    ? null
    : new Date(at)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC');

const userPart = (user: User): Record<string, unknown> => ({
  id: user.id,
  name: user.name,
  username: user.username,
  avatar_url: null,
  email: '[REDACTED]',
});

function projectPart(world: World, project: Project): Record<string, unknown> {
  const path = projectPath(project);
  const url = `${world.publicUrl}/${path}`;
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: url,
    avatar_url: null,
    git_ssh_url: `${world.sshUrl}/${path}.git`,
    git_http_url: `${url}.git`,
    namespace: project.namespace.name,
    visibility_level: { private: 0, internal: 10, public: 20 }[project.visibility],
    path_with_namespace: path,
    default_branch: project.defaultBranch,
    ci_config_path: null,
    homepage: url,
    url: `${url}.git`,
    ssh_url: `${world.sshUrl}/${path}.git`,
    http_url: `${url}.git`,
  };
}

const repositoryPart = (world: World, project: Project): Record<string, unknown> => ({
  name: project.name,
  url: `${world.publicUrl}/${projectPath(project)}.git`,
  description: project.description,
  homepage: `${world.publicUrl}/${projectPath(project)}`,
});

const labelPart = (label: Label): Record<string, unknown> => ({
  id: label.id,
  title: label.name,
  color: label.color,
  project_id: label.project?.id ?? null,
  template: false,
  description: label.description,
  type: label.project ? 'ProjectLabel' : 'GroupLabel',
  group_id: label.group?.id ?? null,
});

/** Relative images become absolute in hooks, and only there; reference-style ones don't. */
export function absoluteImages(world: World, project: Project, text: string | null): string | null {
  return text?.replace(/(!\[[^\]]*\]\()(\/uploads\/)/g, `$1${world.publicUrl}/-/project/${project.id}$2`) ?? null;
}

function issuePart(world: World, issue: Issue): Record<string, unknown> {
  return {
    id: issue.id,
    iid: issue.iid,
    title: issue.title,
    description: absoluteImages(world, issue.project, issue.description),
    state: issue.state,
    state_id: issue.state === 'opened' ? 1 : 2,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    due_date: issue.dueDate,
    milestone_id: issue.milestone?.id ?? null,
    moved_to_id: issue.movedTo?.id ?? null,
    duplicated_to_id: null,
    project_id: issue.project.id,
    author_id: issue.author.id,
    assignee_ids: issue.assignees.map((user) => user.id),
    assignee_id: issue.assignees[0]?.id ?? null,
    created_at: hookTime(issue.createdAt),
    updated_at: hookTime(issue.updatedAt),
    closed_at: hookTime(issue.closedAt),
    time_estimate: issue.timeEstimate,
    total_time_spent: issue.timeSpent,
    human_time_estimate: formatDuration(issue.timeEstimate),
    human_total_time_spent: formatDuration(issue.timeSpent),
    weight: issue.weight,
    health_status: issue.healthStatus,
    type: { issue: 'Issue', incident: 'Incident', test_case: 'Test Case', task: 'Task' }[issue.type],
    severity: 'unknown',
    url: `${world.publicUrl}/${projectPath(issue.project)}/-/issues/${issue.iid}`,
    labels: issue.labels.map(labelPart),
  };
}

export function issuePayload(world: World, { issue, by, action, changes }: IssueEvent): Record<string, unknown> {
  return {
    object_kind: issue.type === 'issue' ? 'issue' : 'work_item',
    event_type: issue.confidential ? 'confidential_issue' : 'issue',
    user: userPart(by),
    project: projectPart(world, issue.project),
    object_attributes: { ...issuePart(world, issue), action },
    labels: issue.labels.map(labelPart),
    changes,
    repository: repositoryPart(world, issue.project),
    ...(issue.assignees.length > 0 ? { assignees: issue.assignees.map(userPart) } : {}),
  };
}

export function notePayload(world: World, { issue, note, by, action }: NoteEvent): Record<string, unknown> {
  const body = absoluteImages(world, issue.project, note.body);
  return {
    object_kind: 'note',
    event_type: issue.confidential || note.internal ? 'confidential_note' : 'note',
    user: userPart(by),
    project_id: issue.project.id,
    project: projectPart(world, issue.project),
    object_attributes: {
      id: note.id,
      note: body,
      description: body,
      noteable_type: 'Issue',
      noteable_id: issue.id,
      author_id: note.author.id,
      project_id: issue.project.id,
      system: note.system,
      internal: note.internal,
      type: note.type,
      created_at: hookTime(note.createdAt),
      updated_at: hookTime(note.updatedAt),
      action,
      url: `${world.publicUrl}/${projectPath(issue.project)}/-/issues/${issue.iid}#note_${note.id}`,
    },
    repository: repositoryPart(world, issue.project),
    issue: issuePart(world, issue),
  };
}

/** A push of one ref: at most the 20 newest commits, and how many there really are. */
export async function pushPayload(
  world: World,
  { project, by }: PushEvent,
  change: RefChange,
): Promise<Record<string, unknown>> {
  const tag = change.ref.startsWith('refs/tags/');
  const gone = change.after === NO_COMMIT;
  const range = change.before === NO_COMMIT ? [change.after] : [change.after, `^${change.before}`];
  const commits = gone
    ? []
    : tag
      ? [...(await commitsBySha(project, [change.after])).values()]
      : await log(project, range);
  const shown = commits.slice(0, 20).reverse();
  return {
    object_kind: tag ? 'tag_push' : 'push',
    event_name: tag ? 'tag_push' : 'push',
    before: change.before,
    after: change.after,
    ref: change.ref,
    ref_protected: !tag && isProtected(project, change.ref.slice('refs/heads/'.length)),
    checkout_sha: gone ? null : (commits[0]?.sha ?? change.after),
    message: null,
    user_id: by.id,
    user_name: by.name,
    user_username: by.username,
    user_email: '',
    user_avatar: null,
    project_id: project.id,
    project: projectPart(world, project),
    commits: shown.map((commit) => ({
      id: commit.sha,
      message: commit.message,
      title: commit.title,
      timestamp: new Date(commit.authoredAt * 1000).toISOString().replace('.000Z', '+00:00'),
      url: `${world.publicUrl}/${projectPath(project)}/-/commit/${commit.sha}`,
      author: { name: commit.authorName, email: '[REDACTED]' },
      added: [],
      modified: [],
      removed: [],
    })),
    total_commits_count: tag ? 0 : commits.length,
    push_options: {},
    repository: repositoryPart(world, project),
  };
}
