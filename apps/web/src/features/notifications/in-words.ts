import type { Channel, Delivery, NotificationRule } from '../../api/model';
import { plural } from '../../ui/plural';
import type { Health } from '../../ui/health';

type Event = NotificationRule['event'];

interface EventWords {
  label: string;
  hint: string;
  /** What its threshold counts; absent when it counts nothing. */
  threshold?: { label: string; suffix: string; usual: number; max: number };
}

const FAILURES = { label: 'After this many failures in a row', suffix: '', usual: 1, max: 100 };

const EVENTS: Record<Event, EventWords> = {
  mirror_failed: { label: 'A mirror fails', hint: 'GitLab could not update the repository.', threshold: FAILURES },
  mirror_stale: {
    label: 'A mirror is stale',
    hint: 'It has not succeeded for a while, whether it fails or not.',
    threshold: { label: 'After', suffix: ' hours', usual: 24, max: 8_760 },
  },
  mirror_drift: {
    label: 'A mirror has drifted',
    hint: 'Its settings on GitLab are no longer those that are kept here.',
  },
  mirror_held: { label: 'A mirror is held', hint: 'A suspicious change waits for somebody’s approval.' },
  issue_sync_failed: { label: 'An issue sync fails', hint: 'A run ended with errors.', threshold: FAILURES },
  token_expiring: {
    label: 'A token expires',
    hint: 'A token that does not rotate itself is about to end.',
    threshold: { label: 'Days left', suffix: ' days', usual: 14, max: 365 },
  },
  instance_degraded: { label: 'An instance is degraded', hint: 'A GitLab does not answer, or refuses its token.' },
};

export const EVENT_OPTIONS = (Object.keys(EVENTS) as Event[]).map((value) => ({ value, label: EVENTS[value].label }));
export const eventWords = (event: Event): EventWords => EVENTS[event];

/** When a rule speaks, in a line. */
export function ruleInWords({ event, threshold }: Pick<NotificationRule, 'event' | 'threshold'>): string {
  const { label } = EVENTS[event];
  if (threshold === null) return label;
  switch (event) {
    case 'mirror_stale':
      return `${label} for ${plural(threshold, 'hour')}`;
    case 'token_expiring':
      return `${label} within ${plural(threshold, 'day')}`;
    case 'mirror_failed':
    case 'issue_sync_failed':
      return threshold === 1 ? label : `${label} ${threshold} times in a row`;
    default:
      return label;
  }
}

const KINDS: Record<Channel['kind'], string> = {
  email: 'E-mail',
  webhook: 'Webhook',
  slack: 'Slack',
  mattermost: 'Mattermost',
  teams: 'Microsoft Teams',
};

export const KIND_OPTIONS = (Object.keys(KINDS) as Channel['kind'][]).map((value) => ({ value, label: KINDS[value] }));
export const kindInWords = (kind: Channel['kind']): string => KINDS[kind];

export const channelTarget = ({ settings }: Pick<Channel, 'settings'>): string =>
  settings.to?.join(', ') ?? settings.url_host ?? '';

const DELIVERY: Record<Delivery['status'], { health: Health; label: string }> = {
  waiting: { health: 'pending', label: 'Waiting' },
  sent: { health: 'ok', label: 'Sent' },
  failed: { health: 'error', label: 'Failed' },
};

export const deliveryStatus = (status: Delivery['status']): { health: Health; label: string } => DELIVERY[status];
export const DELIVERY_STATUSES = (Object.keys(DELIVERY) as Delivery['status'][]).map((value) => ({
  value,
  label: DELIVERY[value].label,
}));
