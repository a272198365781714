import { PAGE_SIZE } from '../cursor/windows';
import type { NotePlan } from '../reconcile/note-plan';
import { sameText } from '../reconcile/issue-plan';
import type { Session } from './session';

/** Tells whether the copy of a comment (by its id) has this text already. */
export type IsWritten = (targetNoteId: number, body: string) => boolean;

/**
 * Copies whose writing was cut off, or of which something could not be copied, may be as they can be: they are looked at
 * before they are written again, unless reading all comments would take more requests than that.
 *
 * @param comments how many the issue has
 */
export async function unfinishedNotes(
  { ports, signal }: Session,
  targetIid: number,
  plan: NotePlan,
  comments: number,
): Promise<IsWritten> {
  const unfinished = plan.update.filter(({ link }) => link.sourceHash === null).length;
  if (unfinished * PAGE_SIZE < comments || unfinished === 0) return () => false;
  const notes = await ports.target.listNotes(targetIid, signal);
  const bodies = new Map(notes.map(({ id, body }) => [id, body]));
  return (targetNoteId, body) => {
    const written = bodies.get(targetNoteId);
    return written !== undefined && sameText(written, body);
  };
}
