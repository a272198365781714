import {
  arrayOf,
  bool,
  DeclinedError,
  type Decoded,
  id,
  nothing,
  numOrNull,
  object,
  optional,
  orNull,
  str,
  strOrNull,
} from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { type GitlabPage, Listing, type PageOptions, readPage } from '../http/listing';
import { named, type Ref, userRef } from './shared';

export const note = object({
  id,
  body: str,
  author: orNull(userRef),
  created_at: str,
  updated_at: str,
  system: bool,
  noteable_iid: optional(numOrNull),
  /** `DiscussionNote` inside a thread, null for a comment by itself. */
  type: optional(strOrNull),
  internal: optional(bool),
  /** The older name of `internal`. */
  confidential: optional(bool),
  resolvable: optional(bool),
  imported: optional(bool),
});
export type GitlabNote = Decoded<typeof note>;

/** A text of quick actions only is carried out and leaves no comment: newer servers answer 202 without one. */
const newNote = (value: unknown): GitlabNote => {
  if (typeof value === 'object' && value !== null && 'commands_changes' in value && !('id' in value)) {
    throw new DeclinedError('it took the text for quick actions and made no comment of it');
  }
  return note(value);
};

export interface NoteQuery {
  order_by?: 'created_at' | 'updated_at';
  sort?: 'asc' | 'desc';
  /** Ignored by older servers: look at `system` all the same. */
  activity_filter?: 'all_notes' | 'only_comments' | 'only_activity';
  page?: number;
  per_page?: number;
}

export interface NewNote {
  body: string;
  /** Cannot be changed later. */
  internal?: boolean;
  /** Administrators and Owners only. */
  created_at?: string;
}

/** Creating notes has a hidden limit of its own (60 a minute on GitLab.com), shared with discussions. */
export const NOTE_CREATION = 'notes:create';

/** Comments of issues. */
export class NotesApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, issueIid: number, query: NoteQuery = {}, options?: PageOptions): Listing<GitlabNote> {
    return new Listing(this.http, this.listCall(project, issueIid, query), options);
  }

  page(project: Ref, issueIid: number, query: NoteQuery = {}, options?: PageOptions): Promise<GitlabPage<GitlabNote>> {
    return readPage(this.http, this.listCall(project, issueIid, query), options);
  }

  get(project: Ref, issueIid: number, noteId: number, options?: CallOptions): Promise<GitlabNote> {
    return this.http.call({ ...this.one('GET', project, issueIid, noteId, 'read'), decode: note }, options);
  }

  create(project: Ref, issueIid: number, body: NewNote, options?: CallOptions): Promise<GitlabNote> {
    const call = this.all('POST', project, issueIid, 'comment on');
    return this.http.call({ ...call, body, limitClass: NOTE_CREATION, decode: newNote }, options);
  }

  update(
    project: Ref,
    issueIid: number,
    noteId: number,
    body: { body: string },
    options?: CallOptions,
  ): Promise<GitlabNote> {
    return this.http.call({ ...this.one('PUT', project, issueIid, noteId, 'change'), body, decode: note }, options);
  }

  remove(project: Ref, issueIid: number, noteId: number, options?: CallOptions): Promise<void> {
    return this.http.call({ ...this.one('DELETE', project, issueIid, noteId, 'delete'), decode: nothing }, options);
  }

  private listCall(project: Ref, issueIid: number, query: NoteQuery): Call<GitlabNote[]> {
    return {
      ...this.all('GET', project, issueIid, 'list the comments of'),
      query: { ...query },
      decode: arrayOf(note),
    };
  }

  private all(method: Method, project: Ref, iid: number, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} issue #${iid} of ${named('project', project)}`;
    return { method, route: '/projects/:id/issues/:iid/notes', params: { id: project, iid }, operation };
  }

  private one(method: Method, project: Ref, iid: number, noteId: number, verb: string): Omit<Call<never>, 'decode'> {
    const operation = `${verb} a comment of issue #${iid} of ${named('project', project)}`;
    const params = { id: project, iid, note_id: noteId };
    return { method, route: '/projects/:id/issues/:iid/notes/:note_id', params, operation };
  }
}
