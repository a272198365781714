import type { IssueFilters, IssueSync, IssueSyncSettings } from '../../api/model';
import { DEFAULTS } from './settings';

type Plain = Omit<IssueSyncSettings, 'filters' | 'label_rules' | 'user_mapping'>;

/** The configuration as the form holds it: lists instead of maps, texts instead of null. */
export interface ConfigurationValues extends Plain {
  labels_any: string[];
  labels_all: string[];
  labels_not: string[];
  milestone: string;
  author_username: string;
  assignee_username: string;
  confidential: 'any' | 'only' | 'never';
  /** A day, YYYY-MM-DD. */
  created_after: string;
  title_pattern: string;
  label_rules: { from: string; to: string }[];
  user_mapping: { source: string; target: string }[];
}

const plainOf = (settings: Plain): Plain => ({
  enabled: settings.enabled,
  sync_comments: settings.sync_comments,
  sync_labels: settings.sync_labels,
  sync_attachments: settings.sync_attachments,
  sync_weight: settings.sync_weight,
  sync_time_estimate: settings.sync_time_estimate,
  sync_time_spent: settings.sync_time_spent,
  sync_closed_issues: settings.sync_closed_issues,
  update_existing: settings.update_existing,
  sync_existing_issues: settings.sync_existing_issues,
  sync_interval_minutes: settings.sync_interval_minutes,
  on_source_note_deleted: settings.on_source_note_deleted,
  on_source_issue_deleted: settings.on_source_issue_deleted,
  on_target_modified: settings.on_target_modified,
  on_target_deleted: settings.on_target_deleted,
  reconcile_interval_hours: settings.reconcile_interval_hours,
  realtime: settings.realtime,
});

export function toValues(config: IssueSync | null): ConfigurationValues {
  const settings = config ?? DEFAULTS;
  const { filters } = settings;
  return {
    ...plainOf(settings),
    labels_any: filters.labels_any ?? [],
    labels_all: filters.labels_all ?? [],
    labels_not: filters.labels_not ?? [],
    milestone: filters.milestone ?? '',
    author_username: filters.author_username ?? '',
    assignee_username: filters.assignee_username ?? '',
    confidential: filters.confidential ?? 'any',
    created_after: filters.created_after?.slice(0, 10) ?? '',
    title_pattern: filters.title_pattern ?? '',
    label_rules: settings.label_rules.map(({ from, to }) => ({ from, to: to ?? '' })),
    user_mapping: Object.entries(settings.user_mapping).map(([source, target]) => ({ source, target })),
  };
}

const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());

const filtersOf = (values: ConfigurationValues): IssueFilters => ({
  labels_any: values.labels_any,
  labels_all: values.labels_all,
  labels_not: values.labels_not,
  milestone: text(values.milestone),
  author_username: text(values.author_username),
  assignee_username: text(values.assignee_username),
  confidential: values.confidential,
  created_after: values.created_after === '' ? null : `${values.created_after}T00:00:00Z`,
  title_pattern: text(values.title_pattern),
});

/** Lines that nothing was typed into are left out. */
export const toSettings = (values: ConfigurationValues): IssueSyncSettings => ({
  ...plainOf(values),
  filters: filtersOf(values),
  label_rules: values.label_rules
    .filter(({ from }) => from.trim() !== '')
    .map(({ from, to }) => ({ from: from.trim(), to: text(to) })),
  user_mapping: Object.fromEntries(
    values.user_mapping
      .filter(({ source, target }) => source.trim() !== '' && target.trim() !== '')
      .map(({ source, target }) => [source.trim().replace(/^@/, ''), target.trim().replace(/^@/, '')]),
  ),
});

/** Whether anything beyond the basics differs from the defaults, so that it shall not be hidden. */
export function usesAdvanced(values: ConfigurationValues): boolean {
  const basic = toValues(null);
  const keys = [
    'on_source_note_deleted',
    'on_source_issue_deleted',
    'on_target_modified',
    'on_target_deleted',
    'reconcile_interval_hours',
    'label_rules',
    'user_mapping',
    'labels_any',
    'labels_all',
    'labels_not',
    'milestone',
    'author_username',
    'assignee_username',
    'confidential',
    'created_after',
    'title_pattern',
  ] as const;
  return keys.some((key) => JSON.stringify(values[key]) !== JSON.stringify(basic[key]));
}
