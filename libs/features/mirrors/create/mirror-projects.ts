import { Injectable } from '@nestjs/common';
import { brokenRule, invalidField } from '@app/common';
import type { GitlabProject } from '@app/gitlab';
import { InstanceGateway, type Instance } from '@features/instances';
import type { Pair } from '@features/pairs';
import { isNotFound } from '../gitlab/not-found';
import type { Side } from '../mirror-context';

export interface ProjectRef {
  id?: number | null | undefined;
  path?: string | null | undefined;
}

export interface FoundProject extends Side {
  project: GitlabProject;
}

export interface FoundProjects {
  source: FoundProject;
  target: FoundProject;
}

/** The two projects that a request names, as GitLab has them. */
@Injectable()
export class MirrorProjects {
  constructor(private readonly instances: InstanceGateway) {}

  /** @throws AppError 400 or 422 that names the field of a project that isn't there */
  async find(pair: Pair, source: ProjectRef, target: ProjectRef): Promise<FoundProjects> {
    requireRef('source', source);
    requireRef('target', target);
    const [from, to] = await Promise.all([
      this.one(pair.sourceInstanceId, 'source', source),
      this.one(pair.targetInstanceId, 'target', target),
    ]);
    return { source: from, target: to };
  }

  private async one(instanceId: number, side: 'source' | 'target', ref: ProjectRef): Promise<FoundProject> {
    const instance = await this.instances.get(instanceId);
    const client = await this.instances.client(instance);
    const path = ref.path?.replace(/^\/+|\/+$|\.git$/g, '');
    const project = await client.projects
      .get(ref.id ?? path ?? '', { priority: 'interactive' })
      .catch((error: unknown) => {
        throw explained(error, instance, side, ref);
      });
    if (ref.id && path && project.path_with_namespace.toLowerCase() !== path.toLowerCase()) {
      throw brokenRule(
        'project_mismatch',
        `Project ${ref.id} on ${instance.name} is ${project.path_with_namespace}, not ${path}. Correct one of the two, or leave one out.`,
        `${side}_project_path`,
      );
    }
    return { instance, client, project, projectId: project.id, projectPath: project.path_with_namespace };
  }
}

function requireRef(side: 'source' | 'target', ref: ProjectRef): void {
  if (!ref.id && !ref.path) {
    throw invalidField(`${side}_project_id`, `give ${side}_project_id or ${side}_project_path.`);
  }
}

function explained(error: unknown, instance: Instance, side: 'source' | 'target', ref: ProjectRef): unknown {
  if (!isNotFound(error)) return error;
  const what = ref.id ? `project with id ${ref.id}` : `project ${ref.path}`;
  return brokenRule(
    `${side}_project_unknown`,
    `There is no ${what} on ${instance.name}, or the user of its token may not see it.`,
    ref.id ? `${side}_project_id` : `${side}_project_path`,
  );
}
