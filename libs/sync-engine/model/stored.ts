import type { SyncCursor } from '../cursor/cursor';

/**
 * `creating`: an intent, its copy may or may not exist · `synced` · `incomplete`: the copy exists, something of it is
 * still to do or to repeat (`error` says what) · `failed`: no copy, parked · `target_modified`: someone edited the
 * copy and the config says keep or stop · `target_deleted`, `source_deleted`: left alone by the config.
 */
export type LinkStatus =
  'creating' | 'synced' | 'incomplete' | 'failed' | 'target_modified' | 'target_deleted' | 'source_deleted';

/** The stored row that ties a source issue to its copy; unique by (config, sourceIid). */
export interface IssueLink {
  sourceIid: number;
  sourceId: number;
  sourceUrl: string;
  title: string;
  targetIid: number | null;
  targetId: number | null;
  targetUrl: string | null;
  status: LinkStatus;
  /** Hash of everything of the source issue that was synced, under the options of then; null: not all done yet. */
  sourceHash: string | null;
  /** Hash of what we last rendered for the copy. */
  renderedHash: string | null;
  /** Hash of the copy as GitLab answered it after our last write. */
  targetHash: string | null;
  /** `updatedAt` of the source issue when it was last handled, with success or not. */
  sourceUpdatedAt: string | null;
  /** `userNotesCount` when the comments were last synced in full; -1: they have to be read again. */
  notesCount: number;
  /** Newest `updatedAt` of a source comment when the comments were last read in full. */
  notesUpdatedAt: string | null;
  /** Labels that we put on the copy; all others there were added by people and stay. */
  appliedLabels: string[];
  /** Keys of references whose counterpart was not mirrored yet when the texts were rendered (see `referenceKey`). */
  waitingFor: string[];
  /** While `creating`: newest `updatedAt` seen on the target before the create, in its own time. */
  intentSince: string | null;
  /** While `creating`: the iid we asked for. */
  intentIid: number | null;
  /** Comments of an adopted copy are not known: they are looked up by their markers before any is written. */
  notesUnknown: boolean;
  /** Failed attempts in a row. */
  failures: number;
  /** When a parked issue is due again (our clock, ISO); null: not parked. */
  retryAt: string | null;
  error: string | null;
  /** When we last wrote or confirmed it (our clock, ISO). */
  syncedAt: string | null;
}

/** A comment and its copy; unique by (config, sourceNoteId). `targetNoteId` null: an intent, it may exist. */
export interface NoteLink {
  sourceIid: number;
  sourceNoteId: number;
  sourceDiscussionId: string;
  targetNoteId: number | null;
  targetDiscussionId: string | null;
  /** Hash of the source comment under the options of then; null: to be written again. */
  sourceHash: string | null;
  internal: boolean;
  /** `gone`: deleted on the source and dealt with; `refused`: GitLab does not accept it, `error` says why. */
  status: 'creating' | 'synced' | 'refused' | 'gone';
  /** As on `IssueLink`. */
  waitingFor: string[];
  error: string | null;
}

/**
 * A file and its copy; unique by (config or target project, key). `url` null: an intent, the upload may exist; '': there
 * is none, the last attempt failed.
 */
export interface UploadLink {
  /** `uploadKey` of the source file. */
  key: string;
  filename: string;
  /** Relative form on the target, `/uploads/<secret>/<file>`. */
  url: string | null;
  /** GitLab 17.3+ tells the id of an upload. */
  targetUploadId: number | null;
  sha256: string | null;
  sizeBytes: number | null;
  /** Our clock, ISO: when the upload was begun. */
  startedAt: string;
}

export interface StoredState {
  cursor: SyncCursor | null;
  /** Uploads that were begun and whose end we never saw. */
  openUploads: UploadLink[];
}
