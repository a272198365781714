import type { NoteLink } from '../model/stored';
import { Attachments } from './attachments';
import { LabelDirectory } from './labels';
import { LostAnswers } from './lost-answers';
import { References } from './references';
import { NoteRemover } from './remove-notes';
import type { Session } from './session';
import { IssueWriter } from './write-issue';
import { NotesWriter } from './write-notes';

/** The parts that work together in one run. */
export class Tools {
  readonly lost: LostAnswers;
  readonly references: References;
  readonly issues: IssueWriter;
  readonly notes: NotesWriter;

  constructor(readonly session: Session) {
    const labels = new LabelDirectory(session);
    this.lost = new LostAnswers(session);
    this.references = new References(session, labels, new Attachments(session));
    this.issues = new IssueWriter(session, labels, this.lost);
    this.notes = new NotesWriter(session, this.references, this.lost, new NoteRemover(session));
  }

  /** The copies of an issue's comments went with it. */
  async forgetNotes(sourceIid: number): Promise<void> {
    const { store } = this.session.ports;
    const links = await store.loadNoteLinks([sourceIid]);
    const forgotten = links.map((link): NoteLink => ({
      ...link,
      targetNoteId: null,
      targetDiscussionId: null,
      sourceHash: null,
      status: 'creating',
    }));
    await store.saveNoteLinks(forgotten);
  }
}
