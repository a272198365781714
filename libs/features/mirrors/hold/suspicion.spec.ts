import { suspicion, type SourceLook, type SourceSnapshot } from './suspicion';

const before: SourceSnapshot = { branches: 10, defaultBranch: 'main', head: 'a1' };
const look = (changes: Partial<SourceLook>): SourceLook => ({
  branches: 10,
  defaultBranch: 'main',
  head: 'b2',
  headIsKept: true,
  formerDefaultExists: true,
  ...changes,
});

describe('what looks like an accident on the source', () => {
  it.each([
    ['new commits and branches', {}, 50, null],
    ['nothing at all', { headIsKept: null }, 50, null],
    ['half of the branches gone', { branches: 5 }, 50, 'branches_lost'],
    ['fewer than half gone', { branches: 6 }, 50, null],
    ['a stricter limit', { branches: 7 }, 30, 'branches_lost'],
    ['all branches gone', { branches: 0, head: null, defaultBranch: null, headIsKept: null }, 100, 'emptied'],
    ['the default branch rewritten', { headIsKept: false }, 50, 'force_pushed'],
    ['the default branch deleted', { headIsKept: false, formerDefaultExists: false }, 50, 'default_branch_gone'],
    ['the default branch renamed', { defaultBranch: 'trunk', formerDefaultExists: false }, 50, null],
    ['more branches than GitLab counts', { branches: null }, 50, null],
  ])('%s', (_what, changes, percent, expected) => {
    expect(suspicion(before, look(changes), percent)).toBe(expected);
  });

  it('lets a small repository tidy up', () => {
    expect(suspicion({ ...before, branches: 2 }, look({ branches: 1 }), 50)).toBeNull();
  });

  it('has nothing to compare with a source that was empty', () => {
    expect(suspicion({ branches: 0, defaultBranch: null, head: null }, look({}), 1)).toBeNull();
  });
});
