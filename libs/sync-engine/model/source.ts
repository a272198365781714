/** What we read from the source project. Tolerant on purpose: what a server or its tier does not tell is undefined. */
export interface SourceUser {
  id: number;
  username: string;
  name: string;
}

export interface SourceIssue {
  /** Global id; unique on the instance. */
  id: number;
  /** Number inside the project. */
  iid: number;
  title: string;
  /** Raw markdown; '' when there is none. */
  description: string;
  state: 'opened' | 'closed';
  /** Names of project and ancestor-group labels. */
  labels: string[];
  author: SourceUser | null;
  assignees: SourceUser[];
  /** ISO 8601 as the server wrote it (milliseconds kept): these are compared as instants of the server's own clock. */
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  webUrl: string;
  confidential: boolean;
  discussionLocked: boolean;
  /** `YYYY-MM-DD` or null. */
  dueDate: string | null;
  /** `issue`, `incident`, `test_case`, `task` or something newer. */
  issueType: string;
  /** undefined: the tier has no weights; null: not set. */
  weight: number | null | undefined;
  /** Seconds. */
  timeEstimate: number;
  /** Seconds. */
  timeSpent: number;
  milestone: { title: string } | null;
  iteration: { title: string } | null;
  epic: { iid: number; title: string } | null;
  /** Number of comments of people (system notes not counted). May change without `updatedAt` changing. */
  userNotesCount: number;
  /** Global id of the issue this one was moved to. */
  movedToId: number | null;
}

export interface SourceNote {
  id: number;
  body: string;
  author: SourceUser | null;
  createdAt: string;
  updatedAt: string;
  system: boolean;
  internal: boolean;
}

/** A thread, or one comment that stands alone (`individualNote`). */
export interface SourceDiscussion {
  id: string;
  individualNote: boolean;
  notes: SourceNote[];
}

export interface SourceLabel {
  name: string;
  /** `#rrggbb`. */
  color: string;
  description: string | null;
}
