import { NO_FILTERS, type IssueFilters, type SyncOptions } from '@app/sync-engine';
import type { IssueFiltersDto } from './issue-filters.dto';
import type { IssueMirrorFields } from './issue-mirror.dto';
import type { IssueMirror } from './issue-mirror.entity';

/** The columns that a request sets; what it leaves out is left out here too. */
export function columnsOf(fields: IssueMirrorFields): Partial<IssueMirror> {
  return defined({
    enabled: fields.enabled,
    syncComments: fields.sync_comments,
    syncLabels: fields.sync_labels,
    syncAttachments: fields.sync_attachments,
    syncWeight: fields.sync_weight,
    syncTimeEstimate: fields.sync_time_estimate,
    syncTimeSpent: fields.sync_time_spent,
    syncClosedIssues: fields.sync_closed_issues,
    updateExisting: fields.update_existing,
    syncExistingIssues: fields.sync_existing_issues,
    syncIntervalMinutes: fields.sync_interval_minutes,
    onSourceNoteDeleted: fields.on_source_note_deleted,
    onSourceIssueDeleted: fields.on_source_issue_deleted,
    onTargetModified: fields.on_target_modified,
    onTargetDeleted: fields.on_target_deleted,
    reconcileIntervalHours: fields.reconcile_interval_hours,
    realtime: fields.realtime,
    filters: fields.filters === null ? {} : fields.filters && filtersOf(fields.filters),
    labelRules:
      fields.label_rules === null ? [] : fields.label_rules?.map(({ from, to }) => ({ from, to: to ?? null })),
    userMapping: fields.user_mapping === null ? {} : fields.user_mapping,
  });
}

/** What the engine takes from a config. */
export const optionsOf = (config: IssueMirror): SyncOptions => ({
  syncComments: config.syncComments,
  syncLabels: config.syncLabels,
  syncAttachments: config.syncAttachments,
  syncWeight: config.syncWeight,
  syncTimeEstimate: config.syncTimeEstimate,
  syncTimeSpent: config.syncTimeSpent,
  syncClosedIssues: config.syncClosedIssues,
  updateExisting: config.updateExisting,
  syncExistingIssues: config.syncExistingIssues,
  onSourceNoteDeleted: config.onSourceNoteDeleted,
  onSourceIssueDeleted: config.onSourceIssueDeleted,
  onTargetModified: config.onTargetModified,
  onTargetDeleted: config.onTargetDeleted,
  filters: { ...NO_FILTERS, ...config.filters },
  labelRules: config.labelRules,
  userMapping: config.userMapping,
});

/** The wire form of the filters that are set. */
export const filtersView = (filters: Partial<IssueFilters>): IssueFiltersDto =>
  defined({
    labels_any: filters.labelsAny,
    labels_all: filters.labelsAll,
    labels_not: filters.labelsNot,
    milestone: filters.milestone,
    author_username: filters.authorUsername,
    assignee_username: filters.assigneeUsername,
    confidential: filters.confidential,
    created_after: filters.createdAfter,
    title_pattern: filters.titlePattern,
  });

const filtersOf = (filters: IssueFiltersDto): Partial<IssueFilters> =>
  defined({
    labelsAny: filters.labels_any,
    labelsAll: filters.labels_all,
    labelsNot: filters.labels_not,
    milestone: filters.milestone,
    authorUsername: filters.author_username,
    assigneeUsername: filters.assignee_username,
    confidential: filters.confidential,
    createdAfter: filters.created_after,
    titlePattern: filters.title_pattern,
  });

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
