import type { Session } from '../apply/session';
import type { Tools } from '../apply/tools';
import type { SyncCursor } from '../cursor/cursor';
import { firstCursor, knownUpTo } from '../cursor/passes';
import { PAGE_SIZE } from '../cursor/windows';
import type { IssueQuery } from '../ports';
import { adoptCopies } from './adopt';

/**
 * The first run of a config: notes how far the source is, in its own time, before anything is read; with
 * `syncExistingIssues` off that is also the baseline. Copies that exist already are found, and then looked at.
 */
export async function firstLook(session: Session, tools: Tools, fingerprint: string): Promise<SyncCursor> {
  const { ports, options } = session;
  const { issues: recent, serverTime } = await newestFirst(session, 'updated_at');
  const newest = knownUpTo(recent[0]?.updatedAt ?? null, serverTime);
  const highestIid = async (): Promise<number> => {
    const created = recent.length < PAGE_SIZE ? [] : (await newestFirst(session, 'created_at')).issues;
    return [...recent, ...created].reduce((highest, { iid }) => Math.max(highest, iid), 0);
  };
  const mapped = (await ports.store.listLinks(0, 1)).length > 0 || (await adoptCopies(session, tools, highestIid));
  const iid = options.syncExistingIssues ? 0 : await highestIid();
  const cursor = firstCursor({ updatedAt: newest, iid }, options, fingerprint, ports.clock.now());
  return mapped ? { ...cursor, full: { reason: 'first', createdAfter: null } } : cursor;
}

function newestFirst(session: Session, orderBy: IssueQuery['orderBy']) {
  const query: IssueQuery = { orderBy, direction: 'desc', state: 'all', perPage: PAGE_SIZE, page: 1 };
  return session.ports.source.listIssues(query, session.signal);
}
