import { AppError, ForeignError, isFailure, safeMessage } from '@app/common';
import type { SourceDiscussion, SourceIssue } from '../model/source';
import type { NoteLink } from '../model/stored';
import type { TargetNote, TargetNoteDraft } from '../model/target';
import { newestNote, notesInOrder, planNotes, type NoteInThread, type NotePlan } from '../reconcile/note-plan';
import { sameText } from '../reconcile/issue-plan';
import { renderNote } from '../render/render-issue';
import { confirmedNoteLink, newNoteLink } from './link-states';
import type { LostAnswers } from './lost-answers';
import type { NoteRemover } from './remove-notes';
import type { References } from './references';
import type { Session } from './session';
import { unfinishedNotes, type IsWritten } from './unfinished-notes';

interface Written {
  /** A file of a comment could not be copied, or GitLab refused one: look again later. */
  problem: string | null;
  /** Comments that were created or updated. */
  written: number;
}

export interface NotesOutcome extends Written {
  /** Newest `updatedAt` among the comments that were read; null when there is none. */
  newest: string | null;
}

const INCOMPLETE = 'A file of a comment could not be copied yet.';

export interface NotesJob {
  issue: SourceIssue;
  targetIid: number;
  discussions: readonly SourceDiscussion[];
  links: readonly NoteLink[];
  /** What is on the target has to be looked up first: the copy was adopted. */
  unknown: boolean;
}

/** Writes the comments of one issue, one after the other, oldest first. */
export class NotesWriter {
  constructor(
    private readonly session: Session,
    private readonly references: References,
    private readonly lost: LostAnswers,
    private readonly remover: NoteRemover,
  ) {}

  async sync(job: NotesJob): Promise<NotesOutcome> {
    const { options, noteHash } = this.session;
    const items = notesInOrder(job.discussions);
    const links = new Map(job.links.map((link) => [link.sourceNoteId, link]));
    await this.findUnconfirmed(job, items, links);
    const resolvable = await this.references.resolvableAmong(
      [...links.values()].flatMap(({ waitingFor }) => waitingFor),
    );
    const plan = planNotes(items, links, noteHash, options.updateExisting, resolvable);
    const toWrite = plan.create.length + plan.update.length;
    this.session.count('commentsTotal', items.length - job.issue.userNotesCount);
    this.session.count('commentsProcessed', items.length - toWrite);
    const isWritten = await unfinishedNotes(this.session, job.targetIid, plan, items.length);
    const { problem, written } = await this.write(job, plan, links, isWritten);
    await this.remover.remove(job.issue.iid, job.targetIid, plan.missing);
    return { newest: newestNote(items), problem, written };
  }

  /** Comments that an earlier attempt may have written without seeing the answer. */
  private async findUnconfirmed(
    job: NotesJob,
    all: readonly NoteInThread[],
    links: Map<number, NoteLink>,
  ): Promise<void> {
    const open = [...links.values()].filter((link) => link.status === 'creating');
    const items = new Map(all.map((item) => [item.note.id, item]));
    const ids = new Set([...open.map((link) => link.sourceNoteId), ...(job.unknown ? items.keys() : [])]);
    if (ids.size === 0) return;
    const found = await this.lost.notesOf(job.targetIid, [...ids], job.unknown);
    const settled: NoteLink[] = [];
    for (const id of ids) {
      const copy = found.get(id);
      const item = items.get(id);
      const link = links.get(id) ?? (item && linkOf(job.issue.iid, item, links));
      if (link && copy) settled.push(confirmedNoteLink(link, copy));
      // Deleted on the source before it was ever written.
      else if (link && !item) settled.push({ ...link, status: 'gone' });
    }
    for (const link of settled) links.set(link.sourceNoteId, link);
    if (settled.length > 0) await this.session.ports.store.saveNoteLinks(settled);
  }

  private async write(
    job: NotesJob,
    plan: NotePlan,
    links: Map<number, NoteLink>,
    isWritten: IsWritten,
  ): Promise<Written> {
    const { store } = this.session.ports;
    const intents = plan.create.map((item) => ({ ...linkOf(job.issue.iid, item, links), status: 'creating' as const }));
    // A change that is cut off is made again, even if the source has taken it back meanwhile.
    const changing = plan.update.map(({ link }) => ({ ...link, sourceHash: null }));
    const begun: NoteLink[] = [...intents, ...changing];
    if (begun.length > 0) await store.saveNoteLinks(begun);
    for (const link of begun) links.set(link.sourceNoteId, link);
    const total: Written = { problem: null, written: 0 };
    const add = ({ problem, written }: Written): void => {
      total.problem = problem ?? total.problem;
      total.written += written;
      this.session.count('commentsProcessed');
      this.session.count('commentsSynced', written);
    };
    for (const { item, link } of plan.update) add(await this.update(job, item, link, links, isWritten));
    for (const item of plan.create) add(await this.create(job, item, links));
    return total;
  }

  private async create(job: NotesJob, item: NoteInThread, links: Map<number, NoteLink>): Promise<Written> {
    const { context, ports, noteHash, signal } = this.session;
    const intent = linkOf(job.issue.iid, item, links);
    const rendered = await this.render(job.issue, item);
    const draft: TargetNoteDraft = {
      body: rendered.body,
      internal: item.note.internal,
      ...(context.target.canBackdate ? { createdAt: item.note.createdAt } : {}),
      place: await this.placeOf(job, item, links),
    };
    let written: TargetNote;
    try {
      written = await this.createOnce(job, item, draft);
    } catch (error) {
      if (!isFailure(error, 'validation')) throw error;
      // It may be refused for ever; the comments after it must not wait for it.
      const message = safeMessage(error.reason, 500);
      const refused: NoteLink = { ...intent, status: 'refused', error: message };
      links.set(item.note.id, refused);
      await ports.store.saveNoteLinks([refused]);
      return { problem: `The target refused the comment ${item.note.id}: ${message}`, written: 0 };
    }
    await this.refuseLeak(job, item, written);
    this.compare(job, item, draft.body, written);
    const link: NoteLink = {
      ...confirmedNoteLink(intent, written),
      sourceHash: rendered.incomplete ? null : noteHash(item.note),
      waitingFor: rendered.waitingFor,
    };
    links.set(item.note.id, link);
    await ports.store.saveNoteLinks([link]);
    signal.throwIfAborted();
    return { problem: rendered.incomplete ? INCOMPLETE : null, written: 1 };
  }

  private async createOnce(job: NotesJob, item: NoteInThread, draft: TargetNoteDraft): Promise<TargetNote> {
    const { ports, signal } = this.session;
    try {
      return await ports.target.createNote(job.targetIid, draft, signal);
    } catch (error) {
      if (!(error instanceof ForeignError) || !error.ambiguous) throw error;
      const found = (await this.lost.notesOf(job.targetIid, [item.note.id], false)).get(item.note.id);
      if (!found) throw error;
      return found;
    }
  }

  private async update(
    job: NotesJob,
    item: NoteInThread,
    link: NoteLink,
    links: Map<number, NoteLink>,
    isWritten: IsWritten,
  ): Promise<Written> {
    const { ports, signal, noteHash, options } = this.session;
    if (link.targetNoteId === null) return { problem: null, written: 0 };
    const rendered = await this.render(job.issue, item);
    const unchanged = isWritten(link.targetNoteId, rendered.body);
    try {
      if (!unchanged) {
        const written = await ports.target.updateNote(job.targetIid, link.targetNoteId, rendered.body, signal);
        this.compare(job, item, rendered.body, written);
      }
    } catch (error) {
      if (!isFailure(error, 'not_found')) throw error;
      if (options.onTargetDeleted === 'leave') {
        await ports.store.saveNoteLinks([{ ...link, status: 'gone' }]);
        return { problem: null, written: 0 };
      }
      const forgotten: NoteLink = { ...link, targetNoteId: null, targetDiscussionId: null, status: 'creating' };
      links.set(item.note.id, forgotten);
      await ports.store.saveNoteLinks([forgotten]);
      return this.create(job, item, links);
    }
    const updated: NoteLink = {
      ...link,
      status: 'synced',
      sourceHash: rendered.incomplete ? null : noteHash(item.note),
      waitingFor: rendered.waitingFor,
      error: null,
    };
    links.set(item.note.id, updated);
    await ports.store.saveNoteLinks([updated]);
    return { problem: rendered.incomplete ? INCOMPLETE : null, written: unchanged ? 0 : 1 };
  }

  /** A line that is missing in GitLab's answer was taken for a command. */
  private compare(job: NotesJob, { note }: NoteInThread, sent: string, written: TargetNote): void {
    if (sameText(written.body, sent)) return;
    this.session.warn(
      job.issue.iid,
      'text_changed',
      `GitLab stored the copy of comment ${note.id} differently from what was sent.`,
    );
  }

  private async render(issue: SourceIssue, { note }: NoteInThread) {
    const isPrivate = issue.confidential || note.internal;
    const text = await this.references.prepare(note.body, issue, isPrivate);
    return renderNote(note, issue, this.session.context, text);
  }

  /** A reply goes where its thread is; the first of a thread begins one, unless it is internal, which only a plain note can be. */
  private async placeOf(
    job: NotesJob,
    item: NoteInThread,
    links: Map<number, NoteLink>,
  ): Promise<TargetNoteDraft['place']> {
    const { note, individual, firstNoteId } = item;
    const isFirst = firstNoteId === note.id;
    if (isFirst) return individual || note.internal ? { kind: 'alone' } : { kind: 'thread' };
    const first = links.get(firstNoteId);
    // Its thread's first comment was refused or deleted; an internal one must not begin a public thread.
    if (!first || first.targetNoteId === null) return { kind: 'alone' };
    if (first.internal !== note.internal) return { kind: 'alone' };
    const discussionId = first.targetDiscussionId ?? (await this.discussionOf(job.targetIid, first.targetNoteId));
    if (discussionId === null) return { kind: 'alone' };
    if (first.targetDiscussionId === null) {
      const known: NoteLink = { ...first, targetDiscussionId: discussionId };
      links.set(firstNoteId, known);
      await this.session.ports.store.saveNoteLinks([known]);
    }
    return { kind: 'reply', discussionId };
  }

  private async discussionOf(targetIid: number, noteId: number): Promise<string | null> {
    const notes = await this.session.ports.target.listNotes(targetIid, this.session.signal);
    return notes.find((note) => note.id === noteId)?.discussionId ?? null;
  }

  private async refuseLeak(job: NotesJob, { note }: NoteInThread, written: TargetNote): Promise<void> {
    if (!note.internal || written.internal) return;
    await this.session.ports.target.deleteNote(job.targetIid, written.id, this.session.signal);
    throw new AppError(
      'rule',
      'internal_refused',
      `The target did not keep the copy of the internal comment ${note.id} of #${job.issue.iid} internal, so it was removed; check the token's role there.`,
    );
  }
}

const linkOf = (sourceIid: number, item: NoteInThread, links: ReadonlyMap<number, NoteLink>): NoteLink =>
  links.get(item.note.id) ?? newNoteLink(sourceIid, item);
