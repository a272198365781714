import type { CommitInfo } from '../git/commits';
import { projectPath } from '../world/membership';
import type { Project } from '../world/model';
import type { World } from '../world/world';

const seconds = (at: number): string => new Date(at * 1000).toISOString().replace('Z', '+00:00');

export function commitView(world: World, project: Project, commit: CommitInfo): Record<string, unknown> {
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: seconds(commit.committedAt),
    parent_ids: commit.parents,
    title: commit.title,
    message: `${commit.message}\n`,
    author_name: commit.authorName,
    author_email: commit.authorEmail,
    authored_date: seconds(commit.authoredAt),
    committer_name: commit.authorName,
    committer_email: commit.authorEmail,
    committed_date: seconds(commit.committedAt),
    trailers: {},
    web_url: `${world.publicUrl}/${projectPath(project)}/-/commit/${commit.sha}`,
  };
}
