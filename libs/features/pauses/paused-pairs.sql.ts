/**
 * A condition for queries that start work by schedule: the pair (its alias) and its two instances are not paused now.
 * The alias is ours, never a caller's.
 */
export const notPaused = (pair: string): string => `not exists (
  select 1 from pauses
   where pauses.starts_at <= now() and (pauses.ends_at is null or pauses.ends_at > now())
     and (pauses.pair_id = ${pair}.id or pauses.instance_id in (${pair}.source_instance_id, ${pair}.target_instance_id)))`;
