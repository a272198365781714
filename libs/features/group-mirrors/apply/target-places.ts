import { ForeignError } from '@app/common';
import type { CallOptions, GitlabClient } from '@app/gitlab';
import type { Visibility } from '../group-request';
import type { PlannedGroup } from '../plan/group-planner';
import type { SourceProject } from '../plan/group-trees';

const lower = (path: string): string => path.toLowerCase();
const split = (path: string): [parent: string, own: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
};

/** Makes groups and projects on the target. What is there already, also by an answer that was lost, is taken as made. */
export class TargetPlaces {
  private readonly groups = new Map<string, Promise<number>>();
  private readonly missing: Set<string>;
  private readonly names: Map<string, string>;

  constructor(
    private readonly client: GitlabClient,
    { plan, target }: PlannedGroup,
    private readonly visibility: Visibility,
    private readonly options: CallOptions,
  ) {
    for (const { id, path } of target.groups) this.groups.set(lower(path), Promise.resolve(id));
    this.missing = new Set(plan.groupsToCreate.map(lower));
    this.names = new Map(
      plan.items.flatMap(({ source, targetPath }) =>
        source.groupName === null ? [] : [[lower(split(targetPath)[0]), source.groupName] as const],
      ),
    );
  }

  /**
   * The id of the project at this path, with GitLab's helpers that would get in the way of a copy switched off: no first
   * commit, no pipelines, no mails, no issues closed by commit messages.
   * @throws ForeignError
   */
  async project(source: SourceProject, path: string): Promise<number> {
    const [groupPath, own] = split(path);
    const namespaceId = await this.group(groupPath);
    const body = {
      name: source.name,
      path: own,
      namespace_id: namespaceId,
      visibility: this.visibility,
      ...(source.description && { description: source.description }),
      issues_access_level: source.issuesEnabled ? ('enabled' as const) : ('disabled' as const),
      builds_access_level: 'disabled' as const,
      emails_enabled: false,
      autoclose_referenced_issues: false,
      initialize_with_readme: false,
      ...(source.objectFormat === 'sha256' && { repository_object_format: 'sha256' as const }),
    };
    const project = await this.client.projects
      .create(body, this.options)
      .catch((error: unknown) => lookUp(error, () => this.client.projects.get(path, this.options)));
    return project.id;
  }

  /** One attempt a group, whoever asks: what GitLab refused once it refuses to all. */
  private group(path: string): Promise<number> {
    const known = this.groups.get(lower(path));
    if (known !== undefined) return known;
    const made = this.missing.has(lower(path)) ? this.createGroup(path) : this.existingGroup(path);
    this.groups.set(lower(path), made);
    return made;
  }

  private async existingGroup(path: string): Promise<number> {
    return (await this.client.groups.get(path, this.options)).id;
  }

  private async createGroup(path: string): Promise<number> {
    const [above, own] = split(path);
    const parent = above === '' ? {} : { parent_id: await this.group(above) };
    const body = { name: this.names.get(lower(path)) ?? own, path: own, visibility: this.visibility, ...parent };
    const group = await this.client.groups
      .create(body, this.options)
      .catch((error: unknown) => lookUp(error, () => this.client.groups.get(path, this.options)));
    return group.id;
  }
}

/** @throws the first error when it says nothing of what may be there, or when nothing is there */
async function lookUp<T>(error: unknown, find: () => Promise<T>): Promise<T> {
  if (!(error instanceof ForeignError) || !mayExist(error)) throw error;
  try {
    return await find();
  } catch (second) {
    throw second instanceof ForeignError && second.kind === 'not_found' ? error : second;
  }
}

const mayExist = ({ ambiguous, kind, reason }: ForeignError): boolean =>
  ambiguous || (kind === 'validation' && /already been taken/i.test(reason));
