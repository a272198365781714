import type { GitlabClient } from '@app/gitlab';
import type {
  IssuePage,
  IssueQuery,
  Presence,
  SourceDiscussion,
  SourceIssue,
  SourceLabel,
  SourceReader,
} from '@app/sync-engine';
import { countIssues } from './count-issues';
import { presenceOf } from './presence';
import { seesConfidential } from './read-facts';
import { sourceDiscussion, sourceIssue, sourceLabel } from './shapes';

/** The source project over its REST API. */
export class GitlabSourceReader implements SourceReader {
  constructor(
    private readonly client: GitlabClient,
    private readonly projectId: number,
    /** Whether the server pages issues by keyset (18.3+). */
    private readonly keyset: boolean,
  ) {}

  async listIssues(query: IssueQuery, signal: AbortSignal): Promise<IssuePage> {
    const { items, next, serverTime } = await this.client.issues.page(
      this.projectId,
      {
        state: query.state,
        order_by: query.orderBy,
        sort: query.direction,
        per_page: query.perPage,
        ...(this.keyset ? { pagination: 'keyset' } : { page: query.page }),
        ...(query.updatedAfter !== undefined && { updated_after: query.updatedAfter }),
        ...(query.createdAfter !== undefined && { created_after: query.createdAfter }),
      },
      { next: query.next ?? null, signal },
    );
    // A server that ignores the wish for keysets answers with page numbers, which do not survive edits.
    const pointer = this.keyset && next !== null && new URLSearchParams(next).has('cursor') ? next : null;
    return {
      issues: items.map(sourceIssue),
      next: pointer,
      hasMore: next !== null,
      serverTime: serverTime?.toISOString() ?? null,
    };
  }

  countIssues(state: IssueQuery['state'], signal: AbortSignal): Promise<number | null> {
    return countIssues(this.client, this.projectId, state, signal);
  }

  async getIssues(iids: number[], signal: AbortSignal): Promise<SourceIssue[]> {
    const page = await this.client.issues.page(this.projectId, { iids, state: 'all', per_page: 100 }, { signal });
    return page.items.map(sourceIssue);
  }

  probeIssue(iid: number, signal: AbortSignal): Promise<Presence> {
    return this.presence(() => this.client.issues.get(this.projectId, iid, { signal }), true, signal);
  }

  async listDiscussions(iid: number, signal: AbortSignal): Promise<SourceDiscussion[]> {
    return (await this.client.discussions.list(this.projectId, iid, { signal }).all()).map(sourceDiscussion);
  }

  async newestNoteUpdate(iid: number, signal: AbortSignal): Promise<string | null> {
    const query = { order_by: 'updated_at', sort: 'desc', activity_filter: 'only_comments', per_page: 20 } as const;
    for await (const note of this.client.notes.list(this.projectId, iid, query, { signal })) {
      // Older servers do not know the filter.
      if (!note.system) return note.updated_at;
    }
    return null;
  }

  probeNote(iid: number, noteId: number, isInternal: boolean, signal: AbortSignal): Promise<Presence> {
    return this.presence(() => this.client.notes.get(this.projectId, iid, noteId, { signal }), isInternal, signal);
  }

  async listLabels(signal: AbortSignal): Promise<SourceLabel[]> {
    return (await this.client.labels.list(this.projectId, {}, { signal }).all()).map(sourceLabel);
  }

  /** `mayBeHidden`: from weaker roles; ours may have become one since the run began. */
  private presence(read: () => Promise<unknown>, mayBeHidden: boolean, signal: AbortSignal): Promise<Presence> {
    const { client, projectId } = this;
    if (!mayBeHidden) return presenceOf(read, client, projectId, signal);
    return presenceOf(read, client, projectId, signal, (project) => seesConfidential(client, project, signal));
  }
}
