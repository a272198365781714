import { ForeignError } from '@app/common';
import type { GitlabClient } from '@app/gitlab';
import type { Presence } from '@app/sync-engine';

const isKind = (error: unknown, ...kinds: ForeignError['kind'][]): boolean =>
  error instanceof ForeignError && kinds.includes(error.kind);

export const isMissing = (error: unknown): boolean => isKind(error, 'not_found');

/**
 * Whether a thing of a project is there. GitLab answers 404 also for what the token may not see, so "gone" needs a
 * project that can still be read.
 */
export async function presenceOf(
  read: () => Promise<unknown>,
  client: GitlabClient,
  projectId: number,
  signal: AbortSignal,
): Promise<Presence> {
  try {
    await read();
    return 'present';
  } catch (error) {
    if (isKind(error, 'auth', 'permission')) return 'unknown';
    if (!isMissing(error)) throw error;
    return (await isReadable(client, projectId, signal)) ? 'gone' : 'unknown';
  }
}

async function isReadable(client: GitlabClient, projectId: number, signal: AbortSignal): Promise<boolean> {
  try {
    await client.projects.get(projectId, { signal });
    return true;
  } catch (error) {
    if (isKind(error, 'not_found', 'auth', 'permission')) return false;
    throw error;
  }
}
