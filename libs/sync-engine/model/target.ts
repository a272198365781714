/** What we read from and write to the target project. */
export interface TargetIssue {
  id: number;
  iid: number;
  title: string;
  description: string;
  state: 'opened' | 'closed';
  labels: string[];
  assigneeIds: number[];
  authorId: number | null;
  createdAt: string;
  updatedAt: string;
  webUrl: string;
  confidential: boolean;
  discussionLocked: boolean;
  dueDate: string | null;
  issueType: string;
  weight: number | null | undefined;
  /** Seconds. */
  timeEstimate: number;
  /** Seconds. */
  timeSpent: number;
}

/** A new issue. A field that is absent is not sent. An issue is always created open. */
export interface TargetIssueDraft {
  title: string;
  description: string;
  labels: string[];
  confidential: boolean;
  issueType?: string;
  dueDate?: string;
  weight?: number;
  assigneeIds?: number[];
  /** Only with Owner rights on the target. */
  createdAt?: string;
  /** Only with Owner rights on the target. */
  iid?: number;
}

/** A change of an issue. A field that is absent stays as it is; null clears. */
export interface TargetIssuePatch {
  title?: string;
  description?: string;
  addLabels?: string[];
  removeLabels?: string[];
  confidential?: boolean;
  discussionLocked?: boolean;
  issueType?: string;
  dueDate?: string | null;
  weight?: number | null;
  /** An empty list clears. */
  assigneeIds?: number[];
  stateEvent?: 'close' | 'reopen';
  /** Only with Owner rights on the target. */
  updatedAt?: string;
}

export interface TargetNote {
  id: number;
  /** Known when the note was written into or read from a discussion. */
  discussionId: string | null;
  body: string;
  authorId: number | null;
  internal: boolean;
  system: boolean;
  createdAt: string;
}

export interface TargetNoteDraft {
  body: string;
  internal: boolean;
  /** Only with Owner rights on the target. */
  createdAt?: string;
  /**
   * `alone`: POST notes (the only form that can be internal); `thread`: POST discussions; `reply`: into that discussion
   * (which makes a thread of a comment that stood alone, and inherits `internal`).
   */
  place: { kind: 'alone' } | { kind: 'thread' } | { kind: 'reply'; discussionId: string };
}

export interface TargetLabel {
  name: string;
  /** Lower-case `#rrggbb`. */
  color: string;
  description: string | null;
}
