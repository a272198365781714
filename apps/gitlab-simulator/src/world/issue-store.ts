import type { Issue } from './model';
import { SortedIndex } from './sorted-index';

/** The issues of one project with the indexes that its listings need. */
export class IssueStore {
  readonly byIid = new Map<number, Issue>();
  readonly byCreation = new SortedIndex<Issue>((issue) => issue.createdAt);
  readonly byUpdate = new SortedIndex<Issue>((issue) => issue.updatedAt);
  readonly byId = new SortedIndex<Issue>(() => 0);
  /** Kept up to date by those who open and close, so that no answer has to count. */
  openCount = 0;
  private highestIid = 0;

  get size(): number {
    return this.byIid.size;
  }

  nextIid(): number {
    return this.highestIid + 1;
  }

  add(issue: Issue): void {
    this.byIid.set(issue.iid, issue);
    if (issue.state === 'opened') this.openCount++;
    this.byCreation.add(issue);
    this.byUpdate.add(issue);
    this.byId.add(issue);
    this.highestIid = Math.max(this.highestIid, issue.iid);
  }

  remove(issue: Issue): void {
    this.byIid.delete(issue.iid);
    if (issue.state === 'opened') this.openCount--;
    this.byCreation.remove(issue);
    this.byUpdate.remove(issue);
    this.byId.remove(issue);
  }

  setState(issue: Issue, state: Issue['state']): void {
    if (issue.state !== state) this.openCount += state === 'opened' ? 1 : -1;
    issue.state = state;
  }

  touch(issue: Issue, updatedAt: number): void {
    this.byUpdate.remove(issue);
    issue.updatedAt = updatedAt;
    this.byUpdate.add(issue);
  }
}
