import { isFailure } from '@app/common';
import type { GitlabClient, GitlabProject } from '@app/gitlab';
import type { Presence } from '@app/sync-engine';

export const isMissing = (error: unknown): boolean => isFailure(error, 'not_found');

/** Where they are turned off, GitLab answers 404 for every issue; all of them come back when they are turned on. */
export const hasIssues = ({ issues_access_level: level, issues_enabled: enabled }: GitlabProject): boolean =>
  level !== 'disabled' && enabled !== false;

/**
 * Whether a thing of a project's issues is there. GitLab answers 404 also for what the token may not see, so "gone" needs
 * a project that can still be read and has issues, and perhaps more: `proves` says whether what we may there makes a 404
 * mean that.
 */
export async function presenceOf(
  read: () => Promise<unknown>,
  client: GitlabClient,
  projectId: number,
  signal: AbortSignal,
  proves: (project: GitlabProject) => boolean | Promise<boolean> = () => true,
): Promise<Presence> {
  try {
    await read();
    return 'present';
  } catch (error) {
    if (isFailure(error, 'auth', 'permission')) return 'unknown';
    if (!isMissing(error)) throw error;
    const project = await readable(client, projectId, signal);
    return project && hasIssues(project) && (await proves(project)) ? 'gone' : 'unknown';
  }
}

async function readable(client: GitlabClient, projectId: number, signal: AbortSignal): Promise<GitlabProject | null> {
  try {
    return await client.projects.get(projectId, { signal });
  } catch (error) {
    if (isFailure(error, 'not_found', 'auth', 'permission')) return null;
    throw error;
  }
}
