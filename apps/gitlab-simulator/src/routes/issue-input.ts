import { mayBackdate } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { labelsByName } from '../world/labels';
import { lineage, projectAccess } from '../world/membership';
import { Access, type Issue, type Label, type Milestone, type Project, type User } from '../world/model';
import type { IssueChange, NewIssue } from '../world/issues';
import { badParameter, invalid } from '../world/refusal';

const TYPES = ['issue', 'incident', 'test_case', 'task'] as const;

function* milestonesFor(project: Project): Generator<Milestone> {
  yield* project.milestones.values();
  for (const group of lineage(project.namespace)) yield* group.milestones.values();
}

function milestoneOf(ctx: Context, project: Project): Milestone | null | undefined {
  const { input } = ctx;
  if (input.has('milestone_id') && input.has('milestone'))
    throw badParameter('milestone_id, milestone are mutually exclusive');
  if (input.has('milestone_id')) {
    const id = input.int('milestone_id') ?? 0;
    return [...milestonesFor(project)].find((milestone) => milestone.id === id) ?? null;
  }
  if (!input.has('milestone')) return undefined;
  const title = input.text('milestone') ?? '';
  return [...milestonesFor(project)].find((milestone) => milestone.title === title) ?? null;
}

function assigneesOf(ctx: Context, project: Project): User[] | undefined {
  const { input, world } = ctx;
  const ids = input.ints('assignee_ids') ?? (input.has('assignee_id') ? [input.int('assignee_id') ?? 0] : undefined);
  return ids?.flatMap((id) => world.users.get(id) ?? []).filter((user) => projectAccess(user, project) >= Access.guest);
}

function labelsOf(ctx: Context, project: Project, issue: Issue | null): Label[] | undefined {
  const { input, world } = ctx;
  const byName = (name: string): Label[] | undefined => {
    const names = input.list(name);
    return names && labelsByName(world, project, names, true);
  };
  const set = byName('labels');
  const added = issue && byName('add_labels');
  const removed = issue && input.list('remove_labels');
  if (!set && !added && !removed) return undefined;
  const base = set ?? issue?.labels ?? [];
  const kept = base.filter((label) => !removed?.includes(label.name));
  return [...kept.filter((label) => !added?.includes(label)), ...(added ?? [])];
}

/** The attributes that both create and update take. What the caller's role may not set is left out silently, as GitLab does. */
function common(ctx: Context, project: Project, issue: Issue | null): IssueChange {
  const { input, world } = ctx;
  const change: IssueChange = {};
  const text = input.has('description') ? (input.text('description') ?? null) : undefined;
  if (text !== undefined) change.description = text;
  const type = input.oneOf('issue_type', TYPES);
  if (type) change.type = type;
  if (projectAccess(currentUser(ctx), project) < Access.planner) {
    if (!issue && input.bool('confidential')) change.confidential = true;
    return change;
  }
  const put = <K extends keyof IssueChange>(key: K, value: IssueChange[K] | undefined): void => {
    if (value !== undefined) change[key] = value;
  };
  put('labels', labelsOf(ctx, project, issue));
  put('milestone', milestoneOf(ctx, project));
  put('assignees', assigneesOf(ctx, project));
  put('dueDate', input.date('due_date'));
  put('confidential', input.bool('confidential'));
  put('discussionLocked', input.bool('discussion_locked'));
  // What a GitLab without the licence does with it stands nowhere, so it must not be sent there.
  if (!world.edition.premium && input.has('weight')) throw badParameter('weight is invalid');
  if (input.has('weight')) {
    const weight = input.isEmpty('weight') ? null : (input.int('weight') ?? null);
    if (weight !== null && weight < 0) throw invalid({ weight: ['must be greater than or equal to 0'] });
    change.weight = weight;
  }
  if (world.edition.premium && input.has('epic_id')) {
    const id = input.int('epic_id') ?? 0;
    change.epic = id === 0 ? null : (world.epics.get(id) ?? null);
  }
  return change;
}

/** For `POST /projects/:id/issues`; `iid` and `created_at` count only from owners and administrators. */
export function newIssueInput(ctx: Context, project: Project): NewIssue {
  const user = currentUser(ctx);
  const { input } = ctx;
  const issue: NewIssue = { ...common(ctx, project, null), title: input.requiredText('title'), by: user };
  const iid = input.int('iid');
  const createdAt = input.time('created_at');
  if (mayBackdate(user, project)) {
    if (iid !== undefined) issue.iid = iid;
    if (createdAt !== undefined) issue.createdAt = createdAt;
  }
  return issue;
}

const CHANGEABLE = [
  'assignee_id',
  'assignee_ids',
  'confidential',
  'created_at',
  'description',
  'discussion_locked',
  'due_date',
  'labels',
  'add_labels',
  'remove_labels',
  'milestone_id',
  'milestone',
  'state_event',
  'title',
  'updated_at',
  'issue_type',
  'weight',
  'epic_id',
  'epic_iid',
];

/** For `PUT /projects/:id/issues/:iid`. */
export function issueChangeInput(ctx: Context, issue: Issue): IssueChange {
  const user = currentUser(ctx);
  const { input } = ctx;
  if (!CHANGEABLE.some((name) => input.has(name))) {
    throw badParameter(`${CHANGEABLE.join(', ')} are missing, at least one parameter must be provided`);
  }
  const change = common(ctx, issue.project, issue);
  const title = input.text('title');
  if (title !== undefined) change.title = title;
  const event = input.oneOf('state_event', ['close', 'reopen']);
  if (event) change.state = event === 'close' ? 'closed' : 'opened';
  if (input.has('updated_at')) {
    if (input.isEmpty('updated_at')) throw badParameter('updated_at is empty');
    const updatedAt = input.time('updated_at');
    if (updatedAt !== undefined && mayBackdate(user, issue.project)) change.updatedAt = updatedAt;
  }
  return change;
}
