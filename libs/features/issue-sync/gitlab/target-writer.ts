import { ForeignError } from '@app/common';
import type { GitlabClient, IssueFields } from '@app/gitlab';
import type {
  TargetIssue,
  TargetIssueDraft,
  TargetIssuePage,
  TargetIssuePatch,
  TargetIssueQuery,
  TargetLabel,
  TargetNote,
  TargetNoteDraft,
  TargetWriter,
  UploadLink,
} from '@app/sync-engine';
import { discardLostUpload, type KnownUploads } from './lost-upload';
import { isMissing, presenceOf } from './presence';
import { seesConfidential } from './read-facts';
import { targetIssue, targetLabel, targetNote } from './shapes';

/** The target project over its REST API. */
export class GitlabTargetWriter implements TargetWriter {
  constructor(
    private readonly client: GitlabClient,
    private readonly projectId: number,
    private readonly uploads: KnownUploads,
  ) {}

  async listIssues(query: TargetIssueQuery, signal: AbortSignal): Promise<TargetIssuePage> {
    const { items, next } = await this.client.issues.page(
      this.projectId,
      {
        state: 'all',
        order_by: 'updated_at',
        sort: query.direction,
        per_page: query.perPage,
        page: query.page,
        ...(query.label !== undefined && { labels: query.label }),
        ...(query.updatedAfter !== undefined && { updated_after: query.updatedAfter }),
        ...(query.created && { created_after: query.created.after, created_before: query.created.before }),
        ...(query.authorId !== undefined && { author_id: query.authorId }),
      },
      { signal },
    );
    return { issues: items.map(targetIssue), hasMore: next !== null };
  }

  async getIssues(iids: number[], signal: AbortSignal): Promise<TargetIssue[]> {
    const page = await this.client.issues.page(this.projectId, { iids, state: 'all', per_page: 100 }, { signal });
    return page.items.map(targetIssue);
  }

  async getIssue(iid: number, signal: AbortSignal): Promise<TargetIssue | null> {
    let refusal: unknown;
    let found: TargetIssue | null = null;
    const read = async (): Promise<void> => {
      try {
        found = targetIssue(await this.client.issues.get(this.projectId, iid, { signal }));
      } catch (error) {
        refusal = error;
        throw error;
      }
    };
    // Not visible is not the same as not there.
    const presence = await presenceOf(read, this.client, this.projectId, signal, (project) =>
      seesConfidential(this.client, project, signal),
    );
    if (presence === 'unknown') throw refusal;
    return found;
  }

  async createIssue(draft: TargetIssueDraft, signal: AbortSignal): Promise<TargetIssue> {
    const { title } = draft;
    const fields = {
      ...fieldsOf(draft),
      labels: draft.labels.join(','),
      ...(draft.createdAt !== undefined && { created_at: draft.createdAt }),
      ...(draft.iid !== undefined && { iid: draft.iid }),
    };
    return targetIssue(await this.client.issues.create(this.projectId, { ...fields, title }, { signal }));
  }

  async updateIssue(iid: number, patch: TargetIssuePatch, signal: AbortSignal): Promise<TargetIssue> {
    const changes = {
      ...fieldsOf(patch),
      ...(patch.addLabels?.length && { add_labels: patch.addLabels.join(',') }),
      ...(patch.removeLabels?.length && { remove_labels: patch.removeLabels.join(',') }),
      ...(patch.discussionLocked !== undefined && { discussion_locked: patch.discussionLocked }),
      ...(patch.stateEvent !== undefined && { state_event: patch.stateEvent }),
      ...(patch.updatedAt !== undefined && { updated_at: patch.updatedAt }),
    };
    return targetIssue(await this.client.issues.update(this.projectId, iid, changes, { signal }));
  }

  deleteIssue(iid: number, signal: AbortSignal): Promise<void> {
    return ignoringMissing(this.client.issues.remove(this.projectId, iid, { signal }));
  }

  async listLabels(signal: AbortSignal): Promise<TargetLabel[]> {
    return (await this.client.labels.list(this.projectId, {}, { signal }).all()).map(targetLabel);
  }

  async createLabel({ name, color, description }: TargetLabel, signal: AbortSignal): Promise<void> {
    const label = { name, color, ...(description !== null && { description }) };
    try {
      await this.client.labels.create(this.projectId, label, { signal });
    } catch (error) {
      if (!(error instanceof ForeignError) || error.causeCode !== 'conflict') throw error;
    }
  }

  async listNotes(iid: number, signal: AbortSignal): Promise<TargetNote[]> {
    const discussions = await this.client.discussions.list(this.projectId, iid, { signal }).all();
    return discussions.flatMap(({ id, notes }) => notes.map((note) => targetNote(note, id)));
  }

  async createNote(iid: number, draft: TargetNoteDraft, signal: AbortSignal): Promise<TargetNote> {
    const { place } = draft;
    const body = { body: draft.body, ...(draft.createdAt !== undefined && { created_at: draft.createdAt }) };
    if (place.kind === 'reply') {
      const note = await this.client.discussions.reply(this.projectId, iid, place.discussionId, body, { signal });
      return targetNote(note, place.discussionId);
    }
    if (place.kind === 'thread') {
      const { id, notes } = await this.client.discussions.create(this.projectId, iid, body, { signal });
      const [first] = notes;
      if (!first) throw new Error(`GitLab answered with the empty thread ${id}.`);
      return targetNote(first, id);
    }
    const internal = draft.internal ? { internal: true } : {};
    return targetNote(await this.client.notes.create(this.projectId, iid, { ...body, ...internal }, { signal }), null);
  }

  async updateNote(iid: number, noteId: number, body: string, signal: AbortSignal): Promise<TargetNote> {
    return targetNote(await this.client.notes.update(this.projectId, iid, noteId, { body }, { signal }), null);
  }

  deleteNote(iid: number, noteId: number, signal: AbortSignal): Promise<void> {
    return ignoringMissing(this.client.notes.remove(this.projectId, iid, noteId, { signal }));
  }

  async setTimeEstimate(iid: number, minutes: number, signal: AbortSignal): Promise<void> {
    if (minutes === 0) await this.client.timeTracking.resetEstimate(this.projectId, iid, { signal });
    else await this.client.timeTracking.setEstimate(this.projectId, iid, minutes * 60, { signal });
  }

  async addTimeSpent(iid: number, minutes: number, signal: AbortSignal): Promise<void> {
    await this.client.timeTracking.addSpent(this.projectId, iid, minutes * 60, undefined, { signal });
  }

  async resetTimeSpent(iid: number, signal: AbortSignal): Promise<void> {
    await this.client.timeTracking.resetSpent(this.projectId, iid, { signal });
  }

  discardLostUpload(upload: UploadLink, signal: AbortSignal): Promise<void> {
    return discardLostUpload(this.client, this.projectId, this.uploads, upload, signal);
  }
}

type CommonFields = Pick<
  TargetIssuePatch,
  'title' | 'description' | 'confidential' | 'issueType' | 'dueDate' | 'weight' | 'assigneeIds'
>;

const fieldsOf = (fields: CommonFields): IssueFields => ({
  ...(fields.title !== undefined && { title: fields.title }),
  ...(fields.description !== undefined && { description: fields.description }),
  ...(fields.confidential !== undefined && { confidential: fields.confidential }),
  ...(fields.issueType !== undefined && { issue_type: fields.issueType }),
  ...(fields.dueDate !== undefined && { due_date: fields.dueDate }),
  ...(fields.weight !== undefined && { weight: fields.weight }),
  // GitLab reads [0] as nobody; an empty list may be lost on its way through a proxy's or Rails' parameter clean-up.
  ...(fields.assigneeIds && { assignee_ids: fields.assigneeIds.length > 0 ? fields.assigneeIds : [0] }),
});

async function ignoringMissing(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
