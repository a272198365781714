/**
 * SQL for when the copy of a mirror (by its alias) was last known to be as its source: its last success, or when both
 * sides were last seen equal, since nothing to copy is no reason to worry; before either, when it was made.
 */
export const lastFresh = (mirror: string): string =>
  `coalesce(greatest(${mirror}.last_successful_update, ${mirror}.proven_equal_at), ${mirror}.created_at)`;
