import { issueMarkerKey, noteMarkerKey, ownMarker } from '../markers/marker';
import type { TargetIssue, TargetNote } from '../model/target';
import { PAGE_SIZE } from '../cursor/windows';
import type { TargetIssueQuery } from '../ports';
import type { Session } from './session';

/** Seconds that clocks of several target nodes may differ by. */
const NODE_SKEW_SECONDS = 60;

type Filter = Pick<TargetIssueQuery, 'label' | 'updatedAfter' | 'created'>;

const moved = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString();

/** Finds copies whose creation was not confirmed, by their markers. */
export class LostAnswers {
  constructor(private readonly session: Session) {}

  /** With an iid of our choice one request tells. `taken`: it belongs to something else. */
  async byIid(sourceIid: number, targetIid: number): Promise<TargetIssue | 'taken' | null> {
    const issue = await this.session.ports.target.getIssue(targetIid, this.session.signal);
    if (issue === null) return null;
    return this.isCopyOf(issue, sourceIid) ? issue : 'taken';
  }

  /**
   * The copy of a source issue among what changed on the target since `since` (its own time; null: it was empty): the
   * work is bounded by what has happened there since the intent, however many issues there are.
   */
  since(since: string | null, sourceIid: number): Promise<TargetIssue | null> {
    return this.among(since === null ? {} : { updatedAfter: moved(since, -NODE_SKEW_SECONDS) }, sourceIid);
  }

  /**
   * The same among issues that were created when the source issue was, by the date that we gave it: where we set dates,
   * "its own time" may be that of a source whose clock is ahead.
   */
  backdated(createdAt: string, sourceIid: number): Promise<TargetIssue | null> {
    return this.among({ created: { after: moved(createdAt, -1), before: moved(createdAt, 1) } }, sourceIid);
  }

  private async among(filter: Filter, sourceIid: number): Promise<TargetIssue | null> {
    let found: TargetIssue | null = null as TargetIssue | null;
    await this.scan(filter, (issue) => {
      // A person may have copied a copy: the older one is ours.
      if (this.isCopyOf(issue, sourceIid) && (found === null || issue.iid < found.iid)) found = issue;
    });
    return found;
  }

  /** Every copy that carries our label, as marker key → the oldest issue with it; for a config made anew. */
  async copiesByKey(label: string, keep: (key: string, issue: TargetIssue) => void): Promise<void> {
    await this.scan({ label }, (issue) => {
      const marker = ownMarker(issue.description, this.session.context.target);
      if (marker?.kind === 'issue') keep(marker.key, issue);
    });
  }

  /**
   * Source note id → its copy, among the comments of one target issue. `anyAuthor`: the copy was adopted, our user may
   * have been another one then.
   */
  async notesOf(
    targetIid: number,
    sourceNoteIds: readonly number[],
    anyAuthor: boolean,
  ): Promise<Map<number, TargetNote>> {
    const wanted = new Map(sourceNoteIds.map((id) => [noteMarkerKey(this.session.context.source, id), id]));
    const notes = await this.session.ports.target.listNotes(targetIid, this.session.signal);
    const found = new Map<number, TargetNote>();
    for (const note of notes) {
      const marker = note.system ? null : ownMarker(note.body, this.session.context.target);
      const id = marker?.kind === 'note' ? wanted.get(marker.key) : undefined;
      if (id === undefined || !(anyAuthor || this.isOurs(note.authorId))) continue;
      const other = found.get(id);
      if (!other || note.id < other.id) found.set(id, note);
    }
    return found;
  }

  private isCopyOf(issue: TargetIssue, sourceIid: number): boolean {
    const marker = ownMarker(issue.description, this.session.context.target);
    return marker?.key === issueMarkerKey(this.session.context.source, sourceIid) && this.isOurs(issue.authorId);
  }

  private isOurs(authorId: number | null): boolean {
    const { userId } = this.session.context.target;
    return userId === null || authorId === null || authorId === userId;
  }

  /** By rows updated last first, so that nothing that is touched while we read can slip past; a row may come twice. */
  private async scan(filter: Filter, visit: (issue: TargetIssue) => void): Promise<void> {
    const { ports, signal } = this.session;
    for (let page = 1; ; page++) {
      const { issues, hasMore } = await ports.target.listIssues(
        { ...filter, direction: 'desc', perPage: PAGE_SIZE, page },
        signal,
      );
      for (const issue of issues) {
        this.session.sawOnTarget(issue);
        visit(issue);
      }
      if (!hasMore || issues.length === 0) return;
    }
  }
}
