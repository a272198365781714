import { Injectable } from '@nestjs/common';
import { type AppError, brokenRule, invalidField, normaliseGroupPath } from '@app/common';
import { isAtLeast, type CallOptions, type GitlabClient, type GitlabGroup, type GitlabProject } from '@app/gitlab';
import { InstanceGateway, type Instance } from '@features/instances';
import { checkBranchFilter, PairStore, type Pair } from '@features/pairs';
import { overridesOf } from '../create/mirror-columns';
import { isLeaving } from '../gitlab/leaving';
import { unlessMissing } from '../gitlab/not-found';
import { BulkMirrorsQuery } from './bulk-mirrors.query';
import { planBulk, targetPathOf, type BulkPlan, type BulkProject } from './bulk-plan';
import type { GroupOrderDto } from './bulk.dto';

/** What a follow remembers of the source projects, by their ids. */
export interface BulkMemory {
  dismissed: ReadonlySet<number>;
  followed: ReadonlySet<number>;
}

const NO_MEMORY: BulkMemory = { dismissed: new Set(), followed: new Set() };

/** A group tree and where it goes. */
export interface BulkTree {
  pair: Pair;
  source: { instance: Instance; client: GitlabClient };
  target: { instance: Instance; client: GitlabClient };
  sourceGroup: string;
  targetNamespace: string;
}

export interface PlannedBulk extends BulkTree {
  plan: BulkPlan;
  /** The source tree's projects by id. */
  sourceProjects: Map<number, GitlabProject>;
  /** Groups of the target that were read, not all that exist. */
  targetGroups: GitlabGroup[];
}

/** Finds out what is there on both sides, a page of a hundred at a time, and plans from that. Reads only. */
@Injectable()
export class BulkPlanner {
  constructor(
    private readonly pairs: PairStore,
    private readonly instances: InstanceGateway,
    private readonly mirrors: BulkMirrorsQuery,
  ) {}

  /**
   * @throws AppError 400 when there is no such source group or the trees overlap, 404 for an unknown pair, 422 for paths
   *   or a branch filter that can't be; ForeignError
   */
  async plan(order: GroupOrderDto, options: CallOptions, memory: BulkMemory = NO_MEMORY): Promise<PlannedBulk> {
    const tree = await this.tree(order, options);
    const { pair, source, target, sourceGroup, targetNamespace } = tree;
    const [sourceProjects, targetProjects, mirrors] = await Promise.all([
      projectsBelow(source.client, sourceGroup, options),
      projectsBelow(target.client, targetNamespace, options),
      this.mirrors.between(pair.sourceInstanceId, pair.targetInstanceId),
    ]);
    if (sourceProjects === null) throw noSourceGroup(sourceGroup, source.instance);
    const wanted = sourceProjects.map(({ path_with_namespace: path }) => targetPathOf(path, tree));
    const groups = await targetGroups(target.client, targetNamespace, targetProjects, wanted, options);
    const plan = planBulk({
      sourceGroup,
      targetNamespace,
      sourceProjects: sourceProjects.map(bulkProject),
      targetProjects: (targetProjects ?? []).map(bulkProject),
      targetGroups: [...groups.existing],
      mirrors,
      include: order.include ?? [],
      exclude: order.exclude ?? [],
      includeArchived: order.include_archived ?? false,
      createMissing: order.create_missing ?? true,
      targetKnowsSha256: isAtLeast(target.instance.gitlabVersion, '16.9') === true,
      ...memory,
    });
    const byId = new Map(sourceProjects.map((project) => [project.id, project]));
    return { ...tree, plan, sourceProjects: byId, targetGroups: groups.read };
  }

  /**
   * The tree, and that its source group exists.
   * @throws as `plan`
   */
  async check(order: GroupOrderDto, options: CallOptions): Promise<BulkTree & { sourceGroupId: number }> {
    const tree = await this.tree(order, options);
    const group = await unlessMissing(tree.source.client.groups.get(tree.sourceGroup, options));
    if (group === null) throw noSourceGroup(tree.sourceGroup, tree.source.instance);
    return { ...tree, sourceGroup: group.full_path, sourceGroupId: group.id };
  }

  /** Checks what is asked for; asks GitLab only for the path of a group that is given by its id. */
  private async tree(order: GroupOrderDto, options: CallOptions): Promise<BulkTree> {
    checkBranchFilter(overridesOf(order));
    const targetNamespace = normaliseGroupPath(order.target_namespace_path, 'target_namespace_path');
    const pair = await this.pairs.get(order.instance_pair_id, 'instance_pair_id');
    const [source, target] = await Promise.all([this.side(pair.sourceInstanceId), this.side(pair.targetInstanceId)]);
    const sourceGroup = await sourceGroupPath(order, source, options);
    if (source.instance.url === target.instance.url && isWithin(targetNamespace, sourceGroup)) {
      throw brokenRule(
        'target_inside_source',
        `${targetNamespace} lies inside ${sourceGroup} on the same GitLab, so the copies would be copied again. Choose a namespace outside of it.`,
        'target_namespace_path',
      );
    }
    return { pair, source, target, sourceGroup, targetNamespace };
  }

  private async side(instanceId: number): Promise<{ instance: Instance; client: GitlabClient }> {
    const instance = await this.instances.get(instanceId);
    return { instance, client: await this.instances.client(instance) };
  }
}

/** Whether a path is this group or below it. */
export const isWithin = (path: string, group: string): boolean =>
  `${path.toLowerCase()}/`.startsWith(`${group.toLowerCase()}/`);

async function sourceGroupPath(
  order: GroupOrderDto,
  { instance, client }: BulkTree['source'],
  options: CallOptions,
): Promise<string> {
  const { source_group_id: id, source_group_path: path } = order;
  if ((id ?? null) !== null && (path ?? null) !== null) {
    throw invalidField('source_group_id', 'give source_group_path or source_group_id, not both.');
  }
  if (path) return normaliseGroupPath(path, 'source_group_path');
  if (!id) throw invalidField('source_group_path', 'give source_group_path or source_group_id.');
  const group = await unlessMissing(client.groups.get(id, options));
  if (group === null) throw noSourceGroup(`with id ${id}`, instance, 'source_group_id');
  return group.full_path;
}

/** The groups that matter to the plan: with none to be made, it can do without. */
async function targetGroups(
  client: GitlabClient,
  namespace: string,
  projects: GitlabProject[] | null,
  wanted: string[],
  options: CallOptions,
): Promise<{ existing: Set<string>; read: GitlabGroup[] }> {
  if (projects === null) {
    const nearest = await nearestGroup(client, parentOf(namespace), options);
    return {
      existing: new Set(nearest === null ? [] : withAncestors(nearest.full_path)),
      read: nearest ? [nearest] : [],
    };
  }
  const existing = new Set(withAncestors(namespace));
  const there = new Set(projects.map(({ path_with_namespace: path }) => path.toLowerCase()));
  if (wanted.every((path) => there.has(path.toLowerCase()))) return { existing, read: [] };
  const read = await client.groups.descendants(namespace, {}, options).all();
  for (const { full_path: path } of read) existing.add(path);
  return { existing, read };
}

/** The group itself or, when it is missing, the nearest above it that exists. */
async function nearestGroup(client: GitlabClient, path: string, options: CallOptions): Promise<GitlabGroup | null> {
  if (path === '') return null;
  const group = await unlessMissing(client.groups.get(path, options));
  return group ?? nearestGroup(client, parentOf(path), options);
}

/** `a/b/c` → `a/b`; empty for a top-level group. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const withAncestors = (path: string): string[] =>
  path.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'));

async function projectsBelow(
  client: GitlabClient,
  group: string,
  options: CallOptions,
): Promise<GitlabProject[] | null> {
  const query = { include_subgroups: true, order_by: 'id', sort: 'asc' } as const;
  return unlessMissing(client.groups.projects(group, query, options).all());
}

const bulkProject = (project: GitlabProject): BulkProject => ({
  id: project.id,
  path: project.path_with_namespace,
  archived: project.archived,
  leaving: isLeaving(project),
  objectFormat: project.repository_object_format ?? null,
  empty: project.empty_repo ?? null,
});

const noSourceGroup = (group: string, { name }: Instance, field = 'source_group_path'): AppError =>
  brokenRule(
    'source_group_unknown',
    `There is no group ${group} on ${name}, or the user of its token may not see it.`,
    field,
  );
