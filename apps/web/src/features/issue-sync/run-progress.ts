import type { SyncRun } from '../../api/model';
import type { Health } from '../../ui/health';
import { runStatus } from '../runs/run-in-words';

export interface RunProgress {
  /** 0 to 100; null while it is not known how much there is to do. */
  percent: number | null;
  /** Milliseconds, judged by the pace so far; null until something is done. */
  timeLeft: number | null;
}

type Counted = Pick<SyncRun, 'issues_total' | 'issues_processed' | 'started_at'>;

export function runProgress({ issues_total, issues_processed, started_at }: Counted, now: number): RunProgress {
  if (issues_total <= 0) return { percent: null, timeLeft: null };
  const done = Math.min(issues_processed, issues_total);
  const elapsed = started_at === null ? 0 : now - Date.parse(started_at);
  return {
    percent: (done / issues_total) * 100,
    timeLeft: done === 0 || elapsed <= 0 ? null : (elapsed / done) * (issues_total - done),
  };
}

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
