import type { Session } from '../apply/session';
import type { Tools } from '../apply/tools';
import type { IssueLink } from '../model/stored';
import { selectedPass } from './passes';
import type { Runner } from './runner';

/** Takes up what an earlier run parked or left half done. */
export async function duePass(
  session: Session,
  tools: Tools,
  runner: Runner,
  due: readonly IssueLink[],
  baselineIid: number | null,
): Promise<void> {
  const present = await selectedPass(
    session,
    runner,
    due.map(({ sourceIid }) => sourceIid),
    baselineIid,
  );
  for (const link of due) if (!present.has(link.sourceIid)) await letGo(session, tools, link);
}

/** Its source can't be seen any more: there is nothing to retry, but a copy that was made stays known. */
async function letGo(session: Session, tools: Tools, link: IssueLink): Promise<void> {
  const done = { retryAt: null, error: 'The issue is not on the source any more.' };
  if (link.status !== 'creating') return session.ports.store.saveLinks([{ ...link, ...done }]);
  const found = await tools.issues.find({ iid: link.sourceIid, createdAt: null }, link);
  if (found) await tools.issues.adopt({ ...link, ...done }, found);
  else
    await session.ports.store.saveLinks([{ ...link, ...done, status: 'failed', intentSince: null, intentIid: null }]);
}
