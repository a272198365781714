import { fullPath } from './membership';
import type { FeatureAccess, Namespace, ObjectFormat, Project, User, Visibility } from './model';
import { invalid } from './refusal';
import type { World } from './world';

const RANK: Record<Visibility, number> = { private: 0, internal: 1, public: 2 };

export function checkPath(path: string): void {
  if (!/^[a-zA-Z0-9_][\w.-]*$/.test(path) || /\.(git|atom)$/.test(path) || path.endsWith('.')) {
    throw invalid({
      path: [
        "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'",
      ],
    });
  }
}

/** The path that GitLab makes of a name when none is given. */
export function slug(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

export function createProject(
  world: World,
  by: User,
  input: { name?: string; path?: string; namespace: Namespace; visibility?: Visibility; description?: string | null },
): Project {
  const path = input.path ?? slug(input.name ?? '');
  const name = input.name ?? path;
  if (name.trim() === '') throw invalid({ name: ["can't be blank"] });
  if (name.length > 255) throw invalid({ name: ['is too long (maximum is 255 characters)'] });
  checkPath(path);
  const visibility = input.visibility ?? 'private';
  const limit = input.namespace.kind === 'group' ? input.namespace.visibility : 'public';
  if (RANK[visibility] > RANK[limit]) {
    throw invalid({ visibility_level: [`${visibility} is not allowed in a ${limit} group.`] });
  }
  if (world.isPathTaken(`${fullPath(input.namespace)}/${path}`)) {
    throw invalid({
      'project_namespace.name': ['has already been taken'],
      name: ['has already been taken'],
      path: ['has already been taken'],
    });
  }
  return world.addProject({
    name,
    path,
    namespace: input.namespace,
    creator: by,
    visibility,
    description: input.description ?? null,
  });
}

export function createGroup(
  world: World,
  by: User,
  input: { name: string; path: string; parent: Namespace | null; visibility?: Visibility; description?: string },
): Namespace {
  checkPath(input.path);
  if (input.name.trim() === '') throw invalid({ name: ["can't be blank"] });
  const full = input.parent ? `${fullPath(input.parent)}/${input.path}` : input.path;
  if (world.isPathTaken(full)) throw invalid({ path: ['has already been taken'] });
  const visibility = input.visibility ?? input.parent?.visibility ?? 'private';
  if (input.parent && RANK[visibility] > RANK[input.parent.visibility]) {
    throw invalid({
      visibility_level: [
        `${visibility} is not allowed since the parent group has a ${input.parent.visibility} visibility.`,
      ],
    });
  }
  const group = world.addNamespace({
    kind: 'group',
    path: input.path,
    name: input.name,
    parent: input.parent,
    visibility,
    description: input.description ?? '',
  });
  if (!input.parent) group.members.set(by.id, 50);
  return group;
}

export interface ProjectSettings {
  name?: string;
  path?: string;
  description?: string | null;
  visibility?: Visibility;
  issuesAccess?: FeatureAccess;
  mergeRequestsAccess?: FeatureAccess;
  buildsAccess?: FeatureAccess;
  repositoryAccess?: FeatureAccess;
  lfsEnabled?: boolean;
  objectFormat?: ObjectFormat;
  emailsEnabled?: boolean;
  autocloseReferencedIssues?: boolean;
  enforceAuthChecksOnUploads?: boolean;
}

export function changeProject(world: World, project: Project, settings: ProjectSettings): void {
  const { path, ...rest } = settings;
  if (path !== undefined && path !== project.path) {
    checkPath(path);
    if (world.isPathTaken(`${fullPath(project.namespace)}/${path}`))
      throw invalid({ path: ['has already been taken'] });
    world.moveProject(project, { path });
  }
  Object.assign(project, Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)));
  world.touchProject(project);
}
