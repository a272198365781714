import type { NoteLink } from '../model/stored';
import type { Session } from './session';

const REMARK = '🗑️ *This comment was deleted at the source.*';

/** What happens to copies of comments that are no longer on the source, by the config's choice. */
export class NoteRemover {
  constructor(private readonly session: Session) {}

  async remove(sourceIid: number, targetIid: number, missing: readonly NoteLink[]): Promise<void> {
    const { options, ports, context, signal } = this.session;
    if (options.onSourceNoteDeleted === 'keep') return;
    for (const link of missing) {
      if (link.targetNoteId === null) continue;
      // With a weaker role internal comments are hidden, not deleted.
      if (link.internal && !context.source.seesConfidential) continue;
      const presence = await ports.source.probeNote(sourceIid, link.sourceNoteId, link.internal, signal);
      if (presence !== 'gone') continue;
      if (options.onSourceNoteDeleted === 'delete') await ports.target.deleteNote(targetIid, link.targetNoteId, signal);
      else await this.mark(targetIid, link.targetNoteId);
      await ports.store.saveNoteLinks([{ ...link, status: 'gone' }]);
    }
  }

  private async mark(targetIid: number, noteId: number): Promise<void> {
    const { target } = this.session.ports;
    const notes = await target.listNotes(targetIid, this.session.signal);
    const copy = notes.find(({ id }) => id === noteId);
    if (!copy || copy.body.startsWith(REMARK)) return;
    await target.updateNote(targetIid, noteId, `${REMARK}\n\n${copy.body}`, this.session.signal);
  }
}
