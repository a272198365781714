import { createHash } from 'node:crypto';
import { Access, type Issue, type Note, type User } from './model';
import { projectAccess } from './membership';
import { mentionedIssues, mentionedUsers, referenceTo } from './references';
import { invalid } from './refusal';
import { countCharacters } from './text';
import type { World } from './world';

export interface NoteInput {
  body: string;
  by: User;
  internal?: boolean;
  createdAt?: number;
  /** Reply to this thread; without it the note stands alone. */
  discussionId?: string;
  /** Starts a thread instead of a comment that stands alone. */
  startsThread?: boolean;
}

export function checkNoteBody(world: World, body: string): void {
  if (body.trim() === '') throw invalid({ note: ["can't be blank"] });
  if (countCharacters(body) > world.settings.maxNoteLength) {
    throw invalid({ note: [`is too long (maximum is ${world.settings.maxNoteLength} characters)`] });
  }
}

function push(world: World, issue: Issue, note: Omit<Note, 'id' | 'discussionId'> & { discussionId?: string }): Note {
  const id = world.id('note');
  const discussionId = note.discussionId ?? createHash('sha1').update(`${world.name}-${id}`).digest('hex');
  const created: Note = { ...note, id, discussionId };
  issue.notes.push(created);
  if (!created.system) issue.userNotesCount++;
  return created;
}

export function createNote(world: World, issue: Issue, input: NoteInput): Note {
  checkNoteBody(world, input.body);
  if (issue.userNotesCount >= world.settings.maxNotesPerIssue) {
    throw invalid({ base: ['Maximum number of comments exceeded'] });
  }
  const thread = input.discussionId ? issue.notes.filter((n) => n.discussionId === input.discussionId) : [];
  const createdAt = input.createdAt ?? world.now();
  const first = issue.userNotesCount === 0;
  const note = push(world, issue, {
    type: input.startsThread || thread.length > 0 ? 'DiscussionNote' : null,
    body: input.body,
    author: input.by,
    system: false,
    // Every reply to an internal note is internal too.
    internal: (input.internal ?? false) || thread[0]?.internal === true,
    createdAt,
    updatedAt: createdAt,
    crossReference: null,
    lastEditedBy: null,
    ...(input.discussionId ? { discussionId: input.discussionId } : {}),
  });
  // A reply turns a comment that stood alone into a thread.
  for (const other of thread) other.type = 'DiscussionNote';
  if (!(first && world.settings.firstCommentKeepsUpdatedAt)) world.issues(issue.project).touch(issue, world.now());
  noticeReferences(world, issue, input.by, note.body);
  world.events.emit('note', { issue, note, by: input.by, action: 'create' });
  return note;
}

export function editNote(world: World, issue: Issue, note: Note, body: string, by: User): void {
  checkNoteBody(world, body);
  if (note.body === body) return;
  const before = note.body;
  note.body = body;
  note.updatedAt = world.now();
  note.lastEditedBy = by;
  noticeReferences(world, issue, by, body, before);
  world.events.emit('note', { issue, note, by, action: 'update' });
}

/** Leaves no trace: no event, no new `updated_at`. */
export function deleteNote(issue: Issue, note: Note): void {
  const at = issue.notes.indexOf(note);
  if (at < 0) return;
  issue.notes.splice(at, 1);
  if (!note.system) issue.userNotesCount--;
}

export function addSystemNote(
  world: World,
  issue: Issue,
  by: User,
  body: string,
  at = world.now(),
  from: Issue | null = null,
): Note {
  return push(world, issue, {
    type: null,
    body,
    author: by,
    system: true,
    internal: false,
    createdAt: at,
    updatedAt: at,
    crossReference: from,
    lastEditedBy: null,
  });
}

/** Saving a text leaves a note on each issue that it newly mentions (moving that issue's `updated_at`), and mails the people. */
export function noticeReferences(
  world: World,
  from: Issue,
  by: User,
  text: string | null,
  before: string | null = null,
): void {
  if (text === null || !/[@#]|GL-|\/-\/|\[(?:issue|work_item):/.test(text)) return;
  const known = new Set(before === null ? [] : mentionedIssues(world, from, before));
  for (const target of mentionedIssues(world, from, text)) {
    if (known.has(target) || projectAccess(by, target.project) < Access.guest) continue;
    if (target.notes.some((note) => note.crossReference === from)) continue;
    addSystemNote(world, target, by, `mentioned in issue ${referenceTo(from, target)}`, world.now(), from);
    world.issues(target.project).touch(target, world.now());
  }
  const told = new Set(before === null ? [] : mentionedUsers(world, from, before));
  for (const user of mentionedUsers(world, from, text)) {
    if (user !== by && !told.has(user)) world.mentions.push({ user, issue: from, text });
  }
}
