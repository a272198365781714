import { adoptedLink } from '../apply/link-states';
import type { Session } from '../apply/session';
import type { Tools } from '../apply/tools';
import { PAGE_SIZE } from '../cursor/windows';
import { mirroredFromLabel } from '../loops/loop-guard';
import { issueMarkerKey } from '../markers/marker';
import type { TargetIssue } from '../model/target';

/** Labels of these scopes are put on a copy by us; others may have been added by people. */
const OURS = /^(?:Mirrored-From|Milestone|Iteration|Epic|Assignee(?:::\d+)?)::/;

/**
 * Finds copies that are on the target although nothing is stored about them (the config, or the whole database, was
 * made anew) and stores their links. One request tells that there are none.
 *
 * @param highestIid asked only when there are copies: a marker doesn't give its source away, so the keys of all issues
 * up to there are compared with it
 * @returns whether there were any
 */
export async function adoptCopies(session: Session, tools: Tools, highestIid: () => Promise<number>): Promise<boolean> {
  const { source } = session.context;
  const copies = new Map<string, TargetIssue>();
  await tools.lost.copiesByKey(mirroredFromLabel(source.instanceId), (key, issue) => {
    const other = copies.get(key);
    // A person may have copied a copy: the older one is ours.
    if (!other || issue.iid < other.iid) copies.set(key, { ...issue, description: '' });
  });
  if (copies.size === 0) return false;
  const highest = await highestIid();
  const links = [];
  for (let iid = 1; iid <= highest; iid++) {
    const copy = copies.get(issueMarkerKey(source, iid));
    if (copy)
      links.push(
        adoptedLink(
          iid,
          source,
          copy,
          copy.labels.filter((label) => OURS.test(label)),
        ),
      );
  }
  for (let at = 0; at < links.length; at += PAGE_SIZE)
    await session.ports.store.saveLinks(links.slice(at, at + PAGE_SIZE));
  return links.length > 0;
}
