export type Direction = 'push' | 'pull';
export type UpdateStatus = 'pending' | 'updating' | 'finished' | 'failed';
export type TokenStatus = 'active' | 'expiring_soon' | 'expired' | 'none';

export interface Instance {
  id: number;
  name: string;
  url: string;
  description: string | null;
  token_user_id: number | null;
  token_username: string | null;
  token_expires_at: string | null;
  token_status: TokenStatus;
  token_scopes: string[];
  gitlab_version: string | null;
  gitlab_edition: 'ce' | 'ee' | null;
  gitlab_tier: 'free' | 'premium' | null;
  health: 'unknown' | 'ok' | 'degraded';
  health_error: string | null;
  health_checked_at: string | null;
  latency_ms: number | null;
  pairs_count: number;
  created_at: string;
  updated_at: string;
}

export interface InstanceInput {
  name?: string;
  url?: string;
  token?: string;
  description?: string | null;
}

export interface InstanceTest {
  ok: boolean;
  version: string | null;
  edition: string | null;
  user: string | null;
  scopes: string[] | null;
  expires_at: string | null;
  latency_ms: number | null;
  warnings: string[];
}

export interface Project {
  id: number;
  name: string;
  path_with_namespace: string;
  description: string | null;
  http_url_to_repo: string;
  web_url: string;
  visibility: string;
  archived: boolean;
}

export interface MirrorSettings {
  mirror_direction: Direction;
  mirror_protected_branches: boolean;
  mirror_overwrite_diverged: boolean;
  mirror_trigger_builds: boolean;
  only_mirror_protected_branches: boolean;
  mirror_branch_regex: string | null;
  mirror_user_id: number | null;
}

export interface Pair extends MirrorSettings {
  id: number;
  name: string;
  source_instance_id: number;
  target_instance_id: number;
  issue_sync_enabled: boolean;
  description: string | null;
  source_instance_name: string;
  target_instance_name: string;
  mirrors_count: number;
  created_at: string;
  updated_at: string;
}

export type PairInput = Partial<MirrorSettings> & {
  name?: string;
  source_instance_id?: number;
  target_instance_id?: number;
  issue_sync_enabled?: boolean;
  description?: string | null;
};

export type MirrorOverrides = { [K in keyof MirrorSettings]: MirrorSettings[K] | null };

export interface Mirror extends MirrorOverrides {
  id: number;
  instance_pair_id: number;
  source_project_id: number;
  source_project_path: string;
  target_project_id: number;
  target_project_path: string;
  mirror_id: number | null;
  last_successful_update: string | null;
  last_update_at: string | null;
  last_update_status: UpdateStatus;
  last_error: string | null;
  enabled: boolean;
  mirror_token_name: string | null;
  mirror_token_expires_at: string | null;
  token_status: TokenStatus;
  issue_sync_enabled: boolean;
  created_at: string;
  updated_at: string;
  effective_mirror_direction: Direction;
  effective_mirror_overwrite_diverged: boolean;
  effective_mirror_trigger_builds: boolean;
  effective_only_mirror_protected_branches: boolean;
  effective_mirror_branch_regex: string | null;
  effective_mirror_user_id: number | null;
}

export type MirrorInput = Partial<MirrorOverrides> & {
  instance_pair_id: number;
  source_project_id?: number;
  source_project_path?: string;
  target_project_id?: number;
  target_project_path?: string;
  enabled?: boolean;
};

export interface IssueSyncSettings {
  enabled: boolean;
  sync_comments: boolean;
  sync_labels: boolean;
  sync_attachments: boolean;
  sync_weight: boolean;
  sync_time_estimate: boolean;
  sync_time_spent: boolean;
  sync_closed_issues: boolean;
  update_existing: boolean;
  sync_existing_issues: boolean;
  sync_interval_minutes: number;
}

export interface IssueSync extends IssueSyncSettings {
  id: number;
  mirror_id: number;
  source_project_path: string;
  target_project_path: string;
  last_sync_at: string | null;
  last_sync_status: 'success' | 'partial' | 'failed' | 'running' | null;
  last_sync_error: string | null;
  next_sync_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface SyncRun {
  id: number;
  config_id: number;
  trigger: 'scheduled' | 'manual' | 'webhook';
  status: 'queued' | 'running' | 'success' | 'partial' | 'failed' | 'cancelled';
  issues_total: number;
  issues_processed: number;
  issues_created: number;
  issues_updated: number;
  issues_skipped: number;
  issues_failed: number;
  comments_synced: number;
  attachments_synced: number;
  error: string | null;
  started_at: string | null;
  finished_at: string | null;
  duration_ms: number | null;
}

export interface SyncProblem {
  /** Null when it concerns the whole run. */
  issue_iid: number | null;
  message: string;
}

export interface SyncRunDetail extends SyncRun {
  errors: SyncProblem[];
  /** Done, but somebody should know. */
  warnings: SyncProblem[];
}

export interface IssueMapping {
  source_issue_iid: number;
  source_web_url: string | null;
  target_issue_iid: number | null;
  target_web_url: string | null;
  title: string;
  sync_status: string;
  last_synced_at: string | null;
  sync_error: string | null;
  /** When an issue that failed is tried again. */
  retry_at: string | null;
}

export interface GroupToken {
  id: number;
  gitlab_instance_id: number;
  group_path: string;
  token_name: string;
  expires_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface GroupTokenInput {
  gitlab_instance_id: number;
  group_path: string;
  token: string;
  token_name: string;
}

export interface GroupDefaults extends MirrorOverrides {
  id: number;
  instance_pair_id: number;
  group_path: string;
  created_at: string;
  updated_at: string;
}

export type GroupDefaultsInput = Partial<MirrorOverrides> & { instance_pair_id: number; group_path: string };

export type RunStatus = SyncRun['status'];

/** One piece of background work. */
export interface Run {
  id: number;
  kind: string;
  subject: string;
  trigger: 'manual' | 'scheduled' | 'webhook' | 'system';
  status: RunStatus;
  requested_by: string;
  attempt: number;
  progress: { done: number; total: number | null; phase: string | null } | null;
  counters: Record<string, number>;
  error: string | null;
  run_after: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  duration_ms: number | null;
}

export interface RunDetail extends Run {
  errors: { item: string; message: string }[];
}

export interface Me {
  username: string;
  auth_enabled: boolean;
  app_title: string;
  version: string;
}

export interface Deleted {
  status: string;
  warnings?: string[];
  pairs_deleted?: number;
  mirrors_deleted?: number;
  tokens_deleted?: number;
}

export interface MirrorQuery {
  instance_pair_id?: number;
  source_instance_id?: number;
  target_instance_id?: number;
  status?: UpdateStatus;
  enabled?: boolean;
  direction?: Direction;
  group?: string;
  search?: string;
  token_status?: TokenStatus;
  page?: number;
  per_page?: number;
  sort?: string;
}
