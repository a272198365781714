/** Published after the change is committed. */
export const GROUP_TOKEN_EVENTS = { changed: 'group-token.changed' } as const;

/**
 * `created` and `moved` (to another group) may give mirrors another token, `rotated` means a new secret, `renamed`
 * nothing but another name.
 */
export type GroupTokenChangeKind = 'created' | 'rotated' | 'moved' | 'renamed' | 'deleted';

export interface GroupTokenChange {
  id: number;
  instanceId: number;
  groupPath: string;
  /** Where it was before it moved, else the same as `groupPath`. */
  previousGroupPath: string;
  /** All that happened in one call. */
  changes: GroupTokenChangeKind[];
}

export interface GroupTokenEvent extends GroupTokenChange {
  tokenName: string;
  /** Login name of who did it, or `system`. */
  actor: string;
}
