import { issueSyncStatus, runProgress } from './run-progress';

const NOW = Date.parse('2026-03-01T12:01:00Z');
const STARTED = '2026-03-01T12:00:00Z';

describe('runProgress', () => {
  it.each([
    { total: 0, processed: 0, percent: null, timeLeft: null },
    { total: 100, processed: 0, percent: 0, timeLeft: null },
    { total: 100, processed: 25, percent: 25, timeLeft: 180_000 },
    { total: 100, processed: 100, percent: 100, timeLeft: 0 },
    { total: 100, processed: 130, percent: 100, timeLeft: 0 },
  ])(
    '$processed of $total after a minute: $percent %, $timeLeft ms left',
    ({ total, processed, percent, timeLeft }) => {
      const run = { issues_total: total, issues_processed: processed, started_at: STARTED };
      expect(runProgress(run, NOW)).toEqual({ percent, timeLeft });
    },
  );

  it('guesses no time before the start', () => {
    const run = { issues_total: 10, issues_processed: 5, started_at: null };
    expect(runProgress(run, NOW)).toEqual({ percent: 50, timeLeft: null });
  });
});

describe('issueSyncStatus', () => {
  it('says that it runs even when it was paused meanwhile', () => {
    expect(issueSyncStatus({ enabled: false, last_sync_status: 'running' }).label).toBe('Running');
    expect(issueSyncStatus({ enabled: false, last_sync_status: 'failed' }).label).toBe('Paused');
    expect(issueSyncStatus({ enabled: true, last_sync_status: null }).label).toBe('Not run yet');
  });
});
