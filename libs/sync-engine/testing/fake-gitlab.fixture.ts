import { ForeignError } from '@app/common';
import type { SourceDiscussion, SourceIssue, SourceLabel, SourceNote, SourceUser } from '../model/source';
import type {
  TargetIssue,
  TargetIssueDraft,
  TargetIssuePatch,
  TargetLabel,
  TargetNote,
  TargetNoteDraft,
} from '../model/target';

/** One project of a GitLab that lives in memory: as much of its behaviour as issue sync depends on. */
export interface FakeNote {
  id: number;
  discussionId: string;
  individual: boolean;
  body: string;
  author: SourceUser;
  createdAt: string;
  updatedAt: string;
  system: boolean;
  internal: boolean;
}

export interface FakeIssue extends SourceIssue {
  notes: FakeNote[];
  assigneeIds: number[];
}

export const ALICE: SourceUser = { id: 2, username: 'alice', name: 'Alice Smith' };
export const BOB: SourceUser = { id: 3, username: 'bob', name: 'Bob Jones' };
export const BOT: SourceUser = { id: 99, username: 'mirror_bot', name: 'Mirror Bot' };

export class FakeProject {
  readonly issues = new Map<number, FakeIssue>();
  readonly labels = new Map<string, SourceLabel>();
  readonly uploads = new Map<string, string>();
  premium = false;
  private lastIid = 0;
  private lastId = 1000;
  private nowMs: number;

  constructor(
    readonly baseUrl: string,
    readonly projectId: number,
    readonly path: string,
    /** Its clock need not agree with anyone's. */
    startedAt: string,
  ) {
    this.nowMs = Date.parse(startedAt);
  }

  /** Every write takes a millisecond, so that no two share an instant by accident. */
  tick(ms = 1): string {
    this.nowMs += ms;
    return new Date(this.nowMs).toISOString();
  }

  /** Its clock as its answers tell it. */
  get serverTime(): string {
    return new Date(Math.floor(this.nowMs / 1000) * 1000).toISOString();
  }

  nextId(): number {
    return ++this.lastId;
  }

  issue(iid: number): FakeIssue {
    const issue = this.issues.get(iid);
    if (!issue) throw this.error('not_found', `read issue ${iid}`, '404 Not found', 404);
    return issue;
  }

  add(fields: Partial<FakeIssue> & { title: string }): FakeIssue {
    const at = this.tick();
    const iid = fields.iid ?? this.lastIid + 1;
    if (this.issues.has(iid)) throw this.error('validation', 'create an issue', 'iid has already been taken', 409);
    this.lastIid = Math.max(this.lastIid, iid);
    const issue: FakeIssue = {
      id: this.nextId(),
      description: '',
      state: 'opened',
      labels: [],
      author: ALICE,
      assignees: [],
      assigneeIds: [],
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      webUrl: `${this.baseUrl}/${this.path}/-/issues/${iid}`,
      confidential: false,
      discussionLocked: false,
      dueDate: null,
      issueType: 'issue',
      weight: this.premium ? null : undefined,
      timeEstimate: 0,
      timeSpent: 0,
      milestone: null,
      iteration: null,
      epic: null,
      userNotesCount: 0,
      movedToId: null,
      notes: [],
      ...fields,
      iid,
    };
    this.addLabelsOf(issue);
    this.issues.set(iid, issue);
    return issue;
  }

  edit(iid: number, change: Partial<FakeIssue>): void {
    const issue = this.issue(iid);
    Object.assign(issue, change, { updatedAt: change.updatedAt ?? this.tick() });
    this.addLabelsOf(issue);
  }

  /** The first comment of an issue does not bump it. */
  addNote(iid: number, fields: Partial<FakeNote> & { body: string }): FakeNote {
    const issue = this.issue(iid);
    const id = this.nextId();
    const at = this.tick();
    const note: FakeNote = {
      discussionId: `d${id}`,
      individual: true,
      author: ALICE,
      createdAt: at,
      updatedAt: at,
      system: false,
      internal: false,
      ...fields,
      id,
    };
    issue.notes.push(note);
    if (issue.userNotesCount > 0) issue.updatedAt = at;
    if (!note.system) issue.userNotesCount++;
    return note;
  }

  editNote(iid: number, id: number, body: string): void {
    const note = this.issue(iid).notes.find((other) => other.id === id);
    if (note) Object.assign(note, { body, updatedAt: this.tick() });
  }

  removeNote(iid: number, id: number): void {
    const issue = this.issue(iid);
    const at = issue.notes.findIndex((other) => other.id === id);
    if (at < 0) throw this.error('not_found', 'read a note', '404 Not found', 404);
    issue.notes.splice(at, 1);
    issue.userNotesCount--;
  }

  error(
    kind: ForeignError['kind'],
    operation: string,
    reason: string,
    status: number | null,
    ambiguous = false,
  ): ForeignError {
    return new ForeignError({ kind, instance: this.baseUrl, operation, reason, status, ambiguous });
  }

  /** Labels as GitLab stores them: made when unknown, one of a scope on Premium, never with a comma. */
  setLabels(issue: FakeIssue, names: readonly string[]): void {
    const kept: string[] = [];
    for (const name of names.flatMap((label) => label.split(','))) {
      const scope = name.lastIndexOf('::') > 0 ? name.slice(0, name.lastIndexOf('::')) : null;
      const rivals =
        this.premium && scope !== null ? kept.filter((other) => other.slice(0, other.lastIndexOf('::')) === scope) : [];
      for (const rival of rivals) kept.splice(kept.indexOf(rival), 1);
      if (!kept.includes(name)) kept.push(name);
    }
    issue.labels = kept;
    this.addLabelsOf(issue);
  }

  private addLabelsOf(issue: FakeIssue): void {
    for (const name of issue.labels)
      if (!this.labels.has(name)) this.labels.set(name, { name, color: '#123456', description: null });
  }
}

/** Quick actions as GitLab's line scanner sees them: they run, and vanish from the text. */
export function runQuickActions(text: string): { text: string; ran: string[] } {
  const ran: string[] = [];
  const rest = text.replace(
    /^```.+?\n```$|^\/(close|reopen|label|confidential|move)\b[^\n]*(?:\n|$)/gms,
    (match, command: string | undefined) => {
      if (command === undefined) return match;
      ran.push(command);
      return '';
    },
  );
  return { text: rest, ran };
}

export function sourceView(issue: FakeIssue): SourceIssue {
  const { notes: _notes, assigneeIds: _assigneeIds, ...view } = issue;
  return structuredClone(view);
}

export const targetView = (issue: FakeIssue): TargetIssue => ({
  ...structuredClone({ ...sourceView(issue) }),
  assigneeIds: [...issue.assigneeIds],
  authorId: issue.author?.id ?? null,
});

export function discussionsOf(issue: FakeIssue): SourceDiscussion[] {
  const discussions = new Map<string, SourceDiscussion>();
  for (const { discussionId, individual, ...note } of issue.notes) {
    const discussion = discussions.get(discussionId) ?? { id: discussionId, individualNote: individual, notes: [] };
    const view: SourceNote = { ...note };
    discussion.notes.push(view);
    discussion.individualNote = individual && discussion.notes.length === 1;
    discussions.set(discussionId, discussion);
  }
  return [...discussions.values()];
}

export const noteView = (note: FakeNote): TargetNote => ({
  id: note.id,
  discussionId: note.discussionId,
  body: note.body,
  authorId: note.author.id,
  internal: note.internal,
  system: note.system,
  createdAt: note.createdAt,
});

export function createIssue(project: FakeProject, draft: TargetIssueDraft): TargetIssue {
  const { text, ran } = runQuickActions(draft.description);
  const { labels, weight, ...fields } = draft;
  // Without the licence there is no such field.
  const licensed = project.premium && weight !== undefined ? { weight } : {};
  const issue = project.add({ ...fields, ...licensed, description: text, author: BOT });
  project.setLabels(issue, labels);
  if (ran.includes('close')) issue.state = 'closed';
  return targetView(issue);
}

export function updateIssue(project: FakeProject, iid: number, patch: TargetIssuePatch): TargetIssue {
  const issue = project.issue(iid);
  const { addLabels, removeLabels, stateEvent, updatedAt, ...fields } = patch;
  const description = fields.description === undefined ? {} : { description: runQuickActions(fields.description).text };
  const state =
    stateEvent === undefined ? {} : { state: stateEvent === 'close' ? ('closed' as const) : ('opened' as const) };
  const at = project.tick();
  project.edit(iid, { ...fields, ...description, ...state, updatedAt: updatedAt ?? at });
  if (addLabels || removeLabels) {
    project.setLabels(issue, [...issue.labels.filter((name) => !removeLabels?.includes(name)), ...(addLabels ?? [])]);
  }
  return targetView(issue);
}

export function createNote(
  project: FakeProject,
  iid: number,
  { body, internal, createdAt, place }: TargetNoteDraft,
): TargetNote {
  const issue = project.issue(iid);
  const text = runQuickActions(body).text;
  const time = createdAt === undefined ? {} : { createdAt };
  if (place.kind !== 'reply') {
    const note = project.addNote(iid, {
      body: text,
      internal: internal && place.kind === 'alone',
      author: BOT,
      individual: place.kind === 'alone',
      ...time,
    });
    return { ...noteView(note), discussionId: place.kind === 'thread' ? note.discussionId : null };
  }
  const first = issue.notes.find((note) => note.discussionId === place.discussionId);
  if (!first) throw project.error('not_found', 'reply', '404 Discussion Not Found', 404);
  first.individual = false;
  const reply = { discussionId: first.discussionId, individual: false, internal: first.internal };
  return noteView(project.addNote(iid, { body: text, author: BOT, ...reply, ...time }));
}

export const labelView = ({ name, color, description }: SourceLabel): TargetLabel => ({ name, color, description });
