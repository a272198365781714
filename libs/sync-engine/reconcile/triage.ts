import { sourceIssueHash } from '../hash/fingerprints';
import type { SyncOptions } from '../model/options';
import type { SourceIssue } from '../model/source';
import type { IssueLink } from '../model/stored';
import { filteredOut } from './filters';

export type SkipReason =
  'unchanged' | 'loop' | 'before_baseline' | 'closed' | 'filtered' | 'updates_off' | 'left_alone' | 'parked';

export type Triage =
  | { action: 'skip'; reason: SkipReason }
  | { action: 'create' }
  /** `fields`: something of the issue itself changed; `notes`: its comments have to be read. */
  | { action: 'update'; fields: boolean; notes: boolean };

export interface TriageInput {
  issue: SourceIssue;
  link: IssueLink | null;
  options: SyncOptions;
  /** `contentFingerprint`. */
  fingerprint: string;
  baselineIid: number | null;
  now: Date;
  /** Look at it even if nothing seems to have changed: a retry, a resolved reference, a manual request. */
  force: boolean;
}

/** What a listed issue needs, from its row and its link alone: an unchanged issue costs no request. */
export function triage({ issue, link, options, fingerprint, baselineIid, now, force }: TriageInput): Triage {
  if (link && !force && isParked(link, issue, now)) return { action: 'skip', reason: 'parked' };
  if (link && (link.targetIid !== null || link.status === 'creating'))
    return triageMapped(issue, link, options, fingerprint, force);
  if (baselineIid !== null && issue.iid <= baselineIid) return { action: 'skip', reason: 'before_baseline' };
  if (issue.state === 'closed' && !options.syncClosedIssues) return { action: 'skip', reason: 'closed' };
  if (filteredOut(issue, options.filters) !== null) return { action: 'skip', reason: 'filtered' };
  return { action: 'create' };
}

const isParked = (link: IssueLink, issue: SourceIssue, now: Date): boolean =>
  link.retryAt !== null && Date.parse(link.retryAt) > now.getTime() && link.sourceUpdatedAt === issue.updatedAt;

function triageMapped(
  issue: SourceIssue,
  link: IssueLink,
  options: SyncOptions,
  fingerprint: string,
  force: boolean,
): Triage {
  if (link.status === 'creating') return { action: 'create' };
  if (link.status === 'target_deleted' && options.onTargetDeleted === 'leave')
    return { action: 'skip', reason: 'left_alone' };
  // What was begun is finished; after that a config that only creates has nothing to do here.
  if (!options.updateExisting && link.sourceHash !== null) return { action: 'skip', reason: 'updates_off' };
  const fields = link.sourceHash !== sourceIssueHash(issue, options, fingerprint);
  const touched =
    fields || force || issue.updatedAt !== link.sourceUpdatedAt || issue.userNotesCount !== link.notesCount;
  const hasNotes = issue.userNotesCount > 0 || link.notesCount !== 0 || link.notesUnknown;
  const notes = options.syncComments && touched && hasNotes;
  if (!fields && !notes && !force) return { action: 'skip', reason: 'unchanged' };
  return { action: 'update', fields: fields || force, notes };
}
