import { changesDefaults, pairValues } from './pair-values';

describe('pairValues', () => {
  it('leaves absent fields out and keeps null', () => {
    expect(pairValues({ name: 'A to B', description: null, mirror_user_id: null })).toEqual({
      name: 'A to B',
      description: null,
      mirrorUserId: null,
    });
  });

  it('reads empty texts as nothing', () => {
    expect(pairValues({ mirror_branch_regex: '', description: '' })).toEqual({
      mirrorBranchRegex: null,
      description: null,
    });
  });
});

describe('changesDefaults', () => {
  const before = { mirrorDirection: 'push', mirrorOverwriteDiverged: false, mirrorBranchRegex: null } as const;

  it.each([
    ['nothing', {}, false],
    ['only the name', { name: 'B' }, false],
    ['the same value again', { mirrorOverwriteDiverged: false }, false],
    ['another value', { mirrorOverwriteDiverged: true }, true],
    ['a filter that was not there', { mirrorBranchRegex: 'main' }, true],
    ['no filter, as before', { mirrorBranchRegex: null }, false],
  ])('%s', (_what, values, expected) => {
    expect(changesDefaults(before, values)).toBe(expected);
  });
});
