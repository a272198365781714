import { KnownAttachments } from '../apply/known-attachments';
import { LabelDirectory } from '../apply/labels';
import { References } from '../apply/references';
import { Session } from '../apply/session';
import type { IssueJob } from '../apply/sync-issue';
import { fullPassFor, incrementalFrom } from '../cursor/passes';
import { firstWindow } from '../cursor/windows';
import { optionsFingerprint, targetIssueHash } from '../hash/fingerprints';
import { analyseText, uploadsIn } from '../markdown/render-text';
import { uploadKey } from '../markdown/references-model';
import type { SourceIssue } from '../model/source';
import { patchOf } from '../reconcile/issue-plan';
import { notesInOrder, planNotes } from '../reconcile/note-plan';
import { timeChanges } from '../reconcile/time-plan';
import type { SkipReason } from '../reconcile/triage';
import { originOf, renderIssue } from '../render/render-issue';
import { prepareBatch } from './batch';
import { readPages } from './passes';
import type { SyncRequest } from './run-issue-sync';

/** What the next run would do with one issue. */
export interface PlannedIssue {
  sourceIid: number;
  title: string;
  action: 'create' | 'update' | 'skip';
  /** Why it is skipped. */
  reason: SkipReason | null;
  /** Fields of an existing copy that would change, in camelCase of `TargetIssuePatch`; `timeEstimate`, `timeSpent`. */
  changes: string[];
  commentsToCreate: number;
  commentsToUpdate: number;
  attachmentsToCopy: number;
  /** The copy was edited or deleted on the target. */
  remark: 'target_modified' | 'target_deleted' | null;
}

export interface SyncPlan {
  /** The first run would only note where the source is. */
  baselineOnly: boolean;
  /** All issues would be looked at, not only those that changed. */
  full: boolean;
  totals: Record<'create' | 'update' | 'skip', number>;
  issues: PlannedIssue[];
  /** There were more than `limit`; the totals count those, too. */
  truncated: boolean;
}

/** Says what a run would do now, with the run's own reading and thinking; writes nothing anywhere. */
export async function planIssueSync(request: SyncRequest, limit = 500): Promise<SyncPlan> {
  const { ports, context, options, signal } = request;
  const session = new Session(ports, context, options, signal, () => undefined);
  const plan: SyncPlan = {
    baselineOnly: false,
    full: false,
    totals: { create: 0, update: 0, skip: 0 },
    issues: [],
    truncated: false,
  };
  const { cursor: stored } = await ports.store.loadState();
  if (stored === null && !options.syncExistingIssues) return { ...plan, baselineOnly: true };
  const fingerprint = optionsFingerprint(options, context);
  const begun = stored && fullPassFor(stored, options, fingerprint, context.limits, ports.clock.now());
  plan.full = begun === null || begun.full !== null;
  const baselineIid = begun?.cursor.baselineIid ?? null;
  const planner = new Planner(session);
  const seen = new Set<number>();
  const look = async (issues: readonly SourceIssue[], force: boolean): Promise<void> => {
    const fresh = issues.filter(({ iid }) => !seen.has(iid));
    for (const { iid } of fresh) seen.add(iid);
    for (const planned of await planner.batch(fresh, baselineIid, force)) {
      plan.totals[planned.action]++;
      if (plan.issues.length < limit) plan.issues.push(planned);
      else plan.truncated = true;
    }
  };
  if (stored !== null) {
    const due = await ports.store.loadDue(ports.clock.now(), 100);
    if (due.length > 0)
      await look(
        await ports.source.getIssues(
          due.map(({ sourceIid }) => sourceIid),
          signal,
        ),
        true,
      );
  }
  const window =
    begun && !plan.full
      ? firstWindow('updated_at', incrementalFrom(begun.cursor, context.limits.overlapSeconds), 'all')
      : firstWindow('created_at', begun?.full?.createdAfter ?? null, 'all');
  for await (const { issues } of readPages(session, window)) await look(issues, false);
  return plan;
}

class Planner {
  private readonly references: References;

  constructor(private readonly session: Session) {
    this.references = new References(session, new LabelDirectory(session), new KnownAttachments(session));
  }

  async batch(issues: readonly SourceIssue[], baselineIid: number | null, force: boolean): Promise<PlannedIssue[]> {
    const { jobs, skipped } = await prepareBatch(this.session, issues, baselineIid, force);
    const planned = skipped.map(({ issue, reason }): PlannedIssue => ({ ...nothing(issue), reason }));
    for (const job of jobs) planned.push(await this.issue(job));
    return planned.toSorted((a, b) => a.sourceIid - b.sourceIid);
  }

  private async issue(job: IssueJob): Promise<PlannedIssue> {
    const { options } = this.session;
    const { issue, link, observed } = job;
    const attachmentsToCopy = await this.attachments(issue.description);
    const create: PlannedIssue = {
      ...nothing(issue),
      action: 'create',
      commentsToCreate: options.syncComments ? issue.userNotesCount : 0,
      attachmentsToCopy,
    };
    if (job.triage.action === 'create' || !link || link.targetIid === null) return create;
    if (job.triage.fields && observed === null) {
      const remark = 'target_deleted';
      return options.onTargetDeleted === 'recreate'
        ? { ...create, remark }
        : { ...nothing(issue), reason: 'left_alone', remark };
    }
    const notes = job.triage.notes ? await this.notes(job) : { commentsToCreate: 0, commentsToUpdate: 0 };
    const compared = job.triage.fields ? observed : null;
    const changes = compared ? await this.changes(job, compared) : [];
    const modified = compared !== null && link.targetHash !== null && targetIssueHash(compared) !== link.targetHash;
    const kept = modified && options.onTargetModified !== 'overwrite';
    const written = changes.length + notes.commentsToCreate + notes.commentsToUpdate > 0;
    return {
      ...nothing(issue),
      ...notes,
      action: written && !kept ? 'update' : 'skip',
      reason: kept ? 'left_alone' : written ? null : 'unchanged',
      changes,
      attachmentsToCopy,
      remark: modified ? 'target_modified' : null,
    };
  }

  private async changes({ issue, link }: IssueJob, observed: NonNullable<IssueJob['observed']>): Promise<string[]> {
    const { options, context } = this.session;
    const description = await this.references.prepare(issue.description, issue, issue.confidential);
    const { desired } = renderIssue(issue, options, context, description);
    const { estimate, spent } = timeChanges(desired, observed);
    return [
      ...Object.keys(patchOf(desired, observed, link?.appliedLabels ?? []) ?? {}),
      ...(estimate === null ? [] : ['timeEstimate']),
      ...(spent === null ? [] : ['timeSpent']),
    ];
  }

  private async notes({ issue, noteLinks }: IssueJob): Promise<{ commentsToCreate: number; commentsToUpdate: number }> {
    const { ports, signal, noteHash, options } = this.session;
    const items = notesInOrder(await ports.source.listDiscussions(issue.iid, signal));
    const resolvable = await this.references.resolvableAmong(noteLinks.flatMap(({ waitingFor }) => waitingFor));
    const links = new Map(noteLinks.map((link) => [link.sourceNoteId, link]));
    const { create, update } = planNotes(items, links, noteHash, options.updateExisting, resolvable);
    return { commentsToCreate: create.length, commentsToUpdate: update.length };
  }

  private async attachments(text: string): Promise<number> {
    if (!this.session.options.syncAttachments) return 0;
    const refs = uploadsIn(analyseText(text, originOf(this.session.context)));
    if (refs.length === 0) return 0;
    const known = await this.session.ports.store.loadUploads(refs.map(uploadKey));
    return refs.length - known.filter(({ url }) => url).length;
  }
}

const nothing = (issue: SourceIssue): PlannedIssue => ({
  sourceIid: issue.iid,
  title: issue.title,
  action: 'skip',
  reason: null,
  changes: [],
  commentsToCreate: 0,
  commentsToUpdate: 0,
  attachmentsToCopy: 0,
  remark: null,
});
