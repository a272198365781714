import { safeMessage } from '@app/common';
import type { SourceIssue } from '../model/source';
import { newLink } from './link-states';
import { codeOf, reactionTo, retryAt } from './reactions';
import type { Session } from './session';

/** Parks an issue that failed, with the reason and a time; what exists of its copy stays as it is. */
export async function park(session: Session, issue: SourceIssue, error: unknown): Promise<void> {
  const { store, clock } = session.ports;
  // Read again: its row may have moved on since the work began, its copy may exist by now.
  const [stored] = await store.loadLinks([issue.iid]);
  const link = stored ?? newLink(issue);
  const failures = link.failures + 1;
  const message = safeMessage(error);
  await store.saveLinks([
    {
      ...link,
      status: link.status === 'creating' ? 'creating' : link.targetIid === null ? 'failed' : 'incomplete',
      sourceHash: null,
      sourceUpdatedAt: issue.updatedAt,
      failures,
      retryAt: retryAt(reactionTo(error), failures, clock.now()),
      error: message,
    },
  ]);
  session.fail(issue.iid, codeOf(error), message);
}
