/** What of a table the audit trail records, beside who, when, before and after. */
export interface AuditedTable {
  table: string;
  /** As `GET /api/audit` calls it. */
  entityType: string;
  /** SQL for the name of the row `it`; it is kept with the entry, since the row may go. */
  name: string;
  /** Bookkeeping: what we learn or count, not what somebody decides. Columns that are not named here are audited. */
  unaudited?: string[];
  /** Words for the row's coming and going, where `created` and `deleted` are the wrong ones. */
  inserted?: string;
  deleted?: string;
}

const mirrorName = (id: string): string =>
  `(select source_project_path || ' → ' || target_project_path from mirrors where id = ${id})`;

/**
 * Every table whose rows people decide about. `auditTables` puts a trigger on each that exists, after each migration, so
 * that an entry stands in the transaction of its change, whatever code makes it: no entry is lost, and none is invented.
 */
export const AUDITED_TABLES: AuditedTable[] = [
  {
    table: 'instances',
    entityType: 'instance',
    name: 'it.name',
    unaudited: [
      'token_user_id',
      'token_username',
      'token_expires_at',
      'token_scopes',
      'gitlab_version',
      'gitlab_edition',
      'gitlab_tier',
      'health',
      'health_error',
      'health_checked_at',
      'latency_ms',
    ],
  },
  { table: 'pairs', entityType: 'pair', name: 'it.name' },
  { table: 'group_defaults', entityType: 'group_default', name: 'it.group_path' },
  {
    table: 'group_tokens',
    entityType: 'group_token',
    name: `it.group_path || ' (' || it.token_name || ')'`,
    unaudited: ['token_id', 'scopes', 'expires_at', 'described_at'],
  },
  {
    table: 'mirrors',
    entityType: 'mirror',
    name: `it.source_project_path || ' → ' || it.target_project_path`,
    unaudited: [
      'phase',
      'mirror_id',
      'mirror_intent_at',
      'mirror_url',
      'given_branch_regex',
      'pending_change',
      'pending_since',
      'issue_sync_enabled',
      'last_successful_update',
      'last_update_at',
      'last_update_status',
      'last_error',
      'status_checked_at',
      'refresh_error',
      'next_check_at',
      'verify_status',
      'verified_at',
      'proven_equal_at',
      'group_token_id',
      'mirror_token_id',
      'mirror_token_name',
      // Its first token belongs to the creation; later ones have a trigger of their own.
      'mirror_token_encrypted',
      'mirror_token_expires_at',
      'search_text',
      'token_expires_on',
      'next_token_name',
      'next_token_id',
      'next_token_encrypted',
      'next_token_expires_at',
      'deploy_key_id',
      'deploy_key_title',
      'next_deploy_key_title',
      'token_rotation_tried_at',
      'token_rotation_error',
      'project_notice',
      'projects_checked_at',
      'source_snapshot',
      // Held and approved have words of their own.
      'held_at',
      'held_reason',
      'hold',
    ],
  },
  {
    table: 'issue_mirrors',
    entityType: 'issue_mirror',
    name: `coalesce(${mirrorName('it.mirror_id')}, 'mirror ' || it.mirror_id)`,
    unaudited: [
      'route_id',
      'reconcile_requested',
      'hook_id',
      'hook_secret_encrypted',
      'hook_error',
      'hook_checked_at',
      'hook_delivered_at',
      'cursor',
      'last_sync_at',
      'last_sync_status',
      'last_sync_error',
      'next_sync_at',
    ],
  },
  {
    table: 'mirror_schedules',
    entityType: 'schedule',
    name: `coalesce(it.group_path, ${mirrorName('it.mirror_id')},
             (select name from pairs where id = it.instance_pair_id), 'pair ' || it.instance_pair_id)`,
    unaudited: ['next_run_at', 'last_run_at'],
  },
  {
    table: 'pauses',
    entityType: 'pause',
    name: `coalesce((select name from pairs where id = it.pair_id),
             (select name from instances where id = it.instance_id), 'pause ' || it.id)`,
    unaudited: ['created_by'],
    inserted: 'paused',
    deleted: 'resumed',
  },
  { table: 'notification_channels', entityType: 'notification_channel', name: 'it.name' },
  { table: 'notification_rules', entityType: 'notification_rule', name: 'it.name' },
  { table: 'users', entityType: 'user', name: 'it.username', unaudited: ['last_login_at'] },
  {
    table: 'group_follows',
    entityType: 'group_follow',
    name: `it.source_group_path || ' → ' || it.target_namespace_path`,
    unaudited: ['last_reconciled_at', 'last_status', 'last_error', 'new_last_time', 'next_reconcile_at'],
  },
];
