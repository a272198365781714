import type { IssueReference, ResolvedIssue, UploadRef } from './markdown/references-model';
import type { SyncCursor } from './cursor/cursor';
import type { SourceDiscussion, SourceIssue, SourceLabel } from './model/source';
import type { IssueLink, NoteLink, StoredState, UploadLink } from './model/stored';
import type {
  TargetIssue,
  TargetIssueDraft,
  TargetIssuePatch,
  TargetLabel,
  TargetNote,
  TargetNoteDraft,
} from './model/target';

/*
 * The rim of the engine. Rules for whoever implements these ports:
 * - Every failure of GitLab is thrown as `ForeignError` with the right kind; a failed read never becomes an empty list.
 * - A write whose answer was lost throws `ForeignError` with `ambiguous: true` and is never repeated by the adapter.
 * - All calls respect the signal and throw its reason when it is aborted.
 * - One call is one request (per page of 100), unless the comment says otherwise; retries of reads are the adapter's.
 */

export interface IssueQuery {
  orderBy: 'created_at' | 'updated_at';
  direction: 'asc' | 'desc';
  /** Inclusive, ISO 8601. */
  updatedAfter?: string;
  /** Inclusive, ISO 8601. */
  createdAfter?: string;
  state: 'opened' | 'all';
  perPage: number;
  /** From 1; without meaning when `next` is given. */
  page: number;
  /** The `next` of the page before; the other fields are those of the first page. */
  next?: string;
}

export interface IssuePage {
  issues: SourceIssue[];
  /** Keyset servers (18.3+): opaque pointer to the next page. Null on older servers: the engine pages by windows. */
  next: string | null;
  hasMore: boolean;
  /** The server's own clock when it answered, ISO 8601, cut to seconds; null when it does not tell. */
  serverTime: string | null;
}

/**
 * `gone` only when the server says 404 while the project itself can be read, and while our role there sees such things;
 * `unknown` for anything less certain.
 */
export type Presence = 'present' | 'gone' | 'unknown';

/** Reads the source project; never writes. */
export interface SourceReader {
  listIssues(query: IssueQuery, signal: AbortSignal): Promise<IssuePage>;
  /** How many there are, only to show how far a run is; null when the server does not say. */
  countIssues(state: IssueQuery['state'], signal: AbortSignal): Promise<number | null>;
  /** At most 100, one request (`iids[]`, `state=all`); what is not there is left out. */
  getIssues(iids: number[], signal: AbortSignal): Promise<SourceIssue[]>;
  probeIssue(iid: number, signal: AbortSignal): Promise<Presence>;
  /** All pages, one request each; all or an error. System notes may be included. */
  listDiscussions(iid: number, signal: AbortSignal): Promise<SourceDiscussion[]>;
  /** `updated_at` of the most recently updated comment; null when there is none. */
  newestNoteUpdate(iid: number, signal: AbortSignal): Promise<string | null>;
  probeNote(iid: number, noteId: number, isInternal: boolean, signal: AbortSignal): Promise<Presence>;
  /** All pages; with ancestor groups. */
  listLabels(signal: AbortSignal): Promise<SourceLabel[]>;
}

/** Target issues ordered by `updated_at`, closed ones included. */
export interface TargetIssueQuery {
  /** Exact label name. */
  label?: string;
  /** Inclusive, ISO 8601. */
  updatedAfter?: string;
  /** Both inclusive, ISO 8601. */
  created?: { after: string; before: string };
  authorId?: number;
  direction: 'asc' | 'desc';
  perPage: number;
  page: number;
}

export interface TargetIssuePage {
  issues: TargetIssue[];
  hasMore: boolean;
}

/** Reads and writes the target project. */
export interface TargetWriter {
  listIssues(query: TargetIssueQuery, signal: AbortSignal): Promise<TargetIssuePage>;
  /** At most 100, one request; what is not there is left out. */
  getIssues(iids: number[], signal: AbortSignal): Promise<TargetIssue[]>;
  /** Null only for a 404 while the project itself can be read, with a role from which nothing is hidden. */
  getIssue(iid: number, signal: AbortSignal): Promise<TargetIssue | null>;
  /** Taken iid: `ForeignError` of kind `validation`. */
  createIssue(draft: TargetIssueDraft, signal: AbortSignal): Promise<TargetIssue>;
  updateIssue(iid: number, patch: TargetIssuePatch, signal: AbortSignal): Promise<TargetIssue>;
  deleteIssue(iid: number, signal: AbortSignal): Promise<void>;
  /** All pages; with ancestor groups. */
  listLabels(signal: AbortSignal): Promise<TargetLabel[]>;
  /** A label that exists already is no error. */
  createLabel(label: TargetLabel, signal: AbortSignal): Promise<void>;
  /** All comments of the issue with their discussion ids, all pages. */
  listNotes(iid: number, signal: AbortSignal): Promise<TargetNote[]>;
  createNote(iid: number, draft: TargetNoteDraft, signal: AbortSignal): Promise<TargetNote>;
  updateNote(iid: number, noteId: number, body: string, signal: AbortSignal): Promise<TargetNote>;
  /** A note that is gone already is no error. */
  deleteNote(iid: number, noteId: number, signal: AbortSignal): Promise<void>;
  /** Sets the estimate; 0 resets it. */
  setTimeEstimate(iid: number, minutes: number, signal: AbortSignal): Promise<void>;
  /** Adds an entry of more than 0 minutes. */
  addTimeSpent(iid: number, minutes: number, signal: AbortSignal): Promise<void>;
  resetTimeSpent(iid: number, signal: AbortSignal): Promise<void>;
  /**
   * An upload was begun at `startedAt` and its answer never came: remove the orphan where GitLab allows to find it
   * (17.2+, Maintainer: same name, ours, not one of `knownIds`). Best effort, at most two requests, never an error for
   * "not possible here".
   */
  discardLostUpload(upload: UploadLink, signal: AbortSignal): Promise<void>;
}

export interface CopiedFile {
  /** Relative form on the target as GitLab answered it: `/uploads/<secret>/<file>`. */
  url: string;
  targetUploadId: number | null;
  sha256: string;
  sizeBytes: number;
}

/** Carries one file from the source to the target without holding it in memory. */
export interface AttachmentTransfer {
  /**
   * Downloads by the API with the token, refuses a login page and anything longer than `maxBytes` (`AppError` with code
   * `attachment_too_large` / `attachment_unavailable`), asks `reuse` with the SHA-256 whether the same content is on the
   * target already, else uploads it.
   */
  copy(
    ref: UploadRef,
    maxBytes: number,
    reuse: (sha256: string) => Promise<CopiedFile | null>,
    signal: AbortSignal,
  ): Promise<CopiedFile>;
}

/** What one config remembers. Each call is at most one query, unless the comment says otherwise; writes are durable on return. */
export interface SyncStore {
  loadState(): Promise<StoredState>;
  saveCursor(cursor: SyncCursor): Promise<void>;
  loadLinks(sourceIids: number[]): Promise<IssueLink[]>;
  /** Parked links with `retryAt` ≤ now and intents (`creating`), lowest iid first. */
  loadDue(now: Date, limit: number): Promise<IssueLink[]>;
  /** All links with `sourceIid` > after, lowest first; for the reconcile. */
  listLinks(afterSourceIid: number, limit: number): Promise<IssueLink[]>;
  /** Inserts or replaces by `sourceIid`. */
  saveLinks(links: IssueLink[]): Promise<void>;
  /**
   * Of these issues of the *source* project, those that any config of this installation made there as copies → our ids
   * of all instances they come from (following the map back along a chain).
   */
  loadOrigins(sourceIids: number[]): Promise<ReadonlyMap<number, number[]>>;
  loadNoteLinks(sourceIids: number[]): Promise<NoteLink[]>;
  /** Inserts or replaces by `sourceNoteId`. */
  saveNoteLinks(links: NoteLink[]): Promise<void>;
  loadUploads(keys: string[]): Promise<UploadLink[]>;
  findUploadBySha256(sha256: string): Promise<UploadLink | null>;
  /** Inserts or replaces by `key`. */
  saveUpload(upload: UploadLink): Promise<void>;
  /** Counterparts on this target instance, made by any config from this source instance; unknown ones are left out. */
  resolveReferences(references: IssueReference[]): Promise<ResolvedIssue[]>;
  /**
   * Source iids whose link or one of whose note links waits (`waitingFor`) for a key that has a counterpart by now.
   * Asked once at the end of every run, so it should cost nothing when nobody waits.
   */
  findResolvable(limit: number): Promise<number[]>;
  /** Names of labels that are known to exist on the target. */
  loadKnownLabels(): Promise<string[]>;
  addKnownLabels(names: string[]): Promise<void>;
}

export interface SyncPorts {
  source: SourceReader;
  target: TargetWriter;
  attachments: AttachmentTransfer;
  store: SyncStore;
  /** Our own clock; only for durations and for what people read. */
  clock: { now(): Date };
}
