import { fullName, fullPath, groupAccess, inheritedAccess, projectAccess, projectPath } from '../world/membership';
import { Access, type Namespace, type Project, type User } from '../world/model';
import type { World } from '../world/world';
import { iso } from './common';

export function namespaceView(world: World, namespace: Namespace): Record<string, unknown> {
  const path = fullPath(namespace);
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: path,
    parent_id: namespace.parent?.id ?? null,
    avatar_url: null,
    web_url: `${world.publicUrl}/${namespace.kind === 'group' ? 'groups/' : ''}${path}`,
  };
}

export function simpleProjectView(world: World, project: Project): Record<string, unknown> {
  const path = projectPath(project);
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${fullName(project.namespace)} / ${project.name}`,
    path: project.path,
    path_with_namespace: path,
    created_at: iso(project.createdAt),
    default_branch: project.emptyRepo ? null : project.defaultBranch,
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `${world.sshUrl}/${path}.git`,
    http_url_to_repo: `${world.publicUrl}/${path}.git`,
    web_url: `${world.publicUrl}/${path}`,
    readme_url: null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: iso(project.lastActivityAt),
    visibility: project.visibility,
    namespace: namespaceView(world, project.namespace),
  };
}

const level = (access: number): { access_level: number; notification_level: number } | null =>
  access > Access.none ? { access_level: access, notification_level: 3 } : null;

function permissionsView(project: Project, user: User | null): Record<string, unknown> {
  return {
    project_access: level((user && project.members.get(user.id)) ?? Access.none),
    group_access: level(inheritedAccess(user, project)),
  };
}

/** All fields that this caller may see. */
export function projectView(world: World, project: Project, user: User | null): Record<string, unknown> {
  return {
    ...simpleProjectView(world, project),
    _links: {
      self: `${world.publicUrl}/api/v4/projects/${project.id}`,
      ...(project.issuesAccess === 'disabled'
        ? {}
        : { issues: `${world.publicUrl}/api/v4/projects/${project.id}/issues` }),
    },
    empty_repo: project.emptyRepo,
    archived: project.archived,
    issues_enabled: project.issuesAccess !== 'disabled',
    issues_access_level: project.issuesAccess,
    merge_requests_enabled: project.mergeRequestsAccess !== 'disabled',
    merge_requests_access_level: project.mergeRequestsAccess,
    jobs_enabled: project.buildsAccess !== 'disabled',
    builds_access_level: project.buildsAccess,
    repository_access_level: project.repositoryAccess,
    lfs_enabled: project.lfsEnabled,
    emails_disabled: !project.emailsEnabled,
    emails_enabled: project.emailsEnabled,
    autoclose_referenced_issues: project.autocloseReferencedIssues,
    enforce_auth_checks_on_uploads: project.enforceAuthChecksOnUploads,
    creator_id: project.creator.id,
    import_url: null,
    import_type: null,
    import_status: 'none',
    import_error: null,
    open_issues_count: world.issues(project).openCount,
    updated_at: iso(project.updatedAt),
    marked_for_deletion_at: project.markedForDeletionOn,
    marked_for_deletion_on: project.markedForDeletionOn,
    repository_object_format: project.objectFormat,
    shared_with_groups: [...project.sharedWith].map(([group, access]) => ({
      group_id: group.id,
      group_name: group.name,
      group_full_path: fullPath(group),
      group_access_level: access,
    })),
    permissions: permissionsView(project, user),
    ...(projectAccess(user, project) >= Access.maintainer ? pullMirrorFields(world, project) : {}),
  };
}

function pullMirrorFields(world: World, project: Project): Record<string, unknown> {
  if (!world.edition.premium || !world.settings.projectsTellMirror) return {};
  const { pullMirror } = project;
  if (!pullMirror?.enabled) return { mirror: false };
  return {
    mirror: true,
    mirror_user_id: pullMirror.user.id,
    mirror_trigger_builds: pullMirror.triggerBuilds,
    only_mirror_protected_branches: pullMirror.onlyProtectedBranches,
    mirror_overwrites_diverged_branches: pullMirror.overwritesDivergedBranches,
  };
}

export function groupView(world: World, group: Namespace): Record<string, unknown> {
  const path = fullPath(group);
  return {
    id: group.id,
    web_url: `${world.publicUrl}/groups/${path}`,
    name: group.name,
    path: group.path,
    description: group.description,
    visibility: group.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    project_creation_level: 'developer',
    subgroup_creation_level: 'maintainer',
    lfs_enabled: true,
    avatar_url: null,
    request_access_enabled: true,
    full_name: fullName(group),
    full_path: path,
    created_at: iso(group.createdAt),
    parent_id: group.parent?.id ?? null,
    organization_id: 1,
    shared_runners_setting: 'enabled',
    marked_for_deletion_on: null,
  };
}

export function mayCreateProjectsIn(user: User, group: Namespace): boolean {
  return user.admin || groupAccess(user, group) >= Access.developer;
}
