/** All columns of a run, under the names of the entity. */
export const RUN_COLUMNS = `id, kind, subject, trigger, status, requested_by as "requestedBy", input, counters, progress,
  item_errors as "itemErrors", error, error_code as "errorCode", attempt, round, rung_at as "rungAt", repeat,
  run_after as "runAfter", lease_owner as "leaseOwner", lease_until as "leaseUntil",
  cancel_requested_at as "cancelRequestedAt", created_at as "createdAt", started_at as "startedAt",
  finished_at as "finishedAt"`;

/** The rows that a statement changes, as runs. */
export const changedRuns = (statement: string): string =>
  `with changed as (${statement} returning runs.*) select ${RUN_COLUMNS} from changed order by id`;

/** Milliseconds, as a parameter, to an interval. The database's clock is the one that all processes share. */
export const ms = (parameter: string): string => `(${parameter}::float8 * interval '1 millisecond')`;
