import { inParallel, isFailure } from '@app/common';
import type { CallOptions, GitlabClient } from '@app/gitlab';
import { isWithin } from '../bulk/bulk-planner';
import type { FollowedProject } from './followed-project.entity';
import type { Vanished } from './followed-projects.repository';

const AT_A_TIME = 5;

/** Projects with a mirror that the list of the group does not have (any more). */
export const missingFrom = (listed: ReadonlySet<number>, known: FollowedProject[]): FollowedProject[] =>
  known.filter(({ sourceProjectId, mirrorId }) => mirrorId !== null && !listed.has(sourceProjectId));

/**
 * Asks GitLab what became of them. The list is read page by page while people work, so a project may slip through it:
 * one that still is in the group has not vanished.
 * @throws ForeignError when it can't be asked: then nothing is known
 */
export async function findVanished(
  missing: FollowedProject[],
  sourceGroup: string,
  client: GitlabClient,
  options: CallOptions,
): Promise<Vanished[]> {
  const vanished: Vanished[] = [];
  await inParallel(missing, AT_A_TIME, async ({ sourceProjectId }) => {
    const path = await pathOf(sourceProjectId, client, options);
    if (path !== null && isWithin(path, sourceGroup)) return;
    const reason = path === null ? 'It was deleted, or is hidden from our user.' : `It was moved to ${path}.`;
    vanished.push({ sourceProjectId, reason });
  });
  return vanished;
}

async function pathOf(id: number, client: GitlabClient, options: CallOptions): Promise<string | null> {
  try {
    return (await client.projects.get(id, options)).path_with_namespace;
  } catch (error) {
    // A project that our user lost the right to see looks the same as one that is gone.
    if (isFailure(error, 'not_found', 'permission')) return null;
    throw error;
  }
}
