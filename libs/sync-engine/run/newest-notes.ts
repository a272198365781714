import { isFailure } from '@app/common';
import type { Session } from '../apply/session';
import type { SyncCursor } from '../cursor/cursor';

/**
 * GitLab need not tell that a comment was edited. A reconcile therefore looks at the newest comment of some issues (one
 * request each), going round all of them over time.
 * @returns the issues whose comments have to be read, and where to go on next time
 */
export async function findEditedNotes(
  session: Session,
  cursor: SyncCursor,
): Promise<{ iids: number[]; reconcileAfterIid: number }> {
  const { ports, options, context } = session;
  const iids: number[] = [];
  if (!options.syncComments || !options.updateExisting) return { iids, reconcileAfterIid: cursor.reconcileAfterIid };
  let budget = context.limits.reconcileNotes;
  let after = cursor.reconcileAfterIid;
  while (budget > 0) {
    const links = await ports.store.listLinks(after, 1000);
    for (const link of links) {
      if (budget === 0) break;
      after = link.sourceIid;
      if (link.notesCount <= 0 || link.targetIid === null || link.status === 'source_deleted') continue;
      budget--;
      const newest = await newestOf(session, link.sourceIid);
      const known = link.notesUpdatedAt;
      if (newest !== null && (known === null || Date.parse(newest) > Date.parse(known))) iids.push(link.sourceIid);
    }
    if (links.length < 1000 && budget > 0) return { iids, reconcileAfterIid: 0 };
  }
  return { iids, reconcileAfterIid: after };
}

/** Null also when the issue was deleted: its copy may be one to keep. */
async function newestOf({ ports, signal }: Session, iid: number): Promise<string | null> {
  try {
    return await ports.source.newestNoteUpdate(iid, signal);
  } catch (error) {
    if (!isFailure(error, 'not_found')) throw error;
    return null;
  }
}
