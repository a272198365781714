import { arrayOf, bool, type Decoded, listOf, nothing, object, text } from '../decode';
import type { Call, CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { type GitlabNote, type NewNote, note, NOTE_CREATION } from './notes';
import { named, type Ref } from './shared';

const discussion = object({
  /** 40 hex digits. */
  id: text,
  /** True for a comment that stands alone. */
  individual_note: bool,
  notes: listOf(note),
});
export type GitlabDiscussion = Decoded<typeof discussion>;

/** Threads of issues. The list holds single comments too, so it is the one complete read of an issue's comments. */
export class DiscussionsApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, issueIid: number, options?: PageOptions): Listing<GitlabDiscussion> {
    const call = this.of('GET', project, issueIid, 'list the comments of');
    return new Listing(this.http, { ...call, decode: arrayOf(discussion) }, options);
  }

  get(project: Ref, issueIid: number, discussionId: string, options?: CallOptions): Promise<GitlabDiscussion> {
    const call = this.of('GET', project, issueIid, 'read a thread of', '/:discussion_id', {
      discussion_id: discussionId,
    });
    return this.http.call({ ...call, decode: discussion }, options);
  }

  /** Opens a thread. */
  create(project: Ref, issueIid: number, body: NewNote, options?: CallOptions): Promise<GitlabDiscussion> {
    const call = this.of('POST', project, issueIid, 'comment on');
    return this.http.call({ ...call, body, limitClass: NOTE_CREATION, decode: discussion }, options);
  }

  /** Answers in a thread; a single comment becomes one. Answers to an internal note are internal. */
  reply(
    project: Ref,
    issueIid: number,
    discussionId: string,
    body: Omit<NewNote, 'internal'>,
    options?: CallOptions,
  ): Promise<GitlabNote> {
    const params = { discussion_id: discussionId };
    const call = this.of('POST', project, issueIid, 'comment on', '/:discussion_id/notes', params);
    return this.http.call({ ...call, body, limitClass: NOTE_CREATION, decode: note }, options);
  }

  updateNote(
    project: Ref,
    issueIid: number,
    discussionId: string,
    noteId: number,
    body: { body: string },
    options?: CallOptions,
  ): Promise<GitlabNote> {
    const call = this.oneNote('PUT', project, issueIid, discussionId, noteId, 'change');
    return this.http.call({ ...call, body, decode: note }, options);
  }

  removeNote(
    project: Ref,
    issueIid: number,
    discussionId: string,
    noteId: number,
    options?: CallOptions,
  ): Promise<void> {
    const call = this.oneNote('DELETE', project, issueIid, discussionId, noteId, 'delete');
    return this.http.call({ ...call, decode: nothing }, options);
  }

  private oneNote(
    method: Method,
    project: Ref,
    iid: number,
    discussionId: string,
    noteId: number,
    verb: string,
  ): Omit<Call<never>, 'decode'> {
    const params = { discussion_id: discussionId, note_id: noteId };
    return this.of(method, project, iid, `${verb} a comment of`, '/:discussion_id/notes/:note_id', params);
  }

  private of(
    method: Method,
    project: Ref,
    iid: number,
    verb: string,
    tail = '',
    params: Record<string, string | number> = {},
  ): Omit<Call<never>, 'decode'> {
    const operation = `${verb} issue #${iid} of ${named('project', project)}`;
    return {
      method,
      route: `/projects/:id/issues/:iid/discussions${tail}`,
      params: { id: project, iid, ...params },
      operation,
    };
  }
}
