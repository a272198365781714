import { isFailure } from '@app/common';
import type { GitlabClient } from '@app/gitlab';
import type { IssueQuery } from '@app/sync-engine';

/** How many issues a project has; null where GitLab doesn't say. */
export async function countIssues(
  client: GitlabClient,
  projectId: number,
  state: IssueQuery['state'],
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return (await client.issues.statistics(projectId, { signal }))[state];
  } catch (error) {
    if (isFailure(error, 'permission', 'not_found')) return null;
    throw error;
  }
}
