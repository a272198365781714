import { EventEmitter } from 'node:events';
import type { Issue, Note, Project, User } from './model';

export interface RefChange {
  ref: string;
  /** 40 zeros for a new ref. */
  before: string;
  /** 40 zeros for a deleted ref. */
  after: string;
}

export interface IssueEvent {
  issue: Issue;
  by: User;
  action: 'open' | 'close' | 'reopen' | 'update';
  changes: Record<string, { previous: unknown; current: unknown }>;
}

export interface NoteEvent {
  issue: Issue;
  note: Note;
  by: User;
  action: 'create' | 'update';
}

export interface PushEvent {
  project: Project;
  by: User;
  changes: RefChange[];
}

/** What happened in the world, for those who act on it: webhooks, push mirrors, closing by commit. */
export type WorldEvents = EventEmitter<{ issue: [IssueEvent]; note: [NoteEvent]; push: [PushEvent] }>;

export const NO_COMMIT = '0'.repeat(40);
