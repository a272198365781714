import { canReadNote, commentableIssue, findIssue } from '../http/access';
import { viewer, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { ok } from '../http/reply';
import type { Server } from '../http/server';
import { noteView } from '../views/issue';
import type { Issue, Note } from '../world/model';
import { badRequest, notFound } from '../world/refusal';
import { changeNote, removeNote, writeNote } from './notes';

interface Discussion {
  id: string;
  notes: Note[];
}

/** Comments that stand alone and threads alike, oldest first, with what the caller may read. */
function discussionsOf(ctx: Context, issue: Issue): Discussion[] {
  const found = new Map<string, Discussion>();
  const notes = [...issue.notes].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  for (const note of notes) {
    if (!canReadNote(viewer(ctx), issue, note)) continue;
    const known = found.get(note.discussionId);
    if (known) known.notes.push(note);
    else found.set(note.discussionId, { id: note.discussionId, notes: [note] });
  }
  return [...found.values()];
}

function discussionView(ctx: Context, issue: Issue, { id, notes }: Discussion): Record<string, unknown> {
  return {
    id,
    individual_note: notes.every((note) => note.type === null),
    notes: notes.map((note) => noteView(ctx.world, issue, note)),
  };
}

function findDiscussion(ctx: Context, issue: Issue): Discussion {
  const notes = issue.notes.filter(
    (note) => note.discussionId === ctx.params.discussionId && canReadNote(viewer(ctx), issue, note),
  );
  if (notes.length === 0) throw notFound('Discussion');
  return { id: ctx.params.discussionId ?? '', notes };
}

export function discussionRoutes(server: Server): void {
  const base = '/projects/:id/issues/:iid/discussions';
  server.get(base, (ctx) => {
    const issue = findIssue(ctx);
    return paginate(ctx, discussionsOf(ctx, issue), (discussion) => discussionView(ctx, issue, discussion));
  });
  server.get(`${base}/:discussionId`, (ctx) => {
    const issue = findIssue(ctx);
    return ok(discussionView(ctx, issue, findDiscussion(ctx, issue)));
  });
  server.post(base, (ctx) => {
    const issue = commentableIssue(ctx);
    return writeNote(ctx, issue, { startsThread: true }, (note) =>
      discussionView(ctx, issue, { id: note.discussionId, notes: [note] }),
    );
  });
  server.post(`${base}/:discussionId/notes`, (ctx) => {
    const issue = commentableIssue(ctx);
    const { id, notes } = findDiscussion(ctx, issue);
    if (notes[0]?.system) throw badRequest('Cannot reply to a system note');
    return writeNote(ctx, issue, { discussionId: id }, (note) => noteView(ctx.world, issue, note));
  });
  server.get(`${base}/:discussionId/notes/:noteId`, (ctx) => {
    const issue = findIssue(ctx);
    const note = findDiscussion(ctx, issue).notes.find((one) => String(one.id) === ctx.params.noteId);
    if (!note) throw notFound('Note');
    return ok(noteView(ctx.world, issue, note));
  });
  server.put(`${base}/:discussionId/notes/:noteId`, (ctx) => {
    const issue = commentableIssue(ctx);
    findDiscussion(ctx, issue);
    return ok(noteView(ctx.world, issue, changeNote(ctx, issue)));
  });
  server.delete(`${base}/:discussionId/notes/:noteId`, (ctx) => {
    const issue = commentableIssue(ctx);
    findDiscussion(ctx, issue);
    return removeNote(ctx, issue);
  });
}
