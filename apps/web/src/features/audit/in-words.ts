import type { AuditQuery } from '../../api/model';

type Action = NonNullable<AuditQuery['action']>;
type EntityType = NonNullable<AuditQuery['entity_type']>;

const ACTION: Record<Action, string> = {
  created: 'Created',
  updated: 'Changed',
  deleted: 'Deleted',
  rotated: 'Token rotated',
  triggered: 'Triggered',
  applied: 'Applied',
  cancelled: 'Cancelled',
  paused: 'Paused',
  resumed: 'Resumed',
  held: 'Held',
  approved: 'Approved',
  released: 'Released',
  login_failed: 'Login failed',
};

const ENTITY: Record<EntityType, string> = {
  instance: 'Instance',
  pair: 'Pair',
  mirror: 'Mirror',
  group_token: 'Group token',
  group_default: 'Group default',
  issue_mirror: 'Issue sync',
  schedule: 'Schedule',
  pause: 'Pause',
  run: 'Run',
  user: 'User',
  login: 'Login',
  group_follow: 'Followed group',
  notification_channel: 'Notification channel',
  notification_rule: 'Notification rule',
};

const options = <K extends string>(words: Record<K, string>): { value: K; label: string }[] =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));

export const ACTIONS = options(ACTION);
export const ENTITY_TYPES = options(ENTITY);

const spell = (code: string): string => code.replaceAll('_', ' ');

/** Tolerant: a newer server may know more than this page. */
export const actionInWords = (action: string): string =>
  ACTIONS.find(({ value }) => value === action)?.label ?? spell(action);
export const entityInWords = (type: string): string =>
  ENTITY_TYPES.find(({ value }) => value === type)?.label ?? spell(type);

export const ACTION_COLORS: Partial<Record<string, string>> = {
  created: 'teal',
  deleted: 'red',
  login_failed: 'red',
  held: 'orange',
};

/** Where the thing is now; null for what has no page, or is gone. */
export function entityLink(entry: { action: string; entity_type: string; entity_id: number | null }): string | null {
  if (entry.action === 'deleted' || entry.entity_id === null) return null;
  switch (entry.entity_type) {
    case 'mirror':
      return `/mirrors?mirror=${entry.entity_id}`;
    case 'pair':
      return `/mirrors?pair=${entry.entity_id}`;
    case 'run':
      return `/activity?run=${entry.entity_id}`;
    case 'instance':
      return '/instances';
    default:
      return null;
  }
}

/** A value of a setting for people. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const fieldInWords = (field: string): string => spell(field);
