import { isFailure } from '@app/common';
import { sourceIssueHash, targetIssueHash } from '../hash/fingerprints';
import type { SourceDiscussion, SourceIssue } from '../model/source';
import type { IssueLink, NoteLink } from '../model/stored';
import type { TargetIssue } from '../model/target';
import type { Triage } from '../reconcile/triage';
import { renderIssue, type RenderedIssue } from '../render/render-issue';
import { newLink } from './link-states';
import { retryAt } from './reactions';
import type { Tools } from './tools';
import type { NotesOutcome } from './write-notes';

export interface IssueJob {
  issue: SourceIssue;
  link: IssueLink | null;
  triage: Exclude<Triage, { action: 'skip' }>;
  /** The copy as it is now; null: not read, or not there. */
  observed: TargetIssue | null;
  noteLinks: NoteLink[];
}

export type IssueResult = 'created' | 'updated' | 'skipped';

/** Brings the copy of one issue to the state of its source, and stores that it did. */
export class IssueSync {
  constructor(private readonly tools: Tools) {}

  async run(job: IssueJob): Promise<IssueResult> {
    if (job.triage.action === 'update') return this.update(job, job.triage);
    const link = job.link ?? newLink(job.issue);
    if (link.status !== 'creating') return this.create(job.issue, link);
    const found = await this.tools.issues.find(job.issue, link);
    if (!found) return this.create(job.issue, link);
    const mapped = await this.tools.issues.adopt(link, found);
    await this.bringUpToDate(job, mapped, found, job.issue.userNotesCount > 0);
    return 'created';
  }

  private async create(issue: SourceIssue, link: IssueLink): Promise<IssueResult> {
    const { issues, references } = this.tools;
    const rendered = await this.render(issue);
    // Read while the copy is created: the two don't depend on each other.
    const discussions = this.readDiscussions(issue, issue.userNotesCount > 0);
    const { link: mapped, target } = await issues.create(issue, link, rendered);
    references.remember(issue.iid, target.webUrl);
    const notes = await this.syncNotes(issue, mapped, await discussions(), []);
    await issues.times(rendered.desired, target);
    const finished = await issues.finish(issue, rendered.desired, target);
    await this.done(issue, mapped, rendered, finished, notes);
    return 'created';
  }

  private async update(job: IssueJob, { fields, notes }: { fields: boolean; notes: boolean }): Promise<IssueResult> {
    const { session } = this.tools;
    const { issue, link } = job;
    if (!link || link.targetIid === null) return this.create(issue, newLink(issue));
    if (!fields) {
      if (job.observed) await this.tools.issues.hide(issue, job.observed);
      return this.updateNotesOnly(job, link, link.targetIid, notes);
    }
    // Not being in a list proves nothing: ask for it by name.
    const observed = job.observed ?? (await session.ports.target.getIssue(link.targetIid, session.signal));
    if (observed === null) return this.targetDeleted(issue, link);
    const modified = link.targetHash !== null && targetIssueHash(observed) !== link.targetHash;
    if (modified && session.options.onTargetModified !== 'overwrite') {
      await this.tools.issues.hide(issue, observed);
      return this.leaveModified(job, link, notes);
    }
    if (modified) {
      session.warn(
        issue.iid,
        'target_modified',
        `The copy of #${issue.iid} had been edited on the target; it was overwritten.`,
      );
    }
    const wrote = await this.bringUpToDate(job, { ...link, targetUrl: observed.webUrl }, observed, notes);
    return wrote ? 'updated' : 'skipped';
  }

  private async updateNotesOnly(
    job: IssueJob,
    link: IssueLink,
    targetIid: number,
    wanted: boolean,
  ): Promise<IssueResult> {
    const discussions = await this.readDiscussions(job.issue, wanted)();
    let notes: NotesOutcome | null;
    try {
      notes = await this.syncNotes(job.issue, link, discussions, job.noteLinks);
    } catch (error) {
      if (!isFailure(error, 'not_found')) throw error;
      const { ports, signal } = this.tools.session;
      if ((await ports.target.getIssue(targetIid, signal)) !== null) throw error;
      return this.targetDeleted(job.issue, link);
    }
    await this.save(job.issue, link, notes, null);
    return notes && notes.written > 0 ? 'updated' : 'skipped';
  }

  /** @returns whether anything of the issue had to be written */
  private async bringUpToDate(
    job: IssueJob,
    link: IssueLink,
    observed: TargetIssue,
    withNotes: boolean,
  ): Promise<boolean> {
    const { issues, references } = this.tools;
    const { issue } = job;
    references.remember(issue.iid, observed.webUrl);
    const rendered = await this.render(issue);
    const discussions = this.readDiscussions(issue, withNotes);
    const updated = await issues.update(issue, link, rendered, observed);
    const notes = await this.syncNotes(issue, link, await discussions(), job.noteLinks);
    const timed = await issues.times(rendered.desired, observed);
    await this.done(issue, link, rendered, updated, notes);
    return updated !== observed || timed || (notes?.written ?? 0) > 0;
  }

  /** Someone deleted the copy: made anew with everything, or left alone. */
  private async targetDeleted(issue: SourceIssue, link: IssueLink): Promise<IssueResult> {
    const { session } = this.tools;
    if (session.options.onTargetDeleted === 'recreate') {
      session.warn(
        issue.iid,
        'target_deleted',
        `The copy of #${issue.iid} had been deleted on the target; it was made anew.`,
      );
      await this.tools.forgetNotes(issue.iid);
      return this.create(issue, { ...newLink(issue), failures: link.failures });
    }
    session.warn(issue.iid, 'target_deleted', `The copy of #${issue.iid} was deleted on the target and is left alone.`);
    await session.ports.store.saveLinks([
      { ...link, status: 'target_deleted', waitingFor: [], retryAt: null, error: null },
    ]);
    return 'skipped';
  }

  /** Neither overwritten nor forgotten: its source hash stays the old one, so it is decided anew with every look at it. */
  private async leaveModified(
    { issue, noteLinks }: IssueJob,
    link: IssueLink,
    withNotes: boolean,
  ): Promise<IssueResult> {
    const { session } = this.tools;
    const error = `The copy of #${issue.iid} has been edited on the target, so this change of the source was not copied.`;
    session.warn(issue.iid, 'target_modified', error);
    const keep = session.options.onTargetModified === 'keep';
    const notes = keep
      ? await this.syncNotes(issue, link, await this.readDiscussions(issue, withNotes)(), noteLinks)
      : null;
    const notesCount = !keep ? link.notesCount : notes?.problem ? -1 : issue.userNotesCount;
    await session.ports.store.saveLinks([
      {
        ...link,
        status: 'target_modified',
        sourceUpdatedAt: issue.updatedAt,
        notesCount,
        waitingFor: [],
        retryAt: null,
        error,
      },
    ]);
    return 'skipped';
  }

  private async render(issue: SourceIssue): Promise<RenderedIssue> {
    const { session, references } = this.tools;
    const description = await references.prepare(issue.description, issue, issue.confidential);
    const rendered = renderIssue(issue, session.options, session.context, description);
    if (rendered.droppedLabels.length > 0) {
      const names = rendered.droppedLabels.join(', ');
      session.warn(
        issue.iid,
        'labels_dropped',
        `The target allows one label of a scope; left out of #${issue.iid}: ${names}.`,
      );
    }
    return rendered;
  }

  /** Begins to read at once; what goes wrong is told to who waits for it. */
  private readDiscussions(issue: SourceIssue, wanted: boolean): () => Promise<SourceDiscussion[] | null> {
    const { ports, signal, options } = this.tools.session;
    if (!wanted || !options.syncComments) return () => Promise.resolve(null);
    const reading = ports.source.listDiscussions(issue.iid, signal);
    reading.catch(() => undefined);
    return () => reading;
  }

  private async syncNotes(
    issue: SourceIssue,
    link: IssueLink,
    discussions: SourceDiscussion[] | null,
    links: readonly NoteLink[],
  ): Promise<NotesOutcome | null> {
    if (discussions === null || link.targetIid === null) return null;
    return this.tools.notes.sync({ issue, targetIid: link.targetIid, discussions, links, unknown: link.notesUnknown });
  }

  private done(
    issue: SourceIssue,
    link: IssueLink,
    rendered: RenderedIssue,
    target: TargetIssue,
    notes: NotesOutcome | null,
  ): Promise<void> {
    const { session } = this.tools;
    const { options, fingerprint } = session;
    if (rendered.desired.weight != null && target.weight === undefined) {
      session.warnOnce('weight_skipped', 'The target has no weights (GitLab Free), so they were not copied.');
    }
    const incomplete = rendered.incomplete ? 'A file of the description could not be copied yet.' : null;
    const { labels, keepsLabels } = rendered.desired;
    const finished: IssueLink = {
      ...link,
      sourceHash: incomplete === null ? sourceIssueHash(issue, options, fingerprint) : null,
      renderedHash: rendered.hash,
      targetHash: targetIssueHash(target),
      appliedLabels: keepsLabels ? [...new Set([...link.appliedLabels, ...labels])] : labels,
      waitingFor: rendered.waitingFor,
    };
    return this.save(issue, finished, notes, incomplete);
  }

  private async save(
    issue: SourceIssue,
    link: IssueLink,
    notes: NotesOutcome | null,
    incomplete: string | null,
  ): Promise<void> {
    const { session } = this.tools;
    const problem = incomplete ?? notes?.problem ?? null;
    const failures = problem === null ? 0 : link.failures + 1;
    if (problem !== null) session.warn(issue.iid, 'incomplete', problem);
    await session.ports.store.saveLinks([
      {
        ...link,
        sourceId: issue.id,
        sourceUrl: issue.webUrl,
        title: issue.title,
        status: problem === null ? 'synced' : 'incomplete',
        sourceUpdatedAt: issue.updatedAt,
        notesCount: notes?.problem ? -1 : issue.userNotesCount,
        notesUpdatedAt: notes ? notes.newest : link.notesUpdatedAt,
        notesUnknown: link.notesUnknown && notes === null,
        failures,
        retryAt: problem === null ? null : retryAt('later', failures, session.ports.clock.now()),
        error: problem,
        syncedAt: session.nowIso(),
      },
    ]);
  }
}
