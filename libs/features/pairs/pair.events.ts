/** Published after the change is committed. */
export const PAIR_EVENTS = {
  created: 'pair.created',
  updated: 'pair.updated',
  deleted: 'pair.deleted',
} as const;

export interface PairEvent {
  id: number;
  name: string;
  /** Login name of who did it, or `system`. */
  actor: string;
  /** API names of what changed. */
  fields?: string[];
}

/** Published after the change is committed. */
export const GROUP_DEFAULT_EVENTS = {
  changed: 'group-default.changed',
  deleted: 'group-default.deleted',
} as const;

export interface GroupDefaultEvent {
  id: number;
  pairId: number;
  groupPath: string;
  actor: string;
  fields?: string[];
}
