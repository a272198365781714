import { formatDuration } from './duration';
import type { Epic, Issue, IssueType, Iteration, Label, Milestone, Project, User } from './model';
import { keepOnePerScope } from './labels';
import { projectPath } from './membership';
import { addSystemNote, noticeReferences } from './notes';
import { badRequest, conflict, invalid } from './refusal';
import { countCharacters } from './text';
import type { World } from './world';

export interface IssueFields {
  title: string;
  description: string | null;
  labels: Label[];
  assignees: User[];
  milestone: Milestone | null;
  iteration: Iteration | null;
  epic: Epic | null;
  weight: number | null;
  healthStatus: string | null;
  dueDate: string | null;
  confidential: boolean;
  discussionLocked: boolean | null;
  type: IssueType;
  timeEstimate: number;
  timeSpent: number;
}

export interface NewIssue extends Partial<IssueFields> {
  title: string;
  by: User;
  iid?: number;
  createdAt?: number;
  /** The present time by default, also when the issue is back-dated. */
  updatedAt?: number;
}

export interface IssueChange extends Partial<IssueFields> {
  state?: 'opened' | 'closed';
  /** Instead of the present time, also for the notes that the change leaves. */
  updatedAt?: number;
}

const YEAR_SECONDS = 365 * 24 * 3600;

function checkText(world: World, change: { title?: string; description?: string | null }): void {
  const { title, description } = change;
  if (title !== undefined) {
    if (title.trim() === '') throw invalid({ title: ["can't be blank"] });
    if (countCharacters(title) > 255) throw invalid({ title: ['is too long (maximum is 255 characters)'] });
  }
  const limit = world.settings.maxDescriptionLength;
  if (description && countCharacters(description) > limit) {
    throw invalid({ description: [`is too long (maximum is ${limit} characters)`] });
  }
}

const scoped = (world: World, labels: Label[]): Label[] => (world.edition.premium ? keepOnePerScope(labels) : labels);
const assignable = (world: World, users: User[]): User[] =>
  world.edition.premium ? users.slice(0, 200) : users.slice(0, 1);

export function createIssue(world: World, project: Project, input: NewIssue): Issue {
  checkText(world, input);
  const store = world.issues(project);
  const iid = input.iid ?? store.nextIid();
  if (store.byIid.has(iid)) throw conflict('Duplicated issue');
  const createdAt = input.createdAt ?? world.now();
  const issue: Issue = {
    id: world.id('issue'),
    iid,
    project,
    title: input.title.trim(),
    description: input.description ?? null,
    state: 'opened',
    type: input.type ?? 'issue',
    author: input.by,
    assignees: assignable(world, input.assignees ?? []),
    labels: scoped(world, input.labels ?? []),
    milestone: input.milestone ?? null,
    iteration: input.iteration ?? null,
    epic: input.epic ?? null,
    weight: input.weight ?? null,
    healthStatus: input.healthStatus ?? null,
    dueDate: input.dueDate ?? null,
    confidential: input.confidential ?? false,
    discussionLocked: input.discussionLocked ?? null,
    createdAt,
    updatedAt: input.updatedAt ?? world.now(),
    closedAt: null,
    closedBy: null,
    movedTo: null,
    timeEstimate: input.timeEstimate ?? 0,
    timeSpent: input.timeSpent ?? 0,
    notes: [],
    userNotesCount: 0,
  };
  store.add(issue);
  world.issuesById.set(issue.id, issue);
  project.lastActivityAt = world.now();
  noticeReferences(world, issue, input.by, `${issue.title}\n\n${issue.description ?? ''}`);
  world.events.emit('issue', { issue, by: input.by, action: 'open', changes: {} });
  return issue;
}

export function deleteIssue(world: World, issue: Issue): void {
  world.issues(issue.project).remove(issue);
  world.issuesById.delete(issue.id);
}

const sameSet = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));
const names = (users: readonly User[]): string => users.map((user) => `@${user.username}`).join(', ');

/** Says in a system note what changed. State, labels, milestone, weight and iteration leave resource events instead. */
function tellChange(world: World, issue: Issue, change: IssueChange, by: User, at: number): void {
  const tell = (text: string): void => void addSystemNote(world, issue, by, text, at);
  if (change.title !== undefined) tell(`changed title from **{-${issue.title}-}** to **{+${change.title}+}**`);
  if (change.description !== undefined) tell('changed the description');
  if (change.assignees) {
    const added = change.assignees.filter((user) => !issue.assignees.includes(user));
    const removed = issue.assignees.filter((user) => !change.assignees?.includes(user));
    const parts = [
      added.length ? `assigned to ${names(added)}` : '',
      removed.length ? `unassigned ${names(removed)}` : '',
    ];
    tell(parts.filter(Boolean).join(' and '));
  }
  if (change.dueDate !== undefined) tell(change.dueDate ? `changed due date to ${change.dueDate}` : 'removed due date');
  if (change.confidential !== undefined) {
    tell(change.confidential ? 'made the issue confidential' : 'made the issue visible to everyone');
  }
  if (change.discussionLocked !== undefined) {
    tell(`${change.discussionLocked ? 'locked' : 'unlocked'} the discussion in this issue`);
  }
  if (change.timeEstimate !== undefined) {
    tell(
      change.timeEstimate ? `changed time estimate to ${formatDuration(change.timeEstimate)}` : 'removed time estimate',
    );
  }
  if (change.timeSpent !== undefined) {
    const delta = change.timeSpent - issue.timeSpent;
    if (change.timeSpent === 0) tell('removed time spent');
    else tell(`${delta > 0 ? 'added' : 'subtracted'} ${formatDuration(Math.abs(delta))} of time spent`);
  }
  if (change.type !== undefined) tell(`changed type from ${issue.type} to ${change.type}`);
}

/** Only what really differs from the issue as it is. */
function difference(world: World, issue: Issue, wanted: IssueChange): IssueChange {
  const change: IssueChange = { ...wanted };
  if (change.title !== undefined) change.title = change.title.trim();
  if (change.labels) change.labels = scoped(world, change.labels);
  if (change.assignees) change.assignees = assignable(world, change.assignees);
  for (const key of Object.keys(change) as (keyof IssueChange)[]) {
    if (key === 'updatedAt') continue;
    const next = change[key];
    const now = issue[key];
    const same =
      Array.isArray(next) && Array.isArray(now)
        ? sameSet<unknown>(next, now)
        : next === undefined || next === now || (key === 'discussionLocked' && !next && !now);
    if (same) delete change[key];
  }
  return change;
}

/** What a webhook says about a change. */
function changesOf(issue: Issue, change: IssueChange): Record<string, { previous: unknown; current: unknown }> {
  const shown = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map((item: Label | User) => ('username' in item ? item.username : item.name));
    return typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  };
  const entries = (Object.keys(change) as (keyof IssueChange)[]).filter(
    (key) => key !== 'updatedAt' && key !== 'state',
  );
  return Object.fromEntries(
    entries.map((key) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      { previous: shown(issue[key]), current: shown(change[key]) },
    ]),
  );
}

/** Applies what differs, leaves the traces that GitLab leaves, and moves `updated_at` (always, when one is given). */
export function updateIssue(world: World, issue: Issue, wanted: IssueChange, by: User): void {
  checkText(world, wanted);
  const change = difference(world, issue, wanted);
  const { updatedAt, state, ...fields } = change;
  const changed = Object.keys(fields).length > 0 || state !== undefined;
  if (!changed && updatedAt === undefined) return;
  if (fields.timeSpent !== undefined && fields.timeSpent > YEAR_SECONDS) {
    throw badRequest('Total time spent cannot exceed one year.');
  }
  const at = updatedAt ?? world.now();
  const changes = changesOf(issue, change);
  const before = issue.description;
  tellChange(world, issue, change, by, at);
  Object.assign(issue, fields);
  if (state !== undefined) {
    world.issues(issue.project).setState(issue, state);
    issue.closedAt = state === 'closed' ? world.now() : null;
    issue.closedBy = state === 'closed' ? by : null;
  }
  world.issues(issue.project).touch(issue, at);
  if (!changed) return;
  issue.project.lastActivityAt = world.now();
  if (fields.description !== undefined) noticeReferences(world, issue, by, issue.description, before);
  const action = state === 'closed' ? 'close' : state === 'opened' ? 'reopen' : 'update';
  world.events.emit('issue', { issue, by, action, changes });
}

/** A new issue in the other project; the old one is closed and points to it. */
export function moveIssue(world: World, issue: Issue, to: Project, by: User): Issue {
  if (issue.project === to) throw badRequest('Cannot move issue to project it originates from!');
  if (issue.movedTo) throw badRequest('Cannot move issue due to insufficient permissions!');
  const equal = <T extends { name: string } | { title: string }>(all: Iterable<T>, name: string): T | undefined =>
    [...all].find((one) => ('name' in one ? one.name : one.title) === name);
  const moved = createIssue(world, to, {
    by: issue.author,
    title: issue.title,
    description: issue.description,
    type: issue.type,
    confidential: issue.confidential,
    weight: issue.weight,
    dueDate: issue.dueDate,
    assignees: [...issue.assignees],
    createdAt: issue.createdAt,
    timeEstimate: issue.timeEstimate,
    timeSpent: issue.timeSpent,
    labels: issue.labels.flatMap((label) => equal(to.labels.values(), label.name) ?? (label.group ? [label] : [])),
    milestone: issue.milestone ? (equal(to.milestones.values(), issue.milestone.title) ?? null) : null,
  });
  for (const note of issue.notes) moved.notes.push({ ...note, id: world.id('note') });
  moved.userNotesCount = issue.userNotesCount;
  addSystemNote(world, moved, by, `moved from ${projectPath(issue.project)}#${issue.iid}`);
  addSystemNote(world, issue, by, `moved to ${projectPath(to)}#${moved.iid}`);
  updateIssue(world, issue, { state: 'closed' }, by);
  issue.movedTo = moved;
  world.issues(to).touch(moved, world.now());
  return moved;
}
