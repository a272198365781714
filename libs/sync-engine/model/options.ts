/** One filter of a config; a field that is null or empty does not filter. It only decides whether an issue is *created*. */
export interface IssueFilters {
  labelsAny: string[];
  labelsAll: string[];
  labelsNot: string[];
  /** Exact milestone title. */
  milestone: string | null;
  authorUsername: string | null;
  assigneeUsername: string | null;
  confidential: 'any' | 'only' | 'never';
  /** ISO 8601, inclusive. */
  createdAfter: string | null;
  /** `*` stands for any text; compared without case against the whole title. */
  titlePattern: string | null;
}

/** What happens to a source label on its way: a new name, or null to leave it out. */
export interface LabelRule {
  from: string;
  to: string | null;
}

/** The settings of one issue-sync config, in camelCase of the contract's names. */
export interface SyncOptions {
  syncComments: boolean;
  syncLabels: boolean;
  syncAttachments: boolean;
  syncWeight: boolean;
  syncTimeEstimate: boolean;
  syncTimeSpent: boolean;
  /** Also create copies of issues that are closed already. A copy is always closed with its source. */
  syncClosedIssues: boolean;
  /** False: create only. */
  updateExisting: boolean;
  /** False: only issues created after the first run. */
  syncExistingIssues: boolean;
  onSourceNoteDeleted: 'keep' | 'mark' | 'delete';
  onSourceIssueDeleted: 'keep' | 'mark' | 'delete';
  onTargetModified: 'overwrite' | 'keep' | 'stop';
  onTargetDeleted: 'recreate' | 'leave';
  filters: IssueFilters;
  labelRules: LabelRule[];
  /** Source username → target username; those assignees become real ones. */
  userMapping: Record<string, string>;
}

export const NO_FILTERS: IssueFilters = {
  labelsAny: [],
  labelsAll: [],
  labelsNot: [],
  milestone: null,
  authorUsername: null,
  assigneeUsername: null,
  confidential: 'any',
  createdAfter: null,
  titlePattern: null,
};

/** The contract's defaults. */
export const DEFAULT_SYNC_OPTIONS: SyncOptions = {
  syncComments: true,
  syncLabels: true,
  syncAttachments: true,
  syncWeight: true,
  syncTimeEstimate: true,
  syncTimeSpent: true,
  syncClosedIssues: false,
  updateExisting: true,
  syncExistingIssues: false,
  onSourceNoteDeleted: 'keep',
  onSourceIssueDeleted: 'keep',
  onTargetModified: 'overwrite',
  onTargetDeleted: 'recreate',
  filters: NO_FILTERS,
  labelRules: [],
  userMapping: {},
};
