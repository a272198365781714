import { Injectable } from '@nestjs/common';
import { brokenRule, ForeignError } from '@app/common';
import type { CallOptions, GitlabClient, GitlabGroup, GitlabProject } from '@app/gitlab';
import { InstanceGateway, type Instance } from '@features/instances';
import { PairStore, type Pair } from '@features/pairs';
import type { SourceProject, SourceTree, TargetProject, TargetTree } from './group-trees';
import { isWithin } from './group-plan';

export interface ReadGroups {
  pair: Pair;
  source: SourceTree;
  target: TargetTree;
  /** Of the target. */
  client: GitlabClient;
}

interface Wanted {
  pairId: number;
  sourceGroup: number | string;
  targetNamespace: string;
}

const BY_ID = { order_by: 'id', sort: 'asc' } as const;

/** Reads both groups with all that is below them: a request a hundred projects, and a few more. */
@Injectable()
export class GroupReader {
  constructor(
    private readonly instances: InstanceGateway,
    private readonly pairs: PairStore,
  ) {}

  /**
   * All or nothing: a page that cannot be read is an error, never an end of the list.
   * @throws AppError 404 for the pair, 400 for groups that cannot be mirrored; ForeignError
   */
  async read({ pairId, sourceGroup, targetNamespace }: Wanted, options: CallOptions = {}): Promise<ReadGroups> {
    const pair = await this.pairs.get(pairId);
    const [from, to] = await Promise.all([
      this.instances.get(pair.sourceInstanceId),
      this.instances.get(pair.targetInstanceId),
    ]);
    const [sourceClient, client] = await Promise.all([this.instances.client(from), this.instances.client(to)]);
    const path = await sourcePath(sourceClient, from, sourceGroup, options);
    requireApart(from, to, path, targetNamespace);
    const [source, target] = await Promise.all([
      readSource(sourceClient, from, path, options),
      readTarget(client, to, targetNamespace, options),
    ]);
    return { pair, source, target, client };
  }

  /** The group as GitLab has it. @throws AppError 404, 400; ForeignError */
  async sourceGroup(pairId: number, ref: number | string): Promise<GitlabGroup> {
    const pair = await this.pairs.get(pairId);
    const instance = await this.instances.get(pair.sourceInstanceId);
    const client = await this.instances.client(instance);
    return client.groups.get(ref, { priority: 'interactive' }).catch((error: unknown) => {
      throw noSourceGroup(error, instance, ref);
    });
  }
}

async function sourcePath(
  client: GitlabClient,
  instance: Instance,
  ref: number | string,
  options: CallOptions,
): Promise<string> {
  if (typeof ref === 'string') return ref;
  const group = await client.groups.get(ref, options).catch((error: unknown) => {
    throw noSourceGroup(error, instance, ref);
  });
  return group.full_path;
}

async function readSource(
  client: GitlabClient,
  instance: Instance,
  path: string,
  options: CallOptions,
): Promise<SourceTree> {
  const projects: SourceProject[] = [];
  try {
    for await (const project of client.groups.projects(path, { include_subgroups: true, ...BY_ID }, options)) {
      projects.push(sourceProject(project));
    }
  } catch (error) {
    throw noSourceGroup(error, instance, path);
  }
  return { path, projects };
}

async function readTarget(
  client: GitlabClient,
  instance: Instance,
  path: string,
  options: CallOptions,
): Promise<TargetTree> {
  let groups: TargetTree['groups'];
  try {
    groups = (await client.groups.descendants(path, BY_ID, options).all()).map(({ id, full_path }) => ({
      id,
      path: full_path,
    }));
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { path, missing: await missingGroups(client, instance, path, options), groups: [], projects: [] };
  }
  const projects: TargetProject[] = [];
  for await (const project of client.groups.projects(path, { include_subgroups: true, ...BY_ID }, options)) {
    projects.push(targetProject(project));
  }
  return { path, missing: [], groups, projects };
}

/** The namespace and those above it that do not exist, the outermost first. */
async function missingGroups(
  client: GitlabClient,
  instance: Instance,
  path: string,
  options: CallOptions,
): Promise<string[]> {
  const missing: string[] = [];
  for (let above = path; above !== ''; above = above.slice(0, Math.max(0, above.lastIndexOf('/')))) {
    const found = await client.namespaces.get(above, options).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (found?.kind === 'user') {
      throw brokenRule(
        'target_is_personal',
        `${found.full_path} on ${instance.name} is the personal namespace of a user, and GitLab allows no groups in it. Choose a group.`,
        'target_namespace',
      );
    }
    if (found !== null) break;
    missing.unshift(above);
  }
  return missing;
}

/** Copies below their own source would be mirrored again and again. */
function requireApart(from: Instance, to: Instance, source: string, target: string): void {
  if (from.url !== to.url || !(isWithin(source, target) || isWithin(target, source))) return;
  throw brokenRule(
    'groups_overlap',
    `${source} and ${target} on ${from.name} are the same group or one is inside the other. Choose a target apart from the source.`,
    'target_namespace',
  );
}

const isNotFound = (error: unknown): boolean => error instanceof ForeignError && error.kind === 'not_found';

function noSourceGroup(error: unknown, instance: Instance, ref: number | string): unknown {
  if (!isNotFound(error)) return error;
  return brokenRule(
    'source_group_unknown',
    `There is no group ${typeof ref === 'number' ? `with id ${ref}` : ref} on ${instance.name}, or the user of its token may not see it. Personal namespaces are no groups.`,
    'source_group',
  );
}

const sourceProject = (project: GitlabProject): SourceProject => ({
  id: project.id,
  name: project.name,
  path: project.path_with_namespace,
  groupName: project.namespace?.name ?? null,
  archived: project.archived,
  markedForDeletion: Boolean(project.marked_for_deletion_on),
  empty: project.empty_repo ?? false,
  issuesEnabled: project.issues_access_level
    ? project.issues_access_level !== 'disabled'
    : (project.issues_enabled ?? true),
  description: project.description,
  objectFormat: project.repository_object_format ?? null,
});

const targetProject = (project: GitlabProject): TargetProject => ({
  id: project.id,
  path: project.path_with_namespace,
  archived: project.archived,
  markedForDeletion: Boolean(project.marked_for_deletion_on),
  empty: project.empty_repo ?? false,
  objectFormat: project.repository_object_format ?? null,
});
