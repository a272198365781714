import { ApiProperty } from '@nestjs/swagger';
import { redact, withoutCredentials } from '@app/common';
import type { GitlabGroup, GitlabProject, GitlabPullMirror, GitlabRemoteMirror } from '@app/gitlab';

/** A project on GitLab. */
export class ProjectView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 4711 })
  id: number;

  @ApiProperty({ example: 'API' })
  name: string;

  @ApiProperty({ example: 'api' })
  path: string;

  @ApiProperty({ example: 'platform/core/api' })
  path_with_namespace: string;

  @ApiProperty({ example: 'The public API' })
  description: string | null;

  @ApiProperty({ example: 'https://gitlab.example.com/platform/core/api.git' })
  http_url_to_repo: string;

  @ApiProperty({ example: 'https://gitlab.example.com/platform/core/api' })
  web_url: string;

  @ApiProperty({ example: 'main' })
  default_branch: string | null;

  @ApiProperty({ example: 'private' })
  visibility: string;

  @ApiProperty({ example: false })
  archived: boolean;

  /** Null when GitLab does not tell. */
  @ApiProperty({ example: false })
  empty_repo: boolean | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-03T09:30:00.000Z' })
  last_activity_at: string | null;
}

export class ProjectListView {
  projects: ProjectView[];
}

/** A group on GitLab. */
export class GroupView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 99 })
  id: number;

  @ApiProperty({ example: 'Core' })
  name: string;

  @ApiProperty({ example: 'core' })
  path: string;

  @ApiProperty({ example: 'platform/core' })
  full_path: string;

  @ApiProperty({ example: 'What everything else needs' })
  description: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', example: 98 })
  parent_id: number | null;

  @ApiProperty({ example: 'private' })
  visibility: string;

  @ApiProperty({ example: 'https://gitlab.example.com/groups/platform/core' })
  web_url: string;
}

export class GroupListView {
  groups: GroupView[];
}

/** A mirror that GitLab has on a project, whoever made it. */
export class ExistingMirrorView {
  /** GitLab's id of a push mirror; null for the one pull mirror that a project can have. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 17 })
  id: number | null;

  @ApiProperty({ enum: ['push', 'pull'], example: 'push' })
  direction: 'push' | 'pull';

  /** The other repository, without credentials. */
  @ApiProperty({ example: 'https://gitlab.example.org/platform/api.git' })
  url: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ example: 'finished' })
  update_status: string;

  @ApiProperty({ example: null })
  last_error: string | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-03T09:30:00.000Z' })
  last_update_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-03T09:30:00.000Z' })
  last_successful_update_at: string | null;

  @ApiProperty({ example: false })
  only_protected_branches: boolean;

  /** Push: refs that diverged are left alone. Pull: they are not overwritten. Null: GitLab does not tell. */
  @ApiProperty({ example: false })
  keep_divergent_refs: boolean | null;

  @ApiProperty({ example: null })
  mirror_branch_regex: string | null;
}

export class ProjectMirrorsView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 4711 })
  project_id: number;

  mirrors: ExistingMirrorView[];
}

export const projectView = (project: GitlabProject): ProjectView => ({
  id: project.id,
  name: project.name,
  path: project.path,
  path_with_namespace: project.path_with_namespace,
  description: project.description,
  http_url_to_repo: project.http_url_to_repo,
  web_url: project.web_url,
  default_branch: project.default_branch,
  visibility: project.visibility,
  archived: project.archived,
  empty_repo: project.empty_repo ?? null,
  last_activity_at: project.last_activity_at ?? null,
});

export const groupView = (group: GitlabGroup): GroupView => ({
  id: group.id,
  name: group.name,
  path: group.path,
  full_path: group.full_path,
  description: group.description ?? null,
  parent_id: group.parent_id,
  visibility: group.visibility,
  web_url: group.web_url,
});

const redacted = (text: string | null): string | null => (text === null ? null : redact(text));

export const pushMirrorView = (mirror: GitlabRemoteMirror): ExistingMirrorView => ({
  id: mirror.id,
  direction: 'push',
  url: redact(withoutCredentials(mirror.url)),
  enabled: mirror.enabled,
  update_status: mirror.update_status,
  last_error: redacted(mirror.last_error),
  last_update_at: mirror.last_update_at,
  last_successful_update_at: mirror.last_successful_update_at,
  only_protected_branches: mirror.only_protected_branches,
  keep_divergent_refs: mirror.keep_divergent_refs ?? null,
  mirror_branch_regex: mirror.mirror_branch_regex ?? null,
});

export const pullMirrorView = (mirror: GitlabPullMirror): ExistingMirrorView => {
  const overwrites = mirror.mirror_overwrites_diverged_branches ?? null;
  return {
    id: null,
    direction: 'pull',
    url: redact(withoutCredentials(mirror.url)),
    enabled: mirror.enabled ?? true,
    update_status: mirror.update_status,
    last_error: redacted(mirror.last_error),
    last_update_at: mirror.last_update_at,
    last_successful_update_at: mirror.last_successful_update_at,
    only_protected_branches: mirror.only_mirror_protected_branches ?? false,
    keep_divergent_refs: overwrites === null ? null : !overwrites,
    mirror_branch_regex: mirror.mirror_branch_regex ?? null,
  };
};
