import { Injectable } from '@nestjs/common';
import { brokenRule, ForeignError, normaliseGroupPath } from '@app/common';
import type { CallOptions, GitlabClient, GitlabProject } from '@app/gitlab';
import { InstanceGateway } from '@features/instances';
import { PairStore, type Pair } from '@features/pairs';
import { MirrorsRepository } from '../mirrors.repository';
import { planBulk, type BulkPlan, type BulkProject } from './bulk-plan';
import type { BulkDto } from './bulk.dto';

export interface PlannedBulk {
  pair: Pair;
  target: GitlabClient;
  sourceGroup: string;
  targetNamespace: string;
  /** Ids of the target's groups by lower-case path. */
  groupIds: Map<string, number>;
  plan: BulkPlan;
}

/** Finds out what is there on both sides, a page of a hundred at a time, and plans from that. Reads only. */
@Injectable()
export class BulkPlanner {
  constructor(
    private readonly pairs: PairStore,
    private readonly instances: InstanceGateway,
    private readonly mirrors: MirrorsRepository,
  ) {}

  /** @throws AppError 400 when there is no such source group; ForeignError */
  async plan(dto: BulkDto, options: CallOptions): Promise<PlannedBulk> {
    const sourceGroup = normaliseGroupPath(dto.source_group, 'source_group');
    const targetNamespace = normaliseGroupPath(dto.target_namespace, 'target_namespace');
    const pair = await this.pairs.get(dto.instance_pair_id);
    const [source, target] = await Promise.all([
      this.instances.client(pair.sourceInstanceId),
      this.instances.client(pair.targetInstanceId),
    ]);
    const [sourceProjects, there, mirrored] = await Promise.all([
      projectsBelow(source, sourceGroup, options),
      this.targetSide(target, targetNamespace, options),
      this.mirrors.targetsOf(pair.sourceInstanceId, pair.targetInstanceId),
    ]);
    if (sourceProjects === null) {
      const message = `There is no group ${sourceGroup} on the source instance, or the user of its token may not see it.`;
      throw brokenRule('source_group_unknown', message, 'source_group');
    }
    const plan = planBulk({
      sourceGroup,
      targetNamespace,
      sourceProjects,
      targetProjects: there.projects,
      targetGroups: [...there.groupIds.keys()],
      mirrored,
      exclude: dto.exclude ?? [],
      includeArchived: dto.include_archived ?? false,
    });
    return { pair, target, sourceGroup, targetNamespace, groupIds: there.groupIds, plan };
  }

  private async targetSide(
    target: GitlabClient,
    namespace: string,
    options: CallOptions,
  ): Promise<{ projects: BulkProject[]; groupIds: Map<string, number> }> {
    const groupIds = new Map<string, number>();
    // The namespace or, when it is missing, the nearest group above it that exists.
    for (let path = namespace; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const group = await unlessMissing(target.groups.get(path, options));
      if (group === null) continue;
      groupIds.set(group.full_path.toLowerCase(), group.id);
      break;
    }
    if (!groupIds.has(namespace.toLowerCase())) return { projects: [], groupIds: withParents(groupIds) };
    const [projects, groups] = await Promise.all([
      projectsBelow(target, namespace, options),
      target.groups.descendants(namespace, {}, options).all(),
    ]);
    for (const group of groups) groupIds.set(group.full_path.toLowerCase(), group.id);
    return { projects: projects ?? [], groupIds: withParents(groupIds) };
  }
}

/** Groups above one that exists exist too; their ids are not needed. */
function withParents(groupIds: Map<string, number>): Map<string, number> {
  for (const path of groupIds.keys()) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/');
      if (!groupIds.has(parent)) groupIds.set(parent, 0);
    }
  }
  return groupIds;
}

async function projectsBelow(client: GitlabClient, group: string, options: CallOptions): Promise<BulkProject[] | null> {
  const query = { include_subgroups: true, order_by: 'id', sort: 'asc' } as const;
  const projects = await unlessMissing(client.groups.projects(group, query, options).all());
  return projects?.map(bulkProject) ?? null;
}

const bulkProject = ({ id, path_with_namespace: path, archived }: GitlabProject): BulkProject => ({
  id,
  path,
  archived,
});

async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ForeignError && error.kind === 'not_found') return null;
    throw error;
  }
}
