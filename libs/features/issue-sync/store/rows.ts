import type { IssueLink, NoteLink, UploadLink } from '@app/sync-engine';
import { RowSet } from './row-set';

export const ISSUE_LINKS = new RowSet<IssueLink>(
  'issue_links',
  {
    sourceIid: 'bigint',
    sourceId: 'bigint',
    sourceUrl: 'text',
    title: 'text',
    targetIid: 'bigint',
    targetId: 'bigint',
    targetUrl: 'text',
    status: 'text',
    sourceHash: 'text',
    renderedHash: 'text',
    targetHash: 'text',
    sourceUpdatedAt: 'text',
    notesCount: 'integer',
    notesUpdatedAt: 'text',
    appliedLabels: 'text[]',
    waitingFor: 'text[]',
    intentSince: 'text',
    intentIid: 'bigint',
    notesUnknown: 'boolean',
    failures: 'integer',
    retryAt: 'timestamptz',
    error: 'text',
    syncedAt: 'timestamptz',
  },
  'sourceIid',
);

export const NOTE_LINKS = new RowSet<NoteLink>(
  'note_links',
  {
    sourceIid: 'bigint',
    sourceNoteId: 'bigint',
    sourceDiscussionId: 'text',
    targetNoteId: 'bigint',
    targetDiscussionId: 'text',
    sourceHash: 'text',
    internal: 'boolean',
    status: 'text',
    waitingFor: 'text[]',
    error: 'text',
  },
  'sourceNoteId',
);

export const UPLOAD_LINKS = new RowSet<UploadLink>(
  'upload_links',
  {
    key: 'text',
    filename: 'text',
    url: 'text',
    targetUploadId: 'bigint',
    sha256: 'text',
    sizeBytes: 'bigint',
    startedAt: 'timestamptz',
  },
  'key',
);
