import { writeCommits, type NewCommit, type WrittenCommits } from '../git/commits';
import { listRefs, type Ref } from '../git/repository';
import { createLabel, DEFAULT_LABEL_COLOR } from './labels';
import {
  Access,
  type Epic,
  type Iteration,
  type Label,
  type Milestone,
  type Namespace,
  type ObjectFormat,
  type Project,
  type Token,
  type User,
  type Visibility,
} from './model';
import { protectBranch, refsChanged } from './refs';
import { addDays, createResourceToken, revokeToken } from './tokens';
import { World, type WorldOptions } from './world';

export type LevelName = Exclude<keyof typeof Access, 'none'>;
export type Level = LevelName | number;
/** Members by user, with a role's name or number. */
export type Members = readonly (readonly [User, Level])[];

const numberOf = (level: Level): number => (typeof level === 'number' ? level : Access[level]);

type Owner = { project: Project } | { group: Namespace };

/** The part of seeding that makes people, places and what issues are planned with. */
export class PlannedWorld extends World {
  /** The administrator that every GitLab has. */
  readonly root: User;

  constructor(options: WorldOptions) {
    super(options);
    this.root = this.addUser({ username: 'root', name: 'Administrator', bot: false, admin: true });
  }

  createUser(input: { username: string; name?: string; admin?: boolean }): User {
    return this.addUser({
      username: input.username,
      name: input.name ?? input.username,
      bot: false,
      admin: input.admin ?? false,
    });
  }

  /** A personal token; by default of root, with scope `api`, for a year. `expiresAt: null` never expires. */
  createToken(input: { user?: User; name?: string; scopes?: string[]; expiresAt?: string | null } = {}): Token {
    return this.addToken({
      name: input.name ?? 'token',
      description: null,
      scopes: input.scopes ?? ['api'],
      kind: 'personal',
      user: input.user ?? this.root,
      project: null,
      group: null,
      accessLevel: null,
      expiresAt: input.expiresAt === undefined ? addDays(this, 365) : input.expiresAt,
    });
  }

  /** A token of a project or a group, with its bot. */
  createResourceToken(
    owner: Owner,
    input: { name?: string; scopes?: string[]; accessLevel?: Level; expiresAt?: string | null } = {},
  ): Token {
    return createResourceToken(this, owner, {
      name: input.name ?? 'bot',
      scopes: input.scopes ?? ['api', 'write_repository'],
      accessLevel: numberOf(input.accessLevel ?? 'maintainer'),
      expiresAt: input.expiresAt === undefined ? addDays(this, 365) : input.expiresAt,
    });
  }

  /** By the token, its secret or its id. */
  revokeToken(which: Token | string | number): void {
    const token =
      typeof which === 'string'
        ? this.tokensBySecret.get(which)
        : typeof which === 'number'
          ? this.tokens.get(which)
          : which;
    if (!token) throw new Error('There is no such token');
    revokeToken(token);
  }

  /** `a/b/c` makes the missing groups on the way too. */
  createGroup(input: { path: string; name?: string; visibility?: Visibility; members?: Members }): Namespace {
    let group: Namespace | null = null as Namespace | null;
    let path = '';
    const parts = input.path.split('/');
    for (const [i, part] of parts.entries()) {
      path = path ? `${path}/${part}` : part;
      const last = i === parts.length - 1;
      group =
        this.namespaceByPath(path) ??
        this.addNamespace({
          kind: 'group',
          path: part,
          name: last ? (input.name ?? part) : part,
          parent: group,
          visibility: input.visibility ?? group?.visibility ?? 'private',
        });
    }
    if (!group) throw new Error('A group needs a path');
    this.addMembers(group, input.members ?? []);
    return group;
  }

  /** `group/sub/project`; groups are made as needed. With `commits`, real history. */
  async createProject(input: {
    path: string;
    name?: string;
    description?: string;
    visibility?: Visibility;
    objectFormat?: ObjectFormat;
    members?: Members;
    creator?: User;
    commits?: readonly NewCommit[];
  }): Promise<Project> {
    const at = input.path.lastIndexOf('/');
    if (at < 1) throw new Error('A project needs the path of a group and its own, such as group/project');
    const parent = input.path.slice(0, at);
    const visibility = input.visibility ?? 'private';
    const namespace = this.namespaceByPath(parent) ?? this.createGroup({ path: parent, visibility });
    const path = input.path.slice(at + 1);
    const project = this.addProject({
      name: input.name ?? path,
      path,
      namespace,
      visibility,
      creator: input.creator ?? this.root,
      description: input.description ?? null,
    });
    project.objectFormat = input.objectFormat ?? 'sha1';
    this.addMembers(project, input.members ?? []);
    if (input.commits?.length) await this.commit(project, input.commits);
    return project;
  }

  /** Shares a project with a group, as "Invite a group" does. */
  shareProject(project: Project, group: Namespace, level: Level): void {
    project.sharedWith.set(group, numberOf(level));
  }

  addMembers(place: Project | Namespace, members: Members): void {
    for (const [user, level] of members) place.members.set(user.id, numberOf(level));
  }

  /** Commits to branches (new ones start at the default branch), then webhooks and push mirrors follow as after a push. */
  async commit(project: Project, commits: readonly NewCommit[], by: User = this.root): Promise<WrittenCommits> {
    const written = await writeCommits(project, commits, this.now());
    await refsChanged(this, project, by, written.changes);
    return written;
  }

  /** Branches and tags of a project by name, as they are now in its repository. */
  async refs(project: Project): Promise<Map<string, Ref>> {
    return new Map((await listRefs(project)).map((ref) => [ref.name, ref]));
  }

  protectBranch(project: Project, name: string, rule: { push?: Level; allowForcePush?: boolean } = {}): void {
    const pushLevel = numberOf(rule.push ?? 'maintainer');
    protectBranch(this, project, {
      name,
      pushLevel,
      mergeLevel: pushLevel,
      allowForcePush: rule.allowForcePush ?? false,
    });
  }

  createLabel(owner: Owner, input: { name: string; color?: string; description?: string }): Label {
    return createLabel(this, owner, { color: DEFAULT_LABEL_COLOR, ...input });
  }

  createMilestone(owner: Owner, input: { title: string; dueDate?: string; startDate?: string }): Milestone {
    const place = 'project' in owner ? owner.project : owner.group;
    const milestone: Milestone = {
      id: this.id('milestone'),
      iid: place.milestones.size + 1,
      title: input.title,
      description: '',
      state: 'active',
      dueDate: input.dueDate ?? null,
      startDate: input.startDate ?? null,
      project: 'project' in owner ? owner.project : null,
      group: 'group' in owner ? owner.group : null,
      createdAt: this.now(),
      updatedAt: this.now(),
    };
    place.milestones.set(milestone.id, milestone);
    return milestone;
  }

  createIteration(group: Namespace, input: { title?: string; startDate: string; dueDate: string }): Iteration {
    const number = [...this.iterations.values()].filter((one) => one.group === group).length + 1;
    const { startDate, dueDate } = input;
    const iteration = {
      id: this.id('iteration'),
      iid: number,
      sequence: number,
      title: input.title ?? null,
      startDate,
      dueDate,
      group,
    };
    this.iterations.set(iteration.id, iteration);
    return iteration;
  }

  createEpic(group: Namespace, input: { title: string; iid?: number }): Epic {
    const iid = input.iid ?? [...this.epics.values()].filter((epic) => epic.group === group).length + 1;
    const epic = { id: this.id('epic'), iid, title: input.title, group };
    this.epics.set(epic.id, epic);
    return epic;
  }
}
