import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Issue, Note, Project } from './model';
import type { World } from './world';

export interface NoteSnapshot {
  body: string;
  author: string;
  internal: boolean;
  createdAt: string;
  /** Notes with the same number are one thread. */
  thread: number;
}

export interface IssueSnapshot {
  iid: number;
  title: string;
  description: string | null;
  state: string;
  type: string;
  labels: string[];
  assignees: string[];
  milestone: string | null;
  weight: number | null;
  dueDate: string | null;
  confidential: boolean;
  discussionLocked: boolean;
  createdAt: string;
  timeEstimate: number;
  timeSpent: number;
  notes: NoteSnapshot[];
}

export interface ProjectSnapshot {
  issues: IssueSnapshot[];
  labels: { name: string; color: string; description: string | null }[];
  /** SHA-256 of each file's content, sorted; a file that was uploaded twice is there twice. */
  uploads: string[];
}

/** Upload addresses have random secrets; in a snapshot the hash of the file stands for them. */
function withoutSecrets(text: string, hashes: ReadonlyMap<string, string>): string {
  return text.replace(
    /\/uploads\/([0-9a-f]{32})\//g,
    (_, secret: string) => `/uploads/${hashes.get(secret) ?? 'missing'}/`,
  );
}

function notesOf(issue: Issue, clean: (text: string) => string): NoteSnapshot[] {
  const threads = new Map<string, number>();
  const order = (a: Note, b: Note): number => a.createdAt - b.createdAt || a.id - b.id;
  return issue.notes
    .filter((note) => !note.system)
    .sort(order)
    .map((note) => {
      const thread = threads.get(note.discussionId) ?? threads.size + 1;
      threads.set(note.discussionId, thread);
      const { internal, author } = note;
      return {
        body: clean(note.body),
        author: author.username,
        internal,
        createdAt: new Date(note.createdAt).toISOString(),
        thread,
      };
    });
}

export async function snapshotOf(world: World, project: Project): Promise<ProjectSnapshot> {
  const hashes = new Map<string, string>();
  for (const upload of project.uploads.values()) {
    hashes.set(
      upload.secret,
      createHash('sha256')
        .update(await readFile(upload.file))
        .digest('hex'),
    );
  }
  const clean = (text: string): string => withoutSecrets(text, hashes);
  const issues = [...world.issues(project).byIid.values()].sort((a, b) => a.iid - b.iid);
  return {
    issues: issues.map((issue) => ({
      iid: issue.iid,
      title: issue.title,
      description: issue.description === null ? null : clean(issue.description),
      state: issue.state,
      type: issue.type,
      labels: issue.labels.map((label) => label.name).sort(),
      assignees: issue.assignees.map((user) => user.username).sort(),
      milestone: issue.milestone?.title ?? null,
      weight: issue.weight,
      dueDate: issue.dueDate,
      confidential: issue.confidential,
      discussionLocked: issue.discussionLocked ?? false,
      createdAt: new Date(issue.createdAt).toISOString(),
      timeEstimate: issue.timeEstimate,
      timeSpent: issue.timeSpent,
      notes: notesOf(issue, clean),
    })),
    labels: [...project.labels.values()]
      .map(({ name, color, description }) => ({ name, color, description }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    uploads: [...hashes.values()].sort(),
  };
}
