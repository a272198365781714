import { cameFromTarget } from '../loops/loop-guard';
import type { SourceIssue } from '../model/source';
import type { IssueLink } from '../model/stored';
import { triage, type SkipReason } from '../reconcile/triage';
import type { IssueJob } from '../apply/sync-issue';
import type { Session } from '../apply/session';

export interface Skipped {
  issue: SourceIssue;
  link: IssueLink | null;
  reason: SkipReason;
}

/**
 * Decides what each of a page of source issues needs, lowest iid first, with one query or request for all of them where
 * something has to be read: their links always; whether new ones are copies themselves; the present state of copies
 * that change; the links of their comments. An unchanged page costs one query.
 */
export async function prepareBatch(
  session: Session,
  issues: readonly SourceIssue[],
  baselineIid: number | null,
  force: boolean,
): Promise<{ jobs: IssueJob[]; skipped: Skipped[] }> {
  const { ports, options, fingerprint, signal } = session;
  const skipped: Skipped[] = [];
  if (issues.length === 0) return { jobs: [], skipped };
  const links = new Map(
    (await ports.store.loadLinks(issues.map(({ iid }) => iid))).map((link) => [link.sourceIid, link]),
  );
  const now = ports.clock.now();
  let jobs: IssueJob[] = [];
  for (const issue of issues.toSorted((a, b) => a.iid - b.iid)) {
    const link = links.get(issue.iid) ?? null;
    const decision = triage({ issue, link, options, fingerprint, baselineIid, now, force });
    if (decision.action === 'skip') skipped.push({ issue, link, reason: decision.reason });
    else jobs.push({ issue, link, triage: decision, observed: null, noteLinks: [] });
  }
  const fresh = jobs.filter(({ triage: { action }, link }) => action === 'create' && link?.status !== 'creating');
  if (fresh.length > 0) {
    const origins = await ports.store.loadOrigins(fresh.map(({ issue }) => issue.iid));
    const loops = new Set(
      fresh.filter(({ issue }) => cameFromTarget(issue, session.context, origins.get(issue.iid) ?? []) !== null),
    );
    for (const { issue, link } of loops) skipped.push({ issue, link, reason: 'loop' });
    jobs = jobs.filter((job) => !loops.has(job));
  }
  // Nothing is added to the copy of a confidential issue before it is known to be hidden.
  const copies = jobs.flatMap(({ triage: decision, issue, link }) =>
    decision.action === 'update' && (decision.fields || issue.confidential) && link && link.targetIid !== null
      ? [link.targetIid]
      : [],
  );
  const withNotes = jobs.flatMap(({ triage: decision, issue, link }) =>
    (decision.action === 'update' && decision.notes) || link?.status === 'creating' ? [issue.iid] : [],
  );
  const [observed, noteLinks] = await Promise.all([
    copies.length > 0 ? ports.target.getIssues(copies, signal) : [],
    withNotes.length > 0 ? ports.store.loadNoteLinks(withNotes) : [],
  ]);
  const byTarget = new Map(observed.map((issue) => [issue.iid, issue]));
  for (const job of jobs) {
    job.observed = job.link?.targetIid == null ? null : (byTarget.get(job.link.targetIid) ?? null);
    job.noteLinks = noteLinks.filter(({ sourceIid }) => sourceIid === job.issue.iid);
    if (job.observed) session.sawOnTarget(job.observed);
  }
  return { jobs, skipped };
}
