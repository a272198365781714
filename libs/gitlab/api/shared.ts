import { bool, type Decoded, id, listOf, num, numOrNull, object, optional, orNull, str, strOrNull } from '../decode';

/** A project or group by numeric id or by full path (`group/sub/project`). Prefer ids: paths change. */
export type Ref = number | string;

/** "project 12" or "group/project", for messages. */
export const named = (kind: 'project' | 'group', ref: Ref): string =>
  typeof ref === 'number' ? `${kind} ${ref}` : ref;

export const userRef = object({
  id,
  username: str,
  name: str,
  state: optional(str),
  web_url: optional(strOrNull),
});
export type GitlabUserRef = Decoded<typeof userRef>;

export const accessLevel = orNull(object({ access_level: num }));

export const timeStats = object({
  /** Seconds. */
  time_estimate: num,
  /** Seconds. */
  total_time_spent: num,
});
export type GitlabTimeStats = Decoded<typeof timeStats>;

/** GitLab's role levels; compare with ≥, because levels between them were added later. */
export const ACCESS = { guest: 10, planner: 15, reporter: 20, developer: 30, maintainer: 40, owner: 50 } as const;

export const accessToken = object({
  id,
  name: str,
  revoked: bool,
  active: bool,
  created_at: strOrNull,
  last_used_at: optional(strOrNull),
  /** `YYYY-MM-DD`: unusable from 00:00 UTC of that day; null when it never expires. */
  expires_at: strOrNull,
  scopes: listOf(str),
  user_id: numOrNull,
  access_level: optional(num),
});
export type GitlabAccessToken = Decoded<typeof accessToken>;
