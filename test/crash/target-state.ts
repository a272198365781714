import { readFileSync } from 'node:fs';
import type { Note, Project, Simulator } from '../../apps/gitlab-simulator/src';

/** Everything of a project that a copy consists of, without what differs between two equal runs (hosts, secrets, ids). */
export function targetState({ world, url }: Simulator, project: Project, sourceUrl: string): object {
  const files = new Map(
    [...project.uploads.values()].map(({ secret, file }) => [secret, readFileSync(file, 'utf8')] as const),
  );
  const plain = (text: string | null): string =>
    (text ?? '')
      .replaceAll(sourceUrl, 'http://source')
      .replaceAll(url, 'http://target')
      .replace(/\/uploads\/([0-9a-f]{32})\//g, (link, secret: string) => {
        const content = files.get(secret);
        return content === undefined ? link.replace(secret, 'source-file') : `/uploads/<${content}>/`;
      })
      .replace(/#note_\d+/g, '#note')
      // Markers hold hashes of the addresses.
      .replace(/<!-- mirror-maestro:1 .*-->/g, '<!-- marker -->');

  const talk = (notes: Note[]): object[] => {
    const threads = [...new Set(notes.map(({ discussionId }) => discussionId))];
    return notes
      .filter(({ system }) => !system)
      .map((note) => ({
        thread: threads.indexOf(note.discussionId),
        body: plain(note.body),
        internal: note.internal,
        createdAt: note.createdAt,
      }));
  };

  return {
    issues: world.issuesOf(project).map((issue) => ({
      iid: issue.iid,
      title: issue.title,
      description: plain(issue.description),
      state: issue.state,
      labels: issue.labels.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b)),
      confidential: issue.confidential,
      dueDate: issue.dueDate,
      timeEstimate: issue.timeEstimate,
      timeSpent: issue.timeSpent,
      createdAt: issue.createdAt,
      comments: talk(issue.notes.filter(({ system }) => !system)),
    })),
    labels: [...project.labels.values()]
      .map(({ name, color, description }) => `${name} ${color} ${description ?? ''}`)
      .toSorted((a, b) => a.localeCompare(b)),
    files: [...files.values()].toSorted((a, b) => a.localeCompare(b)),
  };
}
