import { isAtLeast, offersKeysetIssues } from './version';

describe('versions', () => {
  it.each([
    ['17.6.0', '17.6', true],
    ['17.10.1-ee', '17.6', true],
    ['17.5.9', '17.6', false],
    ['18.0.0-pre', '17.6', true],
    ['v9.5', '17.6', false],
    [null, '17.6', undefined],
    ['unknown', '17.6', undefined],
  ] as const)('%s is at least %s: %s', (version, wanted, expected) => {
    expect(isAtLeast(version, wanted)).toBe(expected);
  });

  it('takes an unknown version for one without keyset issues', () => {
    expect([null, '18.2.1', '18.3.0'].map(offersKeysetIssues)).toEqual([false, false, true]);
  });
});
