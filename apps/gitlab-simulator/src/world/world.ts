import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Edition } from './edition';
import type { WorldEvents } from './events';
import { Ids, type IdKind } from './ids';
import { IssueStore } from './issue-store';
import { fullPath, projectPath, tree } from './membership';
import type { Epic, Issue, Iteration, Namespace, Project, Token, User, Visibility } from './model';
import type { Settings } from './settings';

export interface WorldOptions {
  name: string;
  dataDir: string;
  edition: Edition;
  settings: Settings;
}

/** The state of one GitLab: who and what exists. How things change is in the modules beside it. */
export class World {
  readonly name: string;
  readonly dataDir: string;
  readonly edition: Edition;
  readonly settings: Settings;
  readonly users = new Map<number, User>();
  readonly usersByName = new Map<string, User>();
  readonly tokens = new Map<number, Token>();
  readonly tokensBySecret = new Map<string, Token>();
  readonly namespaces = new Map<number, Namespace>();
  readonly projects = new Map<number, Project>();
  readonly issuesById = new Map<number, Issue>();
  readonly epics = new Map<number, Epic>();
  readonly iterations = new Map<number, Iteration>();
  readonly events: WorldEvents = new EventEmitter();
  /** Who would have got mail because a text mentioned him. */
  readonly mentions: { user: User; issue: Issue; text: string }[] = [];
  /** `http://host:port`, without a slash at the end; known once the server listens. */
  publicUrl = '';
  /** `ssh://git@host:port`; known once the server listens. */
  sshUrl = '';
  private readonly ids: Ids;
  private readonly issueStores = new Map<Project, IssueStore>();
  private readonly byPath = new Map<string, { project?: Project; namespace?: Namespace }>();
  /** Where something was before it was renamed or moved. */
  private readonly movedFrom = new Map<string, Project>();

  constructor(options: WorldOptions) {
    this.name = options.name;
    this.dataDir = options.dataDir;
    this.edition = options.edition;
    this.settings = options.settings;
    this.ids = new Ids(options.name);
  }

  now(): number {
    return Date.now() + this.settings.clockSkewMs;
  }

  id(kind: IdKind): number {
    return this.ids.take(kind);
  }

  issues(project: Project): IssueStore {
    let store = this.issueStores.get(project);
    if (!store) this.issueStores.set(project, (store = new IssueStore()));
    return store;
  }

  addUser(user: Pick<User, 'username' | 'name' | 'bot' | 'admin'>): User {
    if (this.byPath.has(user.username.toLowerCase())) throw new Error(`"${user.username}" is taken`);
    const created: User = { ...user, id: this.id('user'), state: 'active', createdAt: this.now() };
    this.users.set(created.id, created);
    this.usersByName.set(created.username.toLowerCase(), created);
    if (!created.bot) this.addNamespace({ kind: 'user', path: user.username, name: user.name, owner: created });
    return created;
  }

  addNamespace(
    input: Pick<Namespace, 'kind' | 'path' | 'name'> &
      Partial<Pick<Namespace, 'owner' | 'parent' | 'visibility' | 'description'>>,
  ): Namespace {
    const namespace: Namespace = {
      id: this.id('namespace'),
      description: '',
      visibility: 'private' satisfies Visibility,
      parent: null,
      owner: null,
      members: new Map(),
      labels: new Map(),
      milestones: new Map(),
      children: new Set(),
      projects: new Set(),
      createdAt: this.now(),
      ...input,
    };
    const path = fullPath(namespace).toLowerCase();
    if (this.byPath.has(path)) throw new Error(`"${path}" is taken`);
    this.namespaces.set(namespace.id, namespace);
    namespace.parent?.children.add(namespace);
    this.byPath.set(path, { namespace });
    return namespace;
  }

  addProject(
    input: Pick<Project, 'name' | 'path' | 'namespace' | 'creator' | 'visibility'> &
      Partial<Pick<Project, 'description'>>,
  ): Project {
    const id = this.id('project');
    const now = this.now();
    const project: Project = {
      id,
      description: null,
      archived: false,
      issuesAccess: 'enabled',
      mergeRequestsAccess: 'enabled',
      buildsAccess: 'enabled',
      repositoryAccess: 'enabled',
      lfsEnabled: true,
      objectFormat: 'sha1',
      emailsEnabled: true,
      autocloseReferencedIssues: true,
      enforceAuthChecksOnUploads: true,
      markedForDeletionOn: null,
      defaultBranch: null,
      emptyRepo: true,
      repositoryPath: join(this.dataDir, 'repositories', `${id}.git`),
      members: new Map(),
      sharedWith: new Map(),
      labels: new Map(),
      milestones: new Map(),
      uploads: new Map(),
      pushMirrors: new Map(),
      deployKeys: new Map(),
      pullMirror: null,
      protectedBranches: new Map(),
      hooks: new Map(),
      createdAt: now,
      updatedAt: now,
      lastActivityAt: now,
      ...input,
    };
    const path = projectPath(project).toLowerCase();
    if (this.byPath.has(path)) throw new Error(`"${path}" is taken`);
    this.projects.set(id, project);
    project.namespace.projects.add(project);
    this.byPath.set(path, { project });
    this.movedFrom.delete(path);
    return project;
  }

  removeProject(project: Project): void {
    for (const issue of this.issues(project).byIid.values()) this.issuesById.delete(issue.id);
    this.issueStores.delete(project);
    this.projects.delete(project.id);
    project.namespace.projects.delete(project);
    this.byPath.delete(projectPath(project).toLowerCase());
    for (const token of this.tokens.values()) if (token.project === project) token.revoked = true;
  }

  /** With everything below it. */
  removeGroup(group: Namespace): void {
    for (const child of [...group.children]) this.removeGroup(child);
    for (const project of [...group.projects]) this.removeProject(project);
    for (const token of this.tokens.values()) if (token.group === group) token.revoked = true;
    group.parent?.children.delete(group);
    this.namespaces.delete(group.id);
    this.byPath.delete(fullPath(group).toLowerCase());
  }

  /** Renames or moves a project; its old path answers with a redirect from then on. */
  moveProject(project: Project, to: { path?: string; namespace?: Namespace }): void {
    const before = projectPath(project).toLowerCase();
    this.byPath.delete(before);
    this.movedFrom.set(before, project);
    project.namespace.projects.delete(project);
    project.path = to.path ?? project.path;
    project.namespace = to.namespace ?? project.namespace;
    project.namespace.projects.add(project);
    const after = projectPath(project).toLowerCase();
    this.byPath.set(after, { project });
    this.movedFrom.delete(after);
  }

  /** With everything below it. Old paths do not redirect, as those of projects do. */
  renameGroup(group: Namespace, path: string): void {
    const groups = [...tree(group)];
    const projects = groups.flatMap((each) => [...each.projects]);
    for (const each of groups) this.byPath.delete(fullPath(each).toLowerCase());
    for (const each of projects) this.byPath.delete(projectPath(each).toLowerCase());
    group.path = path;
    for (const each of groups) this.byPath.set(fullPath(each).toLowerCase(), { namespace: each });
    for (const each of projects) this.byPath.set(projectPath(each).toLowerCase(), { project: each });
  }

  projectByPath(path: string): Project | null {
    return this.byPath.get(path.toLowerCase())?.project ?? null;
  }

  projectMovedFrom(path: string): Project | null {
    return this.movedFrom.get(path.toLowerCase()) ?? null;
  }

  namespaceByPath(path: string): Namespace | null {
    return this.byPath.get(path.toLowerCase())?.namespace ?? null;
  }

  isPathTaken(path: string): boolean {
    return this.byPath.has(path.toLowerCase());
  }

  addToken(
    token: Omit<Token, 'id' | 'token' | 'createdAt' | 'revoked' | 'lastUsedAt' | 'family'> & { family?: number },
  ): Token {
    const id = this.id('token');
    const created: Token = {
      id,
      token: `glpat-${randomBytes(15).toString('base64url')}`,
      createdAt: this.now(),
      revoked: false,
      lastUsedAt: null,
      ...token,
      family: token.family ?? id,
    };
    this.tokens.set(id, created);
    this.tokensBySecret.set(created.token, created);
    return created;
  }

  isExpired(token: Token): boolean {
    return token.expiresAt !== null && this.now() >= Date.parse(`${token.expiresAt}T00:00:00Z`);
  }

  isActive(token: Token): boolean {
    return !token.revoked && !this.isExpired(token) && token.user.state === 'active';
  }

  touchProject(project: Project): void {
    project.updatedAt = this.now();
    project.lastActivityAt = project.updatedAt;
  }
}
