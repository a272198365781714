import type { MirrorSync } from '../../api/model';
import { duration } from '../../ui/relative-time-text';
import type { Status } from './mirror-status';

const STATUS: Record<MirrorSync['status'], Status> = {
  queued: { health: 'pending', label: 'Waiting' },
  running: { health: 'syncing', label: 'Syncing' },
  success: { health: 'ok', label: 'Success' },
  failed: { health: 'error', label: 'Failed' },
  cancelled: { health: 'off', label: 'Cancelled' },
};

const TRIGGERS: Record<MirrorSync['trigger'], string> = {
  manual: 'by hand',
  scheduled: 'on schedule',
  webhook: 'by a webhook',
  system: 'by Mirror Maestro',
  gitlab: 'by GitLab itself',
};

export const syncStatus = (status: MirrorSync['status']): Status => STATUS[status];

/** "by hand, took 1.2 s". */
export const syncInWords = ({ trigger, duration_ms }: MirrorSync): string =>
  `${TRIGGERS[trigger]}${duration_ms === null ? '' : `, took ${duration(duration_ms)}`}`;
