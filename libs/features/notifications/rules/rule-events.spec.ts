import { thresholdFault, thresholdOf, type NotificationEvent } from './rule-events';

describe('the threshold of a rule', () => {
  it.each<[NotificationEvent, number | null, string]>([
    ['mirror_failed', 3, 'fine'],
    ['mirror_failed', null, 'fine'],
    ['mirror_failed', 101, 'failures in a row'],
    ['mirror_stale', 8_760, 'fine'],
    ['token_expiring', 0, 'days'],
    ['instance_degraded', null, 'fine'],
    ['instance_degraded', 5, 'counts nothing'],
  ])('%s %s', (event, threshold, expected) => {
    expect(thresholdFault(event, threshold) ?? 'fine').toContain(expected);
  });

  it('has a default where the event counts', () => {
    expect(thresholdOf('mirror_stale', null)).toBe(24);
    expect(thresholdOf('mirror_stale', 4)).toBe(4);
    expect(thresholdOf('mirror_drift', null)).toBeNull();
  });
});
