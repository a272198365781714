/** One side of a sync: a project on an instance, and who we are there. */
export interface SyncSide {
  /** Our id of the instance; it makes the label `Mirrored-From::instance-{id}`. */
  instanceId: number;
  /** Base URL of the instance without a slash at the end. */
  baseUrl: string;
  projectId: number;
  /** `group/subgroup/project`; may change, never an identity. */
  projectPath: string;
  /** GitLab's id of the user our token belongs to; null when it isn't known. */
  userId: number | null;
}

export interface SyncSource extends SyncSide {
  /** Our role sees confidential issues and internal notes (Reporter/Planner and up), so absence can mean deletion. */
  seesConfidential: boolean;
}

export interface SyncTarget extends SyncSide {
  /** Several assignees and exclusive scoped labels (`key::value`). */
  premium: boolean;
  /** Issues there were seen with weights, so one may be sent; elsewhere GitLab's answer to the first copy tells. */
  weights: boolean;
  /** Owner: `created_at` of issues and notes may be set. */
  canBackdate: boolean;
  /**
   * Owner: changes get the `updated_at` of the source. Pass false when another sync reads the target project: it looks for
   * what is newer than its watermark, and would not see them.
   */
  backdatesChanges: boolean;
  /** Owner: `iid` may be set. Pass false when the target project has numbers of its own to keep. */
  canSetIid: boolean;
  /** Files in a public project are public, even those of confidential issues. */
  isPublic: boolean;
}

export interface SyncLimits {
  /** Characters. */
  title: number;
  /** Characters. */
  description: number;
  /** Characters. */
  note: number;
  attachmentBytes: number;
  /**
   * Issues in flight at once; more than an instance takes requests (10 by default), because each issue spends time in
   * between with the other instance and with the store.
   */
  concurrency: number;
  /** Seconds re-read before the watermark, for changes that were committed late. */
  overlapSeconds: number;
  /** Hours between two comparisons of all issues; 0 never. */
  reconcileHours: number;
  /** Issues whose newest comment is looked at in one reconcile (one request each). */
  reconcileNotes: number;
}

export const DEFAULT_LIMITS: SyncLimits = {
  title: 255,
  description: 1_048_576,
  note: 1_000_000,
  attachmentBytes: 100 * 1024 * 1024,
  concurrency: 24,
  overlapSeconds: 30,
  reconcileHours: 24,
  reconcileNotes: 500,
};

export interface SyncContext {
  source: SyncSource;
  target: SyncTarget;
  limits: SyncLimits;
  /** Target usernames of `SyncOptions.userMapping` that exist there → their user id. */
  targetUserIds: ReadonlyMap<string, number>;
}
