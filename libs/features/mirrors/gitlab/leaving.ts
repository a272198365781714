import type { GitlabProject } from '@app/gitlab';

/** Of the project, or of a group above it. */
const RENAMED = /-deletion_scheduled-\d+(\/|$)/;

/**
 * Whether GitLab deletes a project before long. Until then it has another name, so that its path is free:
 * `api-deletion_scheduled-202`, formerly `api-deleted-202`.
 */
export const isLeaving = ({
  id,
  path_with_namespace: path,
  marked_for_deletion_on: marked,
}: Pick<GitlabProject, 'id' | 'path_with_namespace' | 'marked_for_deletion_on'>): boolean =>
  Boolean(marked) || RENAMED.test(path) || path.endsWith(`-deleted-${id}`);
