import { issueSyncStatus, runPercent } from './run-progress';

describe('runPercent', () => {
  it.each([
    [0, 0, null],
    [100, 0, 0],
    [100, 25, 25],
    [100, 100, 100],
    [100, 130, 100],
  ])('of %p, %p done: %p %%', (issues_total, issues_processed, percent) => {
    expect(runPercent({ issues_total, issues_processed })).toBe(percent);
  });
});

describe('issueSyncStatus', () => {
  it('says that it runs even when it was paused meanwhile', () => {
    expect(issueSyncStatus({ enabled: false, last_sync_status: 'running' }).label).toBe('Running');
    expect(issueSyncStatus({ enabled: false, last_sync_status: 'failed' }).label).toBe('Paused');
    expect(issueSyncStatus({ enabled: true, last_sync_status: null }).label).toBe('Not run yet');
  });
});
