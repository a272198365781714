import type { Run, RunQuery, RunStatus } from '../../api/model';
import type { Health } from '../../ui/health';

const STATUS: Record<RunStatus, { health: Health; label: string }> = {
  queued: { health: 'pending', label: 'Queued' },
  running: { health: 'syncing', label: 'Running' },
  success: { health: 'ok', label: 'Success' },
  partial: { health: 'warning', label: 'Partly done' },
  failed: { health: 'error', label: 'Failed' },
  cancelled: { health: 'off', label: 'Cancelled' },
};

const isStatus = (status: string): status is RunStatus => Object.hasOwn(STATUS, status);

export const runStatus = (status: RunStatus): { health: Health; label: string } => STATUS[status];
export const readStatus = (status: string | null): RunStatus | undefined =>
  status !== null && isStatus(status) ? status : undefined;
export const RUN_STATUSES = Object.entries(STATUS).map(([value, { label }]) => ({ value, label }));

type Kind = NonNullable<RunQuery['kind']>;

const KINDS: Record<Kind, string> = {
  'mirror.provision': 'Set up a mirror',
  'mirror.sync': 'Sync a mirror',
  'mirror.apply': 'Apply mirror settings',
  'mirror.rotate': 'Rotate the token of a mirror',
  'mirror.clean-up': 'Clean up after a mirror',
  'mirrors.bulk': 'Mirror a whole group',
  'follow.reconcile': 'Reconcile a followed group',
  'mirrors.sync': 'Sync several mirrors',
  'mirrors.switch': 'Enable or disable several mirrors',
  'mirrors.delete': 'Delete several mirrors',
  'pair.sync': 'Sync a pair',
  'pair.import': 'Import mirrors',
  'configuration.apply': 'Apply a configuration',
  'issue-sync.run': 'Sync issues',
  'issue-sync.hook': 'Set up live issue sync',
  'notification.deliver': 'Send a notification',
};

const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

/** Tolerant: a newer server may know more kinds than this page. */
export const kindInWords = (kind: string): string => (isKind(kind) ? KINDS[kind] : kind);
export const readKind = (kind: string | null): Kind | undefined => (kind !== null && isKind(kind) ? kind : undefined);
export const RUN_KINDS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));

type Subject = Pick<Run, 'subject' | 'subject_name' | 'subject_mirror_id'>;

/** What a run works on, or worked on when that is gone. */
export const subjectInWords = ({ subject, subject_name }: Subject): string => subject_name ?? subject;

/** The page that shows what a run works on, or null when none does or it is gone. */
export function subjectLink({ subject, subject_name, subject_mirror_id }: Subject): string | null {
  if (subject_name === null) return null;
  const [what, id] = subject.split(':');
  if (what === 'pair') return `/mirrors?pair=${id}`;
  if (subject_mirror_id === null) return null;
  return what === 'mirror' ? `/mirrors?mirror=${subject_mirror_id}` : `/issue-sync/${subject_mirror_id}`;
}

const TRIGGERS: Record<Run['trigger'], string> = {
  manual: 'by hand',
  scheduled: 'on schedule',
  webhook: 'by a webhook',
  system: 'by itself',
};

export const triggerInWords = (trigger: Run['trigger']): string => TRIGGERS[trigger];
