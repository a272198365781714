import { canReadNote, commentableIssue, findIssue, mayBackdate } from '../http/access';
import { currentUser, idParam, viewer, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { accepted, created, noContent, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { noteView } from '../views/issue';
import { runCommands } from '../world/commands';
import { updateIssue } from '../world/issues';
import { projectAccess } from '../world/membership';
import { Access, type Issue, type Note } from '../world/model';
import { createNote, deleteNote, editNote, type NoteInput } from '../world/notes';
import { badParameter, badRequest, forbidden, notFound, Refusal } from '../world/refusal';

export function findNote(ctx: Context, issue: Issue): Note {
  const note = issue.notes.find((candidate) => candidate.id === idParam(ctx, 'noteId'));
  if (!note || !canReadNote(viewer(ctx), issue, note)) throw notFound('Note');
  return note;
}

/** A note's model errors come as text, not as an object. */
function asNoteError(error: unknown): never {
  if (error instanceof Refusal && error.status === 400 && typeof error.body === 'object') {
    const { message } = error.body as { message: unknown };
    if (typeof message === 'object') throw badRequest(`Note ${JSON.stringify(message).replaceAll('":', '"=>')}`);
  }
  throw error;
}

/** Runs the quick actions of a text, then makes a note of what is left; without a rest there is no note. */
export function writeNote(
  ctx: Context,
  issue: Issue,
  place: Pick<NoteInput, 'discussionId' | 'startsThread'>,
  show: (note: Note) => unknown,
): Reply {
  const user = currentUser(ctx);
  const { input, world } = ctx;
  ctx.limiter.application('notesCreate', String(user.id));
  const body = input.requiredText('body');
  const internal = input.bool('internal') ?? input.bool('confidential') ?? false;
  if (internal && projectAccess(user, issue.project) < Access.planner) throw forbidden();
  const createdAt = input.time('created_at');
  const commands = runCommands(world, user, issue.project, issue, body);
  const text = commands.text ?? '';
  const fields = commands.fields(issue);
  if (commands.any && text.trim() === '') {
    updateIssue(world, issue, fields, user);
    commands.finish(issue);
    const changes = { commands_changes: commands.changes, summary: commands.messages };
    if (world.settings.commandOnlyNoteStatus === 202) return accepted(changes);
    throw new Refusal(400, { message: `400 Bad request - Note {:note=>["can't be blank"]}`, ...changes });
  }
  try {
    const note = createNote(world, issue, {
      body: text,
      by: user,
      internal,
      ...place,
      ...(createdAt !== undefined && mayBackdate(user, issue.project) ? { createdAt } : {}),
    });
    if (commands.any) {
      updateIssue(world, issue, fields, user);
      commands.finish(issue);
    }
    return created(show(note));
  } catch (error) {
    return asNoteError(error);
  }
}

export function changeNote(ctx: Context, issue: Issue): Note {
  const user = currentUser(ctx);
  const note = findNote(ctx, issue);
  if (note.system || (note.author !== user && projectAccess(user, issue.project) < Access.maintainer))
    throw forbidden();
  const body = ctx.input.text('body');
  if (body === undefined) return note;
  if (body.trim() === '') throw badParameter('body is empty');
  const commands = runCommands(ctx.world, user, issue.project, issue, body);
  try {
    if ((commands.text ?? '') !== '') editNote(ctx.world, issue, note, commands.text ?? '', user);
    else deleteNote(issue, note);
  } catch (error) {
    asNoteError(error);
  }
  if (commands.any) {
    updateIssue(ctx.world, issue, commands.fields(issue), user);
    commands.finish(issue);
  }
  return note;
}

export function removeNote(ctx: Context, issue: Issue): Reply {
  const user = currentUser(ctx);
  const note = findNote(ctx, issue);
  if (note.system || (note.author !== user && projectAccess(user, issue.project) < Access.maintainer))
    throw forbidden();
  deleteNote(issue, note);
  return noContent();
}

export function noteRoutes(server: Server): void {
  const base = '/projects/:id/issues/:iid/notes';
  server.get(base, (ctx) => {
    const issue = findIssue(ctx);
    const { input, world } = ctx;
    const order = input.oneOf('order_by', ['created_at', 'updated_at']) ?? 'created_at';
    const direction = (input.oneOf('sort', ['asc', 'desc']) ?? 'desc') === 'asc' ? 1 : -1;
    // Servers that don't know the filter ignore it.
    const filter = world.edition.atLeast(18, 0)
      ? input.oneOf('activity_filter', ['all_notes', 'only_comments', 'only_activity'])
      : undefined;
    const key = (note: Note): number => (order === 'created_at' ? note.createdAt : note.updatedAt);
    const notes = issue.notes
      .filter((note) => canReadNote(viewer(ctx), issue, note))
      .filter((note) => (filter === 'only_comments' ? !note.system : filter === 'only_activity' ? note.system : true))
      .sort((a, b) => (key(a) - key(b) || a.id - b.id) * direction);
    return paginate(ctx, notes, (note) => noteView(world, issue, note));
  });
  server.get(`${base}/:noteId`, (ctx) => {
    const issue = findIssue(ctx);
    return ok(noteView(ctx.world, issue, findNote(ctx, issue)));
  });
  server.post(base, (ctx) => {
    const issue = commentableIssue(ctx);
    return writeNote(ctx, issue, {}, (note) => noteView(ctx.world, issue, note));
  });
  server.put(`${base}/:noteId`, (ctx) => {
    const issue = commentableIssue(ctx);
    return ok(noteView(ctx.world, issue, changeNote(ctx, issue)));
  });
  server.delete(`${base}/:noteId`, (ctx) => removeNote(ctx, commentableIssue(ctx)));
}
