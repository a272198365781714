import { Access, type Namespace, type Project, type User } from './model';

export function fullPath(namespace: Namespace): string {
  return namespace.parent ? `${fullPath(namespace.parent)}/${namespace.path}` : namespace.path;
}

export function fullName(namespace: Namespace): string {
  return namespace.parent ? `${fullName(namespace.parent)} / ${namespace.name}` : namespace.name;
}

export function projectPath(project: Project): string {
  return `${fullPath(project.namespace)}/${project.path}`;
}

/** The group itself first, its top-level ancestor last. */
export function lineage(namespace: Namespace): Namespace[] {
  const line: Namespace[] = [];
  for (let at: Namespace | null = namespace; at; at = at.parent) line.push(at);
  return line;
}

/** The group with all groups below it. */
export function* tree(namespace: Namespace): Generator<Namespace> {
  yield namespace;
  for (const child of namespace.children) yield* tree(child);
}

/** The role a user has in a group by his own and inherited memberships, without visibility. */
export function groupAccess(user: User | null, group: Namespace): number {
  if (!user) return Access.none;
  let level: number = group.owner?.id === user.id ? Access.owner : Access.none;
  for (const ancestor of lineage(group)) level = Math.max(level, ancestor.members.get(user.id) ?? Access.none);
  return level;
}

/** The role that reaches a project from outside of it: its groups, and groups it was shared with. */
export function inheritedAccess(user: User | null, project: Project): number {
  let level = groupAccess(user, project.namespace);
  for (const [group, limit] of project.sharedWith) level = Math.max(level, Math.min(limit, groupAccess(user, group)));
  return level;
}

/** The role in a project. Administrators may do what owners may. */
export function projectAccess(user: User | null, project: Project): number {
  if (!user) return Access.none;
  if (user.admin) return Access.owner;
  return Math.max(project.members.get(user.id) ?? Access.none, inheritedAccess(user, project));
}

export function isMember(user: User | null, project: Project): boolean {
  if (!user) return false;
  return Math.max(project.members.get(user.id) ?? Access.none, inheritedAccess(user, project)) > Access.none;
}

export function canSeeProject(user: User | null, project: Project): boolean {
  if (project.visibility === 'public') return true;
  if (user && project.visibility === 'internal') return true;
  return projectAccess(user, project) > Access.none;
}

export function canSeeGroup(user: User | null, group: Namespace): boolean {
  if (group.visibility === 'public' || user?.admin) return true;
  if (!user) return false;
  if (group.visibility === 'internal' || groupAccess(user, group) > Access.none) return true;
  // A member of a project below a group can see that group, because its path leads there.
  for (const below of tree(group)) {
    for (const project of below.projects) if (project.members.has(user.id)) return true;
    if (below !== group && below.members.has(user.id)) return true;
  }
  return false;
}
