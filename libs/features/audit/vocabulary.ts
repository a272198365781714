export const AUDIT_ACTIONS = [
  'created',
  'updated',
  'deleted',
  'rotated',
  'triggered',
  'applied',
  'cancelled',
  'paused',
  'resumed',
  'held',
  'approved',
  'released',
  'login_failed',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What an entry can be about, with the words for it in a sentence. */
export const AUDIT_ENTITIES = {
  instance: 'instance',
  pair: 'pair',
  mirror: 'mirror',
  group_token: 'group token',
  group_default: 'group default',
  issue_mirror: 'issue sync of',
  schedule: 'schedule of',
  pause: 'pause of',
  run: 'run',
  user: 'user',
  login: 'login as',
  group_follow: 'group follow',
  notification_channel: 'notification channel',
  notification_rule: 'notification rule',
} as const;
export type AuditEntity = keyof typeof AUDIT_ENTITIES;

export const AUDIT_ENTITY_TYPES = Object.keys(AUDIT_ENTITIES) as AuditEntity[];
