/** What an administrator could change on a real GitLab, and the behaviour of the simulator itself. All may be changed while it runs. */
export interface Settings {
  /** Added to every API answer, by waiting. */
  latencyMs: number;
  /** This server's clock minus the real time. */
  clockSkewMs: number;
  /** How long a push mirror waits after a push to its project. A busy GitLab takes up to five minutes. */
  mirrorDelayMs: number;
  /** `pretend` finishes mirror runs without git, for measuring the API alone. */
  mirrorTransport: 'git' | 'pretend';
  pullMirrorIntervalSeconds: number;
  maxAttachmentBytes: number;
  maxDescriptionLength: number;
  maxNoteLength: number;
  maxNotesPerIssue: number;
  maxEnabledPushMirrors: number;
  /** Above this number of rows GitLab leaves the totals out of a listing. */
  maxCountedRows: number;
  /** Highest offset where keyset pagination exists. */
  maxOffset: number;
  /** The reported quirk: the first comment of an issue leaves its `updated_at` alone. */
  firstCommentKeepsUpdatedAt: boolean;
  /** The answer to a note that holds only quick actions: newer servers accept it with 202, older reports say 400. */
  commandOnlyNoteStatus: 202 | 400;
  /** GitLab's own default is false; a laptop has nothing but local addresses. */
  allowLocalRequests: boolean;
  webhookTimeoutMs: number;
  autoDisableHooks: boolean;
  /** The default branch becomes protected with the first push. */
  protectDefaultBranch: boolean;
  tokenExpiryRequired: boolean;
  /** Whether projects show `mirror` where the licence covers pull mirroring, as the documentation has it. */
  projectsTellMirror: boolean;
  /** The answer about the pull mirror of a project that has none, and about any without the licence: documented nowhere. */
  unmirroredPullStatus: 400 | 403 | 404;
  limits: RateLimits;
}

/** Requests per period and user; absent = no limit. */
export interface RateLimits {
  /** The middleware's limit for all of the API, shown in `RateLimit-*` headers. */
  api?: number;
  apiPeriodSeconds?: number;
  /** Application limits a minute: in no header, JSON body, no `Retry-After`. */
  issuesCreate?: number;
  notesCreate?: number;
  search?: number;
  projectsList?: number;
  hookTests?: number;
}

export const DEFAULT_SETTINGS: Settings = {
  latencyMs: 0,
  clockSkewMs: 0,
  mirrorDelayMs: 5_000,
  mirrorTransport: 'git',
  pullMirrorIntervalSeconds: 300,
  maxAttachmentBytes: 100 * 1024 * 1024,
  maxDescriptionLength: 1_048_576,
  maxNoteLength: 1_000_000,
  maxNotesPerIssue: 5_000,
  maxEnabledPushMirrors: 10,
  maxCountedRows: 10_000,
  maxOffset: 50_000,
  firstCommentKeepsUpdatedAt: true,
  commandOnlyNoteStatus: 202,
  allowLocalRequests: true,
  webhookTimeoutMs: 10_000,
  autoDisableHooks: true,
  protectDefaultBranch: true,
  tokenExpiryRequired: true,
  projectsTellMirror: true,
  unmirroredPullStatus: 400,
  limits: { hookTests: 5 },
};
