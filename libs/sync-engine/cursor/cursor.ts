/**
 * How far a config has come. JSON, stored as it is. All points in time but `seenAt` and `reconciledAt` are the source
 * server's own (`created_at`/`updated_at` of its rows), so no clock is ever compared with another one.
 */
export interface SyncCursor {
  /** Issues up to this iid existed before the baseline and are left alone unless they are mapped; null: no baseline. */
  baselineIid: number | null;
  /** Everything that was updated up to here is handled; null: nothing yet (an empty project). */
  watermark: string | null;
  /** Our clock: when a listing first saw `watermark` as the newest change. */
  seenAt: string | null;
  /** A listing later than `seenAt` + overlap has been handled, so nothing can still appear before the watermark. */
  settled: boolean;
  /** A full pass over all issues that is under way. */
  full: FullPass | null;
  /** Fingerprint of the options under which everything was synced. */
  options: string;
  /** Our clock: end of the last full comparison. */
  reconciledAt: string | null;
  /** The next reconcile looks at the newest comments of issues after this iid. */
  reconcileAfterIid: number;
}

export interface FullPass {
  reason: 'first' | 'options' | 'reconcile';
  /** Everything created up to here is handled (inclusive bound for the next page); null: from the start. */
  createdAfter: string | null;
}
