import type { SyncLimits } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { FullPass, SyncCursor } from './cursor';

/** The later of two instants of one clock; null is before everything. */
export const later = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || Date.parse(a) >= Date.parse(b) ? a : b;

/**
 * How far changes are known that were listed at `serverTime` (cut to seconds). A row may be dated ahead of its server: its
 * owner may say any date, and a copy bears that of its source, whose clock may be ahead. What changes meanwhile is dated
 * before it.
 */
export const knownUpTo = (newest: string | null, serverTime: string | null): string | null => {
  if (newest === null || serverTime === null) return newest;
  const end = Date.parse(serverTime) + 1000;
  return Date.parse(newest) <= end ? newest : new Date(end).toISOString();
};

/** The state after a first look at the source: its newest change, and the highest iid where that is a baseline. */
export const firstCursor = (
  newest: { updatedAt: string | null; iid: number },
  options: SyncOptions,
  fingerprint: string,
  now: Date,
): SyncCursor => ({
  baselineIid: options.syncExistingIssues ? null : newest.iid,
  watermark: newest.updatedAt,
  seenAt: now.toISOString(),
  settled: false,
  full: options.syncExistingIssues ? { reason: 'first', createdAfter: null } : null,
  options: fingerprint,
  reconciledAt: options.syncExistingIssues ? null : now.toISOString(),
  reconcileAfterIid: 0,
});

/**
 * Whether all issues have to be looked at: a pass that was cut off goes on; new options re-sync what they touch; every
 * so often everything is compared, because GitLab does not tell every change by `updated_at`.
 */
export function fullPassFor(
  cursor: SyncCursor,
  options: SyncOptions,
  fingerprint: string,
  limits: SyncLimits,
  now: Date,
): { cursor: SyncCursor; full: FullPass | null } {
  if (cursor.options !== fingerprint) {
    const baselineIid = options.syncExistingIssues ? null : cursor.baselineIid;
    const full: FullPass = { reason: cursor.full?.reason === 'first' ? 'first' : 'options', createdAfter: null };
    return { cursor: { ...cursor, options: fingerprint, baselineIid, full }, full };
  }
  if (cursor.full) return { cursor, full: cursor.full };
  const due =
    limits.reconcileHours > 0 &&
    cursor.reconciledAt !== null &&
    now.getTime() - Date.parse(cursor.reconciledAt) >= limits.reconcileHours * 3_600_000;
  if (!due) return { cursor, full: null };
  const full: FullPass = { reason: 'reconcile', createdAfter: null };
  return { cursor: { ...cursor, full }, full };
}

/** From where the next listing by `updated_at` reads (inclusive); null: from the start. */
export function incrementalFrom(cursor: SyncCursor, overlapSeconds: number): string | null {
  if (cursor.watermark === null || cursor.settled) return cursor.watermark;
  return new Date(Date.parse(cursor.watermark) - overlapSeconds * 1000).toISOString();
}

/** Everything up to `handledUpTo` is handled. The watermark never goes back. */
export function moveWatermark(cursor: SyncCursor, handledUpTo: string | null, listedAt: Date): SyncCursor {
  const watermark = later(cursor.watermark, handledUpTo);
  if (watermark === cursor.watermark) return cursor;
  return { ...cursor, watermark, seenAt: listedAt.toISOString(), settled: false };
}

/**
 * After a complete listing by `updated_at` that began at `listedAt`: when our clock has gone on by the overlap since
 * the watermark was first seen, nothing can be committed before it any more, and the overlap needn't be read again.
 */
export function settle(cursor: SyncCursor, listedAt: Date, overlapSeconds: number): SyncCursor {
  const waited = cursor.seenAt === null ? 0 : listedAt.getTime() - Date.parse(cursor.seenAt);
  return cursor.settled || waited < overlapSeconds * 1000 ? cursor : { ...cursor, settled: true };
}
