import { AppError } from '@app/common';
import { branchRegexFault, checkBranchFilter } from './branch-regex';

describe('branchRegexFault', () => {
  it.each(['main', '^(main|release/.*)$', String.raw`\d+\.\d+`, '(?i)feature', '[[:alpha:]]+', '', 'x'.repeat(255)])(
    'accepts %s',
    (regex) => {
      expect(branchRegexFault(regex)).toBeNull();
    },
  );

  it.each([
    ['an open group', '(main', 'RE2'],
    ['an open class', '[a-z', 'RE2'],
    ['look-ahead', '^(?!main$).*', 'RE2'],
    ['look-behind', '(?<=release/).*', 'RE2'],
    ['a back reference', String.raw`(a)\1`, 'RE2'],
    ['nothing to repeat', '*', 'RE2'],
    ['256 characters', 'x'.repeat(256), '255'],
  ])('refuses %s', (_what, regex, expected) => {
    expect(branchRegexFault(regex)).toContain(expected);
  });
});

describe('checkBranchFilter', () => {
  it.each([
    ['neither', false, null],
    ['only protected branches', true, null],
    ['only a filter', false, 'main'],
    ['a filter, the rest inherited', null, 'main'],
    ['only protected branches, and explicitly no filter', true, ''],
  ])('accepts %s', (_what, onlyMirrorProtectedBranches, mirrorBranchRegex) => {
    expect(() => checkBranchFilter({ onlyMirrorProtectedBranches, mirrorBranchRegex })).not.toThrow();
  });

  const both = expect.objectContaining({
    kind: 'invalid',
    errors: [expect.objectContaining({ field: 'mirror_branch_regex' })],
  }) as AppError;

  it('refuses both at once, naming the field', () => {
    expect(() => checkBranchFilter({ onlyMirrorProtectedBranches: true, mirrorBranchRegex: 'main' })).toThrow(both);
  });

  it('judges a change together with what stays', () => {
    const before = { onlyMirrorProtectedBranches: true, mirrorBranchRegex: null };
    expect(() => checkBranchFilter({ mirrorBranchRegex: 'main' }, before)).toThrow(both);
    expect(() =>
      checkBranchFilter({ mirrorBranchRegex: 'main', onlyMirrorProtectedBranches: false }, before),
    ).not.toThrow();
    expect(() =>
      checkBranchFilter(
        { onlyMirrorProtectedBranches: true, mirrorBranchRegex: null },
        {
          onlyMirrorProtectedBranches: false,
          mirrorBranchRegex: 'main',
        },
      ),
    ).not.toThrow();
  });
});
