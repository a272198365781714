import { isFailure, safeMessage } from '@app/common';
import { codeOf } from '../apply/reactions';
import type { Session } from '../apply/session';
import type { IssueLink } from '../model/stored';

const REMARK = '🗑️ *This issue was deleted at the source.*';

/** More missing at once than this share (and number) is more likely our mistake than theirs. */
const SUSPICIOUS_SHARE = 0.2;
const SUSPICIOUS_COUNT = 10;

/**
 * What happens to copies of issues that are no longer on the source, by the config's choice. Being missing in a complete
 * list is only the suspicion; each is asked for by name, and nothing is done when too many are gone at once.
 */
export async function handleDeletions(session: Session, seen: ReadonlySet<number>): Promise<void> {
  const { options, context, ports, signal } = session;
  if (options.onSourceIssueDeleted === 'keep' || !context.source.seesConfidential) return;
  const missing: IssueLink[] = [];
  let mapped = 0;
  for (let after = 0; ;) {
    const links = await ports.store.listLinks(after, 1000);
    for (const link of links) {
      if (link.targetIid === null || link.status === 'source_deleted' || link.status === 'target_deleted') continue;
      mapped++;
      if (!seen.has(link.sourceIid)) missing.push(link);
    }
    const last = links.at(-1);
    if (!last || links.length < 1000) break;
    after = last.sourceIid;
  }
  if (missing.length > SUSPICIOUS_COUNT && missing.length > mapped * SUSPICIOUS_SHARE) {
    session.warn(
      null,
      'many_deleted',
      `${missing.length} of ${mapped} mirrored issues are missing at the source at once, so no copy was touched. Check the source project and the rights of its token.`,
    );
    return;
  }
  for (const link of missing) {
    if ((await ports.source.probeIssue(link.sourceIid, signal)) !== 'gone') continue;
    try {
      await retire(session, link);
    } catch (error) {
      // Deleting an issue takes more rights than all the rest; what else there is to do must not wait for them.
      if (!isFailure(error, 'permission', 'validation', 'unsupported')) throw error;
      await report(session, link, error);
    }
  }
}

async function report(session: Session, link: IssueLink, cause: unknown): Promise<void> {
  const error = `Deleted at the source, but its copy could not follow: ${safeMessage(cause)}`;
  session.fail(link.sourceIid, codeOf(cause), error);
  session.count('issuesFailed');
  await session.ports.store.saveLinks([{ ...link, status: 'incomplete', error }]);
}

async function retire(session: Session, link: IssueLink): Promise<void> {
  const { options, ports, signal } = session;
  if (link.targetIid === null) return;
  const copy = await ports.target.getIssue(link.targetIid, signal);
  if (copy && options.onSourceIssueDeleted === 'delete') await ports.target.deleteIssue(copy.iid, signal);
  else if (copy && !copy.description.startsWith(REMARK)) {
    const close = copy.state === 'opened' ? { stateEvent: 'close' as const } : {};
    await ports.target.updateIssue(copy.iid, { description: `${REMARK}\n\n${copy.description}`, ...close }, signal);
  }
  await ports.store.saveLinks([
    { ...link, status: 'source_deleted', retryAt: null, error: null, syncedAt: session.nowIso() },
  ]);
}
