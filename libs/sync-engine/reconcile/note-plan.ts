import type { NoteHash } from '../hash/fingerprints';
import type { SourceDiscussion, SourceNote } from '../model/source';
import type { NoteLink } from '../model/stored';

export interface NoteInThread {
  note: SourceNote;
  discussionId: string;
  individual: boolean;
  /** The comment that begins its thread; itself for the first. */
  firstNoteId: number;
}

/** Comments of people over all threads, oldest first: the order in which they are written. */
export const notesInOrder = (discussions: readonly SourceDiscussion[]): NoteInThread[] =>
  discussions
    .flatMap((discussion) => {
      const notes = discussion.notes.filter((note) => !note.system);
      const first = notes[0];
      return notes.map((note) => ({
        note,
        discussionId: discussion.id,
        individual: discussion.individualNote,
        firstNoteId: first?.id ?? note.id,
      }));
    })
    .toSorted((a, b) => Date.parse(a.note.createdAt) - Date.parse(b.note.createdAt) || a.note.id - b.note.id);

export interface NotePlan {
  create: NoteInThread[];
  update: { item: NoteInThread; link: NoteLink }[];
  /** Mapped, but not among what was read: deleted on the source, perhaps. */
  missing: NoteLink[];
}

/** What the comments need. Creating comes in order; an edit of an older comment may come before or after. */
export function planNotes(
  items: readonly NoteInThread[],
  links: ReadonlyMap<number, NoteLink>,
  hash: NoteHash,
  updateExisting: boolean,
  resolvable: ReadonlySet<string>,
): NotePlan {
  const plan: NotePlan = { create: [], update: [], missing: [] };
  const present = new Set<number>();
  for (const item of items) {
    present.add(item.note.id);
    const link = links.get(item.note.id);
    // What GitLab refused is tried again with every look: its limits may have changed, and it must not be forgotten.
    if (!link || link.targetNoteId === null) plan.create.push(item);
    else if (
      updateExisting &&
      (link.waitingFor.some((key) => resolvable.has(key)) || link.sourceHash !== hash(item.note))
    )
      plan.update.push({ item, link });
  }
  for (const link of links.values()) {
    if (!present.has(link.sourceNoteId) && link.targetNoteId !== null && link.status !== 'gone')
      plan.missing.push(link);
  }
  return plan;
}

/** Newest change among comments of people; null when there is none. */
export const newestNote = (items: readonly NoteInThread[]): string | null =>
  items.reduce<string | null>(
    (newest, { note }) =>
      newest !== null && Date.parse(newest) >= Date.parse(note.updatedAt) ? newest : note.updatedAt,
    null,
  );
