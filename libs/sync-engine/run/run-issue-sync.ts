import { Session } from '../apply/session';
import { Tools } from '../apply/tools';
import { codeOf } from '../apply/reactions';
import { safeMessage } from '@app/common';
import { fullPassFor } from '../cursor/passes';
import { optionsFingerprint } from '../hash/fingerprints';
import type { SyncContext } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { ProgressListener, SyncReport } from '../model/report';
import type { StoredState } from '../model/stored';
import type { SyncPorts } from '../ports';
import { handleDeletions } from './deletions';
import { firstLook } from './first-look';
import { findEditedNotes } from './newest-notes';
import { duePass } from './due-pass';
import { CursorKeeper, fullPass, incrementalPass, selectedPass } from './passes';
import { Runner } from './runner';

export interface SyncRequest {
  ports: SyncPorts;
  context: SyncContext;
  options: SyncOptions;
  signal: AbortSignal;
  /** Called often and synchronously; throttle what is costly. The object is reused. */
  onProgress?: ProgressListener;
}

/** Parked issues taken up again in one run. */
const MAX_DUE = 500;
/** Issues rendered again in one run because a reference of theirs has got its counterpart. */
const MAX_RESOLVABLE = 1000;

/**
 * One run of one config. Never throws for what GitLab or the store does: the report says what happened, and everything
 * that succeeded is stored as it succeeds, so that the next run carries on from wherever this one ended.
 */
export async function runIssueSync({ ports, context, options, signal, onProgress }: SyncRequest): Promise<SyncReport> {
  const session = new Session(ports, context, options, signal, onProgress ?? (() => undefined));
  const tools = new Tools(session);
  const runner = new Runner(session, tools);
  const report = (status: SyncReport['status'], stoppedBy: unknown): SyncReport => ({
    status,
    counters: { ...session.counters },
    errors: session.errors,
    warnings: session.warnings,
    stoppedBy,
  });
  try {
    await syncAll(session, tools, runner);
  } catch (error) {
    await runner.settled();
    if (signal.aborted) return report('cancelled', null);
    session.fail(null, codeOf(error), safeMessage(error));
    return report('failed', error);
  }
  return report(session.counters.issuesFailed > 0 ? 'partial' : 'success', null);
}

async function syncAll(session: Session, tools: Tools, runner: Runner): Promise<void> {
  const { ports, options, context, signal } = session;
  const state = await ports.store.loadState();
  await discardOrphans(session, state);
  const fingerprint = optionsFingerprint(options, context);
  const stored = state.cursor;
  const begun = stored ?? (await firstLook(session, tools, fingerprint));
  const { cursor, full } = fullPassFor(begun, options, fingerprint, context.limits, ports.clock.now());
  const keeper = new CursorKeeper(session, cursor, stored);
  await keeper.save();
  if (stored !== null) {
    const due = await ports.store.loadDue(ports.clock.now(), MAX_DUE);
    if (due.length > 0) {
      await duePass(session, tools, runner, due, cursor.baselineIid);
    }
  }
  const reconciling = full?.reason === 'reconcile';
  const seen = full && full.createdAfter === null && full.reason !== 'first' ? new Set<number>() : null;
  await fullPass(session, runner, keeper, seen);
  // A first run that only sets the baseline has nothing to list: nothing can be newer than its first look.
  if (stored !== null || full !== null) await incrementalPass(session, runner, keeper);
  if (seen) await handleDeletions(session, seen);
  if (reconciling) {
    const { iids, reconcileAfterIid } = await findEditedNotes(session, keeper.current);
    await selectedPass(session, runner, iids, cursor.baselineIid);
    await keeper.save({ ...keeper.current, reconcileAfterIid });
  }
  const waiting = options.updateExisting ? await ports.store.findResolvable(MAX_RESOLVABLE) : [];
  if (waiting.length > 0) await selectedPass(session, runner, waiting, cursor.baselineIid);
  signal.throwIfAborted();
}

/** Files whose upload was begun and never confirmed; no upload of ours is under way yet. */
async function discardOrphans({ ports, signal }: Session, { openUploads }: StoredState): Promise<void> {
  for (const upload of openUploads) {
    await ports.target.discardLostUpload(upload, signal);
    await ports.store.saveUpload({ ...upload, url: '' });
  }
}
