import type { SyncRun } from '../../api/model';
import type { Health } from '../../ui/health';
import { runStatus } from '../runs/run-in-words';

type Counted = Pick<SyncRun, 'issues_total' | 'issues_processed'>;

/** 0 to 100; null while it is not known how much there is to do. */
export const runPercent = ({ issues_total, issues_processed }: Counted): number | null =>
  issues_total <= 0 ? null : (Math.min(issues_processed, issues_total) / issues_total) * 100;

/** The state of an issue sync itself, by its last run. */
export function issueSyncStatus(config: {
  enabled: boolean;
  last_sync_status: 'success' | 'partial' | 'failed' | 'running' | null;
}): { health: Health; label: string } {
  if (config.last_sync_status === 'running') return runStatus('running');
  if (!config.enabled) return { health: 'off', label: 'Paused' };
  return config.last_sync_status === null
    ? { health: 'unknown', label: 'Not run yet' }
    : runStatus(config.last_sync_status);
}
