import { createHash } from 'node:crypto';

/** What a delivery announces. Its content is never used: hooks arrive late, twice and out of order, so we read again. */
export interface AnnouncedChange {
  projectId: number;
  issueIid: number;
  /** A comment was made or edited. */
  comments: boolean;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const positive = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;

/** Null for an event that is none of ours: other objects, comments on merge requests, what the system writes. */
export function announcedChange(body: unknown): AnnouncedChange | null {
  const { object_kind: kind, object_attributes: attributes, project, issue } = record(body);
  const { iid, noteable_type: on, system } = record(attributes);
  const projectId = positive(record(project).id);
  const isNote = kind === 'note' && on === 'Issue' && system !== true;
  const isIssue = kind === 'issue' || kind === 'work_item';
  const issueIid = positive(isNote ? record(issue).iid : isIssue ? iid : null);
  return projectId === null || issueIid === null ? null : { projectId, issueIid, comments: isNote };
}

/**
 * The same for repeats of one delivery; undefined when nothing tells. GitLab before 17.4 has no header for it, and all that
 * one event sets off shares the event's id: there the content counts, too.
 */
export function deliveryKey(headers: Record<string, string | undefined>, body: Buffer): string | undefined {
  const key = headers['webhook-id'] ?? headers['idempotency-key'];
  const event = headers['x-gitlab-event-uuid'];
  return key ?? (event && `${event} ${createHash('sha256').update(body).digest('hex')}`);
}
