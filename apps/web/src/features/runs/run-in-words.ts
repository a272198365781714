import type { Run, RunStatus } from '../../api/model';
import type { Health } from '../../ui/health';

const STATUS: Record<RunStatus, { health: Health; label: string }> = {
  queued: { health: 'pending', label: 'Queued' },
  running: { health: 'syncing', label: 'Running' },
  success: { health: 'ok', label: 'Success' },
  partial: { health: 'warning', label: 'Partly done' },
  failed: { health: 'error', label: 'Failed' },
  cancelled: { health: 'off', label: 'Cancelled' },
};

export const runStatus = (status: RunStatus): { health: Health; label: string } => STATUS[status];
export const RUN_STATUSES = Object.entries(STATUS).map(([value, { label }]) => ({ value, label }));

const KINDS: Record<string, string> = {
  'mirror.provision': 'Set up a mirror',
  'mirror.sync': 'Sync a mirror',
  'mirror.apply': 'Apply mirror settings',
  'mirror.remove': 'Remove a mirror',
  'mirrors.refresh': 'Refresh mirror states',
  'mirrors.bulk': 'Change many mirrors',
  'pair.sync': 'Sync a pair',
  'pair.import': 'Import mirrors',
  'token.apply': 'Apply a group token',
  'issue-sync.run': 'Sync issues',
};

/** Tolerant: a newer server may know more kinds than this page. */
export const kindInWords = (kind: string): string => KINDS[kind] ?? kind;
export const RUN_KINDS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));

/** "mirror:12" as the page that shows it, or null when none does. */
export function subjectLink(subject: string): string | null {
  const [what, id] = subject.split(':');
  if (id === undefined || !/^\d+$/.test(id)) return null;
  if (what === 'mirror') return `/mirrors?mirror=${id}`;
  return what === 'pair' ? `/mirrors?pair=${id}` : null;
}

const TRIGGERS: Record<Run['trigger'], string> = {
  manual: 'by hand',
  scheduled: 'on schedule',
  webhook: 'by a webhook',
  system: 'by itself',
};

export const triggerInWords = (trigger: Run['trigger']): string => TRIGGERS[trigger];
