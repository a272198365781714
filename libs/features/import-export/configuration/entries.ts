import type {
  GroupDefaultEntryDto,
  GroupFollowEntryDto,
  InstanceEntryDto,
  IssueSyncEntryDto,
  MirrorEntryDto,
  PairEntryDto,
  PauseEntryDto,
  ScheduleEntryDto,
} from './configuration.dto';

/** What a document holds, apart from the class that validates it. */
type Plain<T> = { [K in keyof T]: T[K] };

export type MirrorEntry = Plain<MirrorEntryDto>;
export type PairEntry = Plain<PairEntryDto>;

/** A configuration as it stands in a document. */
export interface Configuration {
  instances: InstanceEntryDto[];
  pairs: PairEntryDto[];
}

type Defaults<Entry, Identity extends keyof Entry> = {
  [K in keyof Omit<Required<Entry>, Identity>]: Exclude<Entry[K], undefined>;
};

// What an absent field means; the API's own defaults. The tests hold them against what the API makes.

export const INSTANCE_DEFAULTS: Defaults<InstanceEntryDto, 'name' | 'url' | 'pauses'> = {
  description: null,
  max_concurrency: null,
  max_requests_per_second: null,
  ssh_host_keys: [],
};

export const PAIR_DEFAULTS: Defaults<
  PairEntryDto,
  'name' | 'source' | 'target' | 'group_defaults' | 'mirrors' | 'schedules' | 'pauses' | 'group_follows'
> = {
  mirror_direction: 'pull',
  mirror_transport: 'https',
  mirror_protected_branches: true,
  mirror_overwrite_diverged: false,
  mirror_trigger_builds: false,
  only_mirror_protected_branches: false,
  mirror_branch_regex: null,
  mirror_user_id: null,
  hold_suspicious_changes: false,
  hold_branch_loss_percent: 50,
  issue_sync_enabled: false,
  description: null,
};

/** Of mirrors and group defaults. */
export const INHERITED: Defaults<GroupDefaultEntryDto, 'group_path'> = {
  mirror_direction: null,
  mirror_protected_branches: null,
  mirror_overwrite_diverged: null,
  mirror_trigger_builds: null,
  only_mirror_protected_branches: null,
  mirror_branch_regex: null,
  mirror_user_id: null,
};

export const MIRROR_DEFAULTS: Defaults<MirrorEntryDto, 'source_project_path' | 'target_project_path' | 'issue_sync'> = {
  enabled: true,
  ...INHERITED,
};

export const SCHEDULE_DEFAULTS: Defaults<
  ScheduleEntryDto,
  'group_path' | 'source_project_path' | 'target_project_path'
> = { cron: null, interval_minutes: null, timezone: 'UTC', enabled: true };

export const GROUP_FOLLOW_DEFAULTS: Defaults<GroupFollowEntryDto, 'source_group_path' | 'target_namespace_path'> = {
  enabled: true,
  include: [],
  exclude: [],
  include_archived: false,
  create_missing: true,
  visibility: null,
  ...INHERITED,
};

export const PAUSE_DEFAULTS: Defaults<PauseEntryDto, 'starts_at'> = { ends_at: null, reason: null };

export const ISSUE_SYNC_DEFAULTS: Defaults<IssueSyncEntryDto, never> = {
  enabled: true,
  sync_comments: true,
  sync_labels: true,
  sync_attachments: true,
  sync_weight: true,
  sync_time_estimate: true,
  sync_time_spent: true,
  sync_closed_issues: false,
  update_existing: true,
  sync_existing_issues: false,
  sync_interval_minutes: 15,
  on_source_note_deleted: 'keep',
  on_source_issue_deleted: 'keep',
  on_target_modified: 'overwrite',
  on_target_deleted: 'recreate',
  reconcile_interval_hours: 24,
  realtime: false,
  filters: {},
  label_rules: [],
  user_mapping: {},
};

/** The fields that the defaults name; absent and null ones have their default. */
export const complete = <D extends object>(entry: Partial<Record<keyof D, unknown>>, defaults: D): D =>
  Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, entry[key as keyof D] ?? value])) as D;

/** Without the fields that are null: they inherit, and say so by being absent. */
export const said = <F extends object>(fields: F): Partial<F> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as Partial<F>;
