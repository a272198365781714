import { isFailure } from '@app/common';
import type { CallOptions, GitlabProject } from '@app/gitlab';
import { isLeaving } from '../gitlab/leaving';
import { unlessMissing } from '../gitlab/not-found';
import type { Side } from '../mirror-context';

/** `gone`: most likely deleted; `hidden`: our user has most likely lost its access; `leaving`: marked for deletion. */
export type ProjectState = 'there' | 'archived' | 'leaving' | 'gone' | 'hidden';

/** One of the two projects of a mirror as GitLab has it now. */
export interface ProjectLook {
  state: ProjectState;
  /** Null when GitLab does not show it. */
  project: GitlabProject | null;
  /** The path to know it by from now on: the one it has, unless that is only for the time until it is deleted. */
  path: string;
  /** What is odd about it, in words; null when nothing is. */
  notice: string | null;
}

/**
 * Finds a project by its id, wherever it was moved. For GitLab "not there" and "not for you" are the same answer; whether
 * the namespace is shown tells which one is likely. Costs one request, two when the project is not shown.
 * @throws ForeignError for every other failure
 */
export async function lookAtProject(side: Side, role: 'source' | 'target', options: CallOptions): Promise<ProjectLook> {
  const project = await unlessMissing(side.client.projects.get(side.projectId, options));
  if (project !== null) return judge(project, side, role);
  return missing(side, (await namespaceIsShown(side, options)) ? 'gone' : 'hidden');
}

function judge(project: GitlabProject, { instance, projectPath }: Side, role: 'source' | 'target'): ProjectLook {
  const path = project.path_with_namespace;
  if (isLeaving(project)) {
    const when = project.marked_for_deletion_on ? ` (${project.marked_for_deletion_on})` : '';
    const notice = `${projectPath} on ${instance.name} is marked for deletion${when}. Restore it there, or delete this mirror.`;
    return { state: 'leaving', project, path: projectPath, notice };
  }
  if (!project.archived) return { state: 'there', project, path, notice: null };
  const effect = role === 'target' ? 'nothing can be written to it' : 'nothing new will come from it';
  const notice = `${path} on ${instance.name} is archived: ${effect}. Unarchive it there, or disable this mirror.`;
  return { state: 'archived', project, path, notice };
}

function missing({ instance, projectId, projectPath }: Side, state: 'gone' | 'hidden'): ProjectLook {
  const name = `project ${projectId} (${projectPath})`;
  const notice =
    state === 'gone'
      ? `${instance.name} has no ${name} any more, though it shows its namespace to our user: it was most likely deleted, or moved to where our user has no access. Nothing was removed because of that. Restore it or give our user access, or delete this mirror.`
      : `${instance.name} shows neither ${name} nor its namespace to our user, who has most likely lost access. Nothing was removed because of that. Give the user access again, or delete this mirror if the group was deleted.`;
  return { state, project: null, path: projectPath, notice };
}

async function namespaceIsShown({ client, projectPath }: Side, options: CallOptions): Promise<boolean> {
  try {
    await client.namespaces.get(projectPath.slice(0, projectPath.lastIndexOf('/')), options);
    return true;
  } catch (error) {
    if (isFailure(error, 'not_found', 'permission')) return false;
    throw error;
  }
}
