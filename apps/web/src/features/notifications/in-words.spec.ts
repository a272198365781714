import { ruleInWords } from './in-words';

describe('ruleInWords', () => {
  it.each([
    ['mirror_failed', 1, 'A mirror fails'],
    ['mirror_failed', 3, 'A mirror fails 3 times in a row'],
    ['mirror_stale', 24, 'A mirror is stale for 24 hours'],
    ['token_expiring', 1, 'A token expires within 1 day'],
    ['mirror_drift', null, 'A mirror has drifted'],
  ] as const)('%s with %p is %p', (event, threshold, expected) => {
    expect(ruleInWords({ event, threshold })).toBe(expected);
  });
});
