import type { Session } from '../apply/session';
import type { SyncCursor } from '../cursor/cursor';
import { incrementalFrom, knownUpTo, later, moveWatermark, settle } from '../cursor/passes';
import { advance, firstWindow, PAGE_SIZE, type Window } from '../cursor/windows';
import type { SourceIssue } from '../model/source';
import type { IssueQuery } from '../ports';
import type { Runner } from './runner';

/** The cursor of a run, stored whenever it moves. */
export class CursorKeeper {
  constructor(
    private readonly session: Session,
    public current: SyncCursor,
    private stored: SyncCursor | null,
  ) {}

  async save(next: SyncCursor = this.current): Promise<void> {
    this.current = next;
    if (this.stored === next) return;
    await this.session.ports.store.saveCursor(next);
    this.stored = next;
  }
}

interface PageOfPass {
  /** Those that did not come before. */
  issues: SourceIssue[];
  serverTime: string | null;
}

/** All pages from a window on; the next one is asked for while this one is worked on. */
export async function* readPages(session: Session, first: Window): AsyncGenerator<PageOfPass> {
  const { ports, signal } = session;
  const read = (window: Window) => {
    const page = ports.source.listIssues(window.query, signal);
    page.catch(() => undefined);
    return { window, page };
  };
  for (let next: ReturnType<typeof read> | null = read(first); next;) {
    const { window } = next;
    const page = await next.page;
    const { fresh, next: following } = advance(window, page);
    next = following ? read(following) : null;
    yield { issues: fresh, serverTime: page.serverTime };
  }
}

/**
 * Every issue in the order of creation. `seen`, when given, collects the iids; it is complete only if the pass began
 * at the start.
 */
export async function fullPass(
  session: Session,
  runner: Runner,
  keeper: CursorKeeper,
  seen: Set<number> | null,
): Promise<void> {
  const pass = keeper.current.full;
  if (!pass) return;
  const { baselineIid } = keeper.current;
  const openOnly = pass.reason === 'first' && !session.options.syncClosedIssues && (await hasNoLinks(session));
  const state = openOnly ? 'opened' : 'all';
  let counting: Promise<void> | null = null;
  for await (const { issues } of readPages(session, firstWindow('created_at', pass.createdAfter, state))) {
    // What fits on a page needs no count, and nobody knows how much of a pass that goes on is left.
    if (pass.createdAfter === null && issues.length >= PAGE_SIZE) counting ??= expectAll(session, state);
    for (const { iid } of issues) seen?.add(iid);
    const createdAfter = issues.at(-1)?.createdAt ?? null;
    await runner.batch(issues, baselineIid, false, async () => {
      const { full } = keeper.current;
      if (full && createdAfter !== null) await keeper.save({ ...keeper.current, full: { ...full, createdAfter } });
    });
  }
  await runner.idle();
  await counting;
  session.expectIssues(0);
  await keeper.save({ ...keeper.current, full: null, reconciledAt: session.nowIso() });
}

/** Lets those who watch know how much there is; a sync can do without. */
async function expectAll(session: Session, state: IssueQuery['state']): Promise<void> {
  const before = session.listed;
  const total = await session.ports.source.countIssues(state, session.signal).catch(() => null);
  if (total !== null) session.expectIssues(before + total);
}

const hasNoLinks = async (session: Session): Promise<boolean> =>
  (await session.ports.store.listLinks(0, 1)).length === 0;

/** What has changed since the watermark, oldest change first. */
export async function incrementalPass(session: Session, runner: Runner, keeper: CursorKeeper): Promise<void> {
  const { overlapSeconds } = session.context.limits;
  const listedAt = session.ports.clock.now();
  const { baselineIid } = keeper.current;
  const from = incrementalFrom(keeper.current, overlapSeconds);
  for await (const { issues, serverTime } of readPages(session, firstWindow('updated_at', from, 'all'))) {
    const newest = issues.reduce<string | null>((latest, { updatedAt }) => later(latest, updatedAt), null);
    const handledUpTo = knownUpTo(newest, serverTime);
    await runner.batch(issues, baselineIid, false, () =>
      keeper.save(moveWatermark(keeper.current, handledUpTo, listedAt)),
    );
  }
  await runner.idle();
  await keeper.save(settle(keeper.current, listedAt, overlapSeconds));
}

/**
 * These issues, whatever seems to have changed.
 * @returns the iids that the source has
 */
export async function selectedPass(
  session: Session,
  runner: Runner,
  iids: readonly number[],
  baselineIid: number | null,
): Promise<Set<number>> {
  const present = new Set<number>();
  for (let at = 0; at < iids.length; at += PAGE_SIZE) {
    const issues = await session.ports.source.getIssues(iids.slice(at, at + PAGE_SIZE), session.signal);
    for (const { iid } of issues) present.add(iid);
    await runner.batch(issues, baselineIid, true, () => Promise.resolve());
  }
  await runner.idle();
  return present;
}
