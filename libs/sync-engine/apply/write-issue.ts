import { AppError, ForeignError } from '@app/common';
import type { SourceIssue } from '../model/source';
import type { IssueLink } from '../model/stored';
import type { TargetIssue } from '../model/target';
import { draftOf, finishingPatch, patchOf, sameText } from '../reconcile/issue-plan';
import { timeChanges } from '../reconcile/time-plan';
import type { DesiredIssue, RenderedIssue } from '../render/render-issue';
import type { LabelDirectory } from './labels';
import { changingLink, mappedLink } from './link-states';
import type { LostAnswers } from './lost-answers';
import type { Session } from './session';

/** Writes the issue itself: creates it once, whatever gets lost on the way, and brings its fields up to date. */
export class IssueWriter {
  constructor(
    private readonly session: Session,
    private readonly labels: LabelDirectory,
    private readonly lost: LostAnswers,
  ) {}

  /** @returns the new copy and its link, stored as `incomplete` */
  async create(
    issue: SourceIssue,
    link: IssueLink,
    rendered: RenderedIssue,
  ): Promise<{ link: IssueLink; target: TargetIssue }> {
    const { ports } = this.session;
    const { desired } = rendered;
    await this.labels.ensure(desired.labels, []);
    const draft = draftOf(desired, issue, this.session.context, this.session.targetHasWeights);
    // A create that was not found again may still come to light: the search goes back to the first of them.
    const since = link.status === 'creating' ? link.intentSince : await this.session.newestOnTarget();
    const intent: IssueLink = {
      ...link,
      status: 'creating',
      intentSince: since,
      intentIid: draft.iid ?? null,
      // A copy that is found later has them.
      appliedLabels: desired.labels,
    };
    await ports.store.saveLinks([intent]);
    const created = await this.createOnce(issue, intent, draft);
    this.session.sawOnTarget(created);
    const mapped: IssueLink = {
      ...mappedLink(intent, created),
      appliedLabels: desired.labels,
      waitingFor: rendered.waitingFor,
    };
    await ports.store.saveLinks([mapped]);
    await this.hide(issue, created);
    this.compare(issue, desired, created);
    return { link: mapped, target: created };
  }

  private async createOnce(
    issue: SourceIssue,
    intent: IssueLink,
    draft: ReturnType<typeof draftOf>,
  ): Promise<TargetIssue> {
    const { ports, signal } = this.session;
    try {
      return await ports.target.createIssue(draft, signal);
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      if (error.ambiguous) {
        const found = await this.find(issue, intent);
        // Not there (yet): the intent stays, and the next attempt looks again before it creates anything.
        if (!found) throw error;
        return found;
      }
      if (draft.iid !== undefined && error.kind === 'validation') {
        const other = await this.lost.byIid(issue.iid, draft.iid);
        if (other !== null && other !== 'taken') return other;
        if (other === 'taken') {
          const { iid: _, ...unnumbered } = draft;
          const again: IssueLink = { ...intent, intentIid: null };
          await ports.store.saveLinks([again]);
          return this.createOnce(issue, again, unnumbered);
        }
      }
      await ports.store.saveLinks([{ ...intent, status: 'failed', intentSince: null, intentIid: null }]);
      throw error;
    }
  }

  /**
   * The copy of an intent whose answer was lost; null: it was never made.
   * @param createdAt of the source issue; null when that can't be seen any more
   */
  async find(
    { iid, createdAt }: { iid: number; createdAt: string | null },
    intent: IssueLink,
  ): Promise<TargetIssue | null> {
    if (intent.intentIid !== null) {
      const found = await this.lost.byIid(iid, intent.intentIid);
      if (found !== null && found !== 'taken') return found;
    }
    const found = await this.lost.since(intent.intentSince, iid);
    if (found || createdAt === null || !this.session.context.target.canBackdate) return found;
    return this.lost.backdated(createdAt, iid);
  }

  /** A copy that was found although its answer was lost. */
  async adopt(link: IssueLink, found: TargetIssue): Promise<IssueLink> {
    const mapped = mappedLink(link, found);
    await this.session.ports.store.saveLinks([mapped]);
    return mapped;
  }

  /**
   * Changes nothing where nothing has to change. Otherwise that is stored first, also for the times, which come later: a
   * change that is cut off must be known as one.
   * @returns what is on the target now
   */
  async update(
    issue: SourceIssue,
    link: IssueLink,
    rendered: RenderedIssue,
    observed: TargetIssue,
  ): Promise<TargetIssue> {
    const { ports, signal, context } = this.session;
    const { desired } = rendered;
    const patch = patchOf(desired, observed, link.appliedLabels);
    const { estimate, spent } = timeChanges(desired, observed);
    if (!patch && estimate === null && spent === null) return observed;
    const changing = changingLink(link, desired.labels);
    await ports.store.saveLinks([changing]);
    if (!patch) return observed;
    await this.labels.ensure(patch.addLabels ?? [], link.appliedLabels);
    const backdated = context.target.backdatesChanges ? { updatedAt: issue.updatedAt } : {};
    let updated: TargetIssue;
    try {
      updated = await ports.target.updateIssue(observed.iid, { ...patch, ...backdated }, signal);
    } catch (error) {
      // Nothing was changed, so what is changed by hand from now on can still be told.
      if (error instanceof ForeignError && !error.ambiguous) {
        await ports.store.saveLinks([{ ...changing, targetHash: link.targetHash }]);
      }
      throw error;
    }
    this.session.sawOnTarget(updated);
    await this.hide(issue, updated);
    this.compare(issue, desired, updated);
    return updated;
  }

  /** Closing and locking come last, so that comments and times don't change an issue that is done. */
  async finish(issue: SourceIssue, desired: DesiredIssue, created: TargetIssue): Promise<TargetIssue> {
    const patch = finishingPatch(desired, created);
    if (!patch) return created;
    const backdated = this.session.context.target.backdatesChanges ? { updatedAt: issue.updatedAt } : {};
    return this.session.ports.target.updateIssue(created.iid, { ...patch, ...backdated }, this.session.signal);
  }

  /**
   * The copy of a confidential issue must not be public for a moment longer than it takes to see that it is, whatever
   * may be done to it otherwise.
   * @param copy as GitLab has just shown it
   */
  async hide(issue: SourceIssue, copy: TargetIssue): Promise<void> {
    if (!issue.confidential || copy.confidential) return;
    const again = await this.session.ports.target.updateIssue(copy.iid, { confidential: true }, this.session.signal);
    if (again.confidential) return;
    throw new AppError(
      'rule',
      'confidential_refused',
      `The target did not make the copy of the confidential issue #${issue.iid} confidential; check the token's role there.`,
    );
  }

  /** @returns whether anything had to be written */
  async times(desired: DesiredIssue, observed: TargetIssue): Promise<boolean> {
    const { ports, signal } = this.session;
    const { iid } = observed;
    const { estimate, spent } = timeChanges(desired, observed);
    if (estimate !== null) await ports.target.setTimeEstimate(iid, estimate, signal);
    if (spent?.reset) await ports.target.resetTimeSpent(iid, signal);
    if (spent && spent.add > 0) await ports.target.addTimeSpent(iid, spent.add, signal);
    return estimate !== null || spent !== null;
  }

  /** What GitLab answers must be what was sent; a line that is missing was taken for a command. */
  private compare(issue: SourceIssue, desired: DesiredIssue, written: TargetIssue): void {
    if (!sameText(desired.description, written.description) || !sameText(desired.title, written.title)) {
      this.session.warn(
        issue.iid,
        'text_changed',
        `GitLab stored the text of the copy of #${issue.iid} differently from what was sent.`,
      );
    }
    const missing = desired.labels.filter((label) => !written.labels.includes(label));
    if (missing.length > 0) {
      this.session.warn(
        issue.iid,
        'labels_missing',
        `The target did not take these labels for #${issue.iid}: ${missing.join(', ')}.`,
      );
    }
  }
}
