import { rm, writeFile } from 'node:fs/promises';
import { createIssue, deleteIssue, updateIssue, type IssueChange, type NewIssue } from './issues';
import { labelsByName } from './labels';
import { projectAccess } from './membership';
import type { Issue, Label, Note, Project, Upload, User } from './model';
import { createNote, deleteNote, editNote, type NoteInput } from './notes';
import { PlannedWorld } from './seeding-places';
import { snapshotOf, type ProjectSnapshot } from './snapshot';
import { newUpload } from './uploads';

/** Labels may be given by name: missing ones are made. */
type WithLabelNames<T> = Omit<T, 'labels' | 'by'> & { labels?: readonly (Label | string)[]; by?: User };

/**
 * The world with everything that makes seeding short. All of it works as if somebody had done it by hand on GitLab's pages: system
 * notes, `updated_at`, webhooks and mirrors follow. Where nobody is named, `root` does it.
 */
export class SeedableWorld extends PlannedWorld {
  /** Does not run quick actions: what is given is what is stored. A back-dated issue counts as unchanged since then. */
  createIssue(project: Project, input: WithLabelNames<NewIssue>): Issue {
    const { labels, by = this.root, ...rest } = input;
    const updatedAt = rest.updatedAt ?? rest.createdAt ?? this.now();
    return createIssue(this, project, {
      ...rest,
      updatedAt,
      by,
      ...(labels ? { labels: this.labels(project, labels) } : {}),
    });
  }

  updateIssue(issue: Issue, change: WithLabelNames<IssueChange>): void {
    const { labels, by = this.root, ...rest } = change;
    updateIssue(this, issue, { ...rest, ...(labels ? { labels: this.labels(issue.project, labels) } : {}) }, by);
  }

  deleteIssue(issue: Issue): void {
    deleteIssue(this, issue);
  }

  addNote(issue: Issue, input: string | (Omit<NoteInput, 'by'> & { by?: User })): Note {
    const note = typeof input === 'string' ? { body: input } : input;
    return createNote(this, issue, { by: this.root, ...note });
  }

  editNote(issue: Issue, note: Note, body: string, by: User = note.author): void {
    editNote(this, issue, note, body, by);
  }

  deleteNote(issue: Issue, note: Note): void {
    deleteNote(issue, note);
  }

  /** A file that texts can show as `![](/uploads/<secret>/<filename>)`. */
  async addUpload(project: Project, input: { filename: string; content: Buffer | string; by?: User }): Promise<Upload> {
    const upload = newUpload(this, project, input.filename, input.by ?? this.root);
    upload.size = Buffer.byteLength(input.content);
    await writeFile(upload.file, input.content);
    project.uploads.set(upload.secret, upload);
    return upload;
  }

  async deleteUpload(project: Project, upload: Upload): Promise<void> {
    project.uploads.delete(upload.secret);
    await rm(upload.file, { force: true });
  }

  /** The project at a path; throws when there is none, which is what a test wants. */
  project(path: string): Project {
    const project = this.projectByPath(path);
    if (!project) throw new Error(`There is no project "${path}"`);
    return project;
  }

  issue(project: Project | string, iid: number): Issue {
    const where = typeof project === 'string' ? this.project(project) : project;
    const issue = this.issues(where).byIid.get(iid);
    if (!issue) throw new Error(`There is no issue #${iid}`);
    return issue;
  }

  /** All issues of a project by number. */
  issuesOf(project: Project | string): Issue[] {
    const where = typeof project === 'string' ? this.project(project) : project;
    return [...this.issues(where).byIid.values()].sort((a, b) => a.iid - b.iid);
  }

  /** What a project holds, without ids and secrets: equal for two runs that ended in the same state. */
  snapshot(project: Project | string): Promise<ProjectSnapshot> {
    return snapshotOf(this, typeof project === 'string' ? this.project(project) : project);
  }

  /** The role that somebody has in a project. */
  level(user: User, project: Project): number {
    return projectAccess(user, project);
  }

  private labels(project: Project, wanted: readonly (Label | string)[]): Label[] {
    return wanted.flatMap((label) => (typeof label === 'string' ? labelsByName(this, project, [label], true) : label));
  }
}
