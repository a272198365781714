/** The numbers of a run, as the contract names them (in camelCase). */
export interface SyncCounters {
  /** Listed so far, or as many as the source says there are. */
  issuesTotal: number;
  issuesProcessed: number;
  issuesCreated: number;
  issuesUpdated: number;
  issuesSkipped: number;
  issuesFailed: number;
  /** Comments of the issues that are worked on, as far as they are known. */
  commentsTotal: number;
  /** Compared, and written where they had to be. */
  commentsProcessed: number;
  /** Created or updated. */
  commentsSynced: number;
  attachmentsSynced: number;
}

export interface SyncProblem {
  /** null: it concerns the whole run. */
  issueIid: number | null;
  /** Stable and for machines. */
  code: string;
  /** One sentence for people. */
  message: string;
}

export interface SyncReport {
  /** partial: some issue failed; failed: the run stopped early (`stoppedBy` says why); what was done is stored. */
  status: 'success' | 'partial' | 'failed' | 'cancelled';
  counters: SyncCounters;
  errors: SyncProblem[];
  /** Done, but someone should know: a text GitLab changed, labels that could not be made, a modified copy … */
  warnings: SyncProblem[];
  stoppedBy: unknown;
}

export type ProgressListener = (counters: Readonly<SyncCounters>) => void;
