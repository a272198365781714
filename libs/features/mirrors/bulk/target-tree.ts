import { AppError, ForeignError } from '@app/common';
import type { CallOptions, GitlabGroup, GitlabProject, NewProject } from '@app/gitlab';
import { unlessMissing } from '../gitlab/not-found';
import type { BulkItem } from './bulk-plan';
import { parentOf, type PlannedBulk } from './bulk-planner';
import { leastPublic, visibilityOf, type Visibility } from './visibility';

export interface TargetTreeOptions {
  /** Null: as on the source. */
  visibility: Visibility | null;
  /** Whether pipelines are to run on what is mirrored. */
  builds: boolean;
  onGroupMade: () => void;
  call: CallOptions;
}

/**
 * Makes the groups and projects that a plan lacks, each when the first project needs it. A group that GitLab refuses
 * fails what is below it and nothing else. What was made before, by us with a lost answer or by somebody else, is found.
 */
export class TargetTree {
  private readonly groups = new Map<string, Promise<GitlabGroup>>();
  private readonly missing: Set<string>;
  private sourceGroups: Promise<Map<string, Visibility>> | null = null;

  constructor(
    private readonly planned: PlannedBulk,
    private readonly options: TargetTreeOptions,
  ) {
    this.missing = new Set(planned.plan.groupsToCreate.map((path) => path.toLowerCase()));
    for (const group of planned.targetGroups) this.groups.set(group.full_path.toLowerCase(), Promise.resolve(group));
  }

  /** @throws ForeignError when GitLab refuses it or a group above it; AppError when its path is taken by something hidden */
  async project({ targetProjectPath: path, sourceProjectId }: BulkItem): Promise<GitlabProject> {
    const { client } = this.planned.target;
    const group = await this.group(parentOf(path));
    const source = this.planned.sourceProjects.get(sourceProjectId);
    const wanted = this.options.visibility ?? visibilityOf(source?.visibility ?? 'private');
    const body = {
      ...projectBody(path, source, this.options.builds),
      namespace_id: group.id,
    };
    return creating(
      (visibility) => client.projects.create({ ...body, visibility }, this.options.call),
      () => unlessMissing(client.projects.get(path, this.options.call)),
      leastPublic(wanted, visibilityOf(group.visibility)),
      path,
    );
  }

  private group(path: string): Promise<GitlabGroup> {
    const key = path.toLowerCase();
    const known = this.groups.get(key) ?? this.findOrMake(path);
    this.groups.set(key, known);
    return known;
  }

  private async findOrMake(path: string): Promise<GitlabGroup> {
    const { client } = this.planned.target;
    if (!this.missing.has(path.toLowerCase())) return client.groups.get(path, this.options.call);
    const above = parentOf(path);
    const parent = above === '' ? null : await this.group(above);
    const wanted = this.options.visibility ?? (await this.sourceVisibility(path));
    const name = path.slice(above === '' ? 0 : above.length + 1);
    const body = { name, path: name, ...(parent && { parent_id: parent.id }) };
    const made = await creating(
      (visibility) => client.groups.create({ ...body, visibility }, this.options.call),
      () => unlessMissing(client.groups.get(path, this.options.call)),
      parent === null ? wanted : leastPublic(wanted, visibilityOf(parent.visibility)),
      path,
    );
    this.options.onGroupMade();
    return made;
  }

  /** Of the source's group that belongs to this one; groups above the namespace are as the source group itself. */
  private async sourceVisibility(path: string): Promise<Visibility> {
    this.sourceGroups ??= this.readSourceGroups();
    const { sourceGroup, targetNamespace } = this.planned;
    const twin = `${sourceGroup}${path.slice(targetNamespace.length)}`.toLowerCase();
    const known = await this.sourceGroups;
    return known.get(twin) ?? known.get(sourceGroup.toLowerCase()) ?? 'private';
  }

  private async readSourceGroups(): Promise<Map<string, Visibility>> {
    const { source, sourceGroup } = this.planned;
    const [group, below] = await Promise.all([
      source.client.groups.get(sourceGroup, this.options.call),
      source.client.groups.descendants(sourceGroup, {}, this.options.call).all(),
    ]);
    return new Map([group, ...below].map((each) => [each.full_path.toLowerCase(), visibilityOf(each.visibility)]));
  }
}

/**
 * An empty repository, since a first commit of its own would make it diverge at once. No mails, no pipelines for
 * what is only a copy, no closing of issues by commits; issues as on the source, so that they can be synced too.
 */
function projectBody(path: string, source: GitlabProject | undefined, builds: boolean): NewProject {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    name,
    path: name,
    initialize_with_readme: false,
    emails_enabled: false,
    autoclose_referenced_issues: false,
    builds_access_level: builds ? 'enabled' : 'disabled',
    wiki_access_level: 'disabled',
    snippets_access_level: 'disabled',
    ...(source?.issues_access_level === 'disabled' && { issues_access_level: 'disabled' }),
    ...(source?.lfs_enabled === false && { lfs_enabled: false }),
    ...(source?.repository_object_format === 'sha256' && { repository_object_format: 'sha256' }),
  };
}

/** Some installations forbid a visibility altogether, as gitlab.com forbids `internal`: then it becomes private. */
async function creating<T>(
  create: (visibility: Visibility) => Promise<T>,
  find: () => Promise<T | null>,
  visibility: Visibility,
  path: string,
): Promise<T> {
  try {
    return await create(visibility);
  } catch (error) {
    if (!(error instanceof ForeignError)) throw error;
    if (error.kind === 'validation' && visibility !== 'private' && /visibility/i.test(error.reason)) {
      return creating(create, find, 'private', path);
    }
    const isTaken = error.kind === 'validation' && /taken|exist/i.test(error.reason);
    if (!isTaken && !error.ambiguous) throw error;
    const found = await find();
    if (found !== null) return found;
    if (!isTaken) throw error;
    throw new AppError(
      'rule',
      'path_taken',
      `GitLab says that ${path} is taken, but shows nothing of that path to our user: a user's namespace, or something our user may not see. Choose another namespace, or give our user access.`,
    );
  }
}
